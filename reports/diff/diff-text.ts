import { createColors } from "picocolors";
import { printable } from "../../diagnostics/printable";
import type { AccessPlaces, ValuesDiff } from "./diff-data";
import { costWords, entryLines, NOTHING, sectionsOf } from "./diff-words";

/**
 * The difference as lines for a terminal, what needs attention first. The lines are harmless as they are:
 * with colours, they have escapes that `printable` would take away.
 */
export function diffText(diff: ValuesDiff, colour: boolean, places?: AccessPlaces): string[] {
  const colours = createColors(colour);
  const paint = { "+": colours.green, "-": colours.red, "~": colours.yellow };
  const cost = costWords(diff);
  const blocks = [
    ...(diff.attention.length > 0
      ? [
          [
            colours.bold(colours.red("Attention")),
            ...diff.attention.map((text) => `  ${colours.red("!")} ${printable(text)}`),
          ],
        ]
      : []),
    ...sectionsOf(diff, places).map(({ title, entries }) => [
      colours.bold(title),
      ...entries
        .flatMap((entry) => entryLines(entry, (sign) => paint[sign](sign)))
        .map((line) => `  ${line}`),
    ]),
    ...(cost === undefined ? [] : [[colours.bold("Cost"), `  ${printable(cost)}`]]),
  ];
  if (blocks.length === 0) return [NOTHING];
  return blocks.flatMap((block, i) => (i === 0 ? block : ["", ...block]));
}
