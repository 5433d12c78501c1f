/** The keys of a table and of its indexes as a small drawing: a row each, and what is copied into an index as a bar. */
import type { JSX } from "hono/jsx/jsx-runtime";
import { money, price } from "../../cost-words";
import type { KeyPart, KeysPart } from "../fleet-data";
import { projectionText } from "../fleet-words";
import { Facts, Grid } from "./parts";

export function Keys({ keys }: { readonly keys: readonly KeysPart[] }): JSX.Element {
  return (
    <Grid
      kind="keys"
      label="Keys and indexes"
      heading={[
        "Keys and indexes",
        "Partition key",
        "Sort key",
        "Other attributes",
        "Cost of the index",
      ]}
      rows={keys.map((part) => [
        <>
          {part.name} <span class="quiet">{part.kind}</span>
          <Facts facts={part.settings} />
        </>,
        <Boxes kind="partition" keys={part.hashKeys} />,
        part.rangeKeys.length > 0 ? <Boxes kind="sort" keys={part.rangeKeys} /> : "–",
        <Projected part={part} />,
        <span class="number">{costText(part)}</span>,
      ])}
    />
  );
}

function Boxes({
  kind,
  keys,
}: {
  readonly kind: "partition" | "sort";
  readonly keys: readonly KeyPart[];
}): JSX.Element {
  return (
    <>
      {keys.map(({ name, type }) => (
        <span class={`key ${kind}`}>
          {name}
          {"\u00a0"}
          <abbr title={TYPES[type]}>{type}</abbr>
        </span>
      ))}
    </>
  );
}

const TYPES: Readonly<Record<string, string>> = { S: "string", N: "number", B: "binary" };

/** How much of an item the index has. */
function Projected({ part }: { readonly part: KeysPart }): JSX.Element {
  const { projection } = part;
  const width = projection === "ALL" ? 59 : projection === "KEYS_ONLY" ? 0 : 24;
  return (
    <span class="projected">
      <svg viewBox="0 0 60 10" aria-hidden="true">
        <rect class="frame" x="0.5" y="0.5" width="59" height="9" rx="2" />
        <rect class="filled" x="0.5" y="0.5" width={width} height="9" rx="2" />
      </svg>
      {projectionText(part)}
    </span>
  );
}

function costText({ cost }: KeysPart): string {
  if (cost === undefined) return "";
  const { fixed, writes } = cost;
  return [
    ...(fixed === 0 ? [] : [`${money(fixed)} a month`]),
    ...(writes === 0 ? [] : [`${price(writes)} for a million writes`]),
  ].join(", ");
}
