/** Small pieces that the sections of the page share. */
import type { Child } from "hono/jsx";
import type { JSX } from "hono/jsx/jsx-runtime";
import { placeText } from "../../access-words";
import type { Place } from "../../access-data";
import type { LabelledText } from "../../aspects";
import type { TablePart } from "../fleet-data";
import { monthlyText } from "../fleet-words";
import type { KnownCost } from "../table-views";
import { tableAnchor } from "./anchors";

export function Section({
  id,
  title,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly children: Child;
}): JSX.Element {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}

/** Labels with their texts; nothing where there are none. */
export function Facts({ facts }: { readonly facts: readonly LabelledText[] }): JSX.Element | null {
  if (facts.length === 0) return null;
  return (
    <dl>
      {facts.map(({ label, text }) => (
        <div>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A table that may be wider than the window, so that it scrolls alone. */
export function Grid({
  label,
  heading,
  rows,
  environments,
  kind = "",
}: {
  readonly label: string;
  readonly heading: readonly Child[];
  /** The first cell of each is its heading. */
  readonly rows: readonly (readonly Child[])[];
  /** Of each row, for the filter; absent: it is of none, or all are of one. */
  readonly environments?: readonly string[] | undefined;
  readonly kind?: string;
}): JSX.Element {
  return (
    <div class="scroll" role="group" aria-label={label} tabindex={0}>
      <table class={kind}>
        <thead>
          <tr>
            {heading.map((cell) => (
              <th scope="col">{cell}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...cells], i) => (
            <tr data-environment={environments?.[i]}>
              <th scope="row">{first}</th>
              {cells.map((cell) => (
                <td>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Something of an environment or namespace that can be opened, and be linked to. */
export function Item({
  id,
  find,
  data = {},
  summary,
  children,
}: {
  readonly id: string;
  /** What the search looks at. */
  readonly find: readonly string[];
  readonly data?: Readonly<Record<`data-${string}`, string | number>>;
  readonly summary: Child;
  readonly children: Child;
}): JSX.Element {
  return (
    <li data-find={[...new Set(find)].join(" ").toLowerCase()} {...data}>
      <details id={id}>
        <summary>{summary}</summary>
        <div class="body">{children}</div>
      </details>
    </li>
  );
}

export function Source({ place }: { readonly place: Place }): JSX.Element {
  return <code class="place">{placeText(place)}</code>;
}

export function TableLink({ table }: { readonly table: TablePart }): JSX.Element {
  const { environment, namespace, name } = table;
  return (
    <a href={`#${tableAnchor(table)}`}>
      <span class="quiet">
        {environment} {namespace}/
      </span>
      {name}
    </a>
  );
}

export function MonthlyCost({ cost }: { readonly cost: KnownCost }): JSX.Element {
  const text = monthlyText(cost);
  return /\d/.test(text) ? <>{text}</> : <span class="quiet">{text}</span>;
}
