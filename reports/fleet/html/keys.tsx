/** The keys of a table and of its indexes as a small drawing: a row each, and what is copied into an index as a bar. */
import type { JSX } from "hono/jsx/jsx-runtime";
import { money, price } from "../../cost-words";
import type { KeyPart, KeysPart } from "../fleet-data";
import { projectionText } from "../fleet-words";
import { Facts } from "./parts";

export function Keys({ keys }: { readonly keys: readonly KeysPart[] }): JSX.Element {
  return (
    <div class="scroll" role="group" aria-label="Keys and indexes" tabindex={0}>
      <table class="keys">
        <thead>
          <tr>
            <th scope="col">Keys and indexes</th>
            <th scope="col">Partition key</th>
            <th scope="col">Sort key</th>
            <th scope="col">Other attributes</th>
            <th scope="col">Cost of the index</th>
          </tr>
        </thead>
        <tbody>
          {keys.map((part) => (
            <KeysRow part={part} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function KeysRow({ part }: { readonly part: KeysPart }): JSX.Element {
  const { kind, name, hashKeys, rangeKeys, settings } = part;
  return (
    <tr>
      <th scope="row">
        {name} <span class="quiet">{kind}</span>
        <Facts facts={settings} />
      </th>
      <td>
        <Boxes kind="partition" keys={hashKeys} />
      </td>
      <td>{rangeKeys.length > 0 ? <Boxes kind="sort" keys={rangeKeys} /> : "–"}</td>
      <td>
        <Projected part={part} />
      </td>
      <td class="number">{costText(part)}</td>
    </tr>
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
