import { ACCOUNT } from "../base-drafts";
import { ENVIRONMENT_FILE, NAMESPACE_FILE } from "../draft";
import type { Chance, Draft, Mutations, TableDraft } from "../draft";

/** Characters that mean something in YAML. */
const SIGNS = Array.from("'\"[]{}:,&*#?|-<>=!%@\\`\t\n\r~");

function plainTable(name: string): TableDraft {
  return {
    name,
    billingMode: "PAY_PER_REQUEST",
    hashKey: "pk",
    attributes: [{ name: "pk", type: "S" }],
  };
}

/** Changes the text of a file. */
function edit(draft: Draft, file: string, change: (text: string) => string): void {
  draft.edits.push({ file, edit: change });
}

function someFile(chance: Chance): string {
  return chance.pick([ENVIRONMENT_FILE, NAMESPACE_FILE, "_defaults.yaml"]);
}

/** What several files break together, and what is wrong with a file itself. */
export const fileMutations: Mutations = {
  "table name: twice in the account": ({ others, number, table }, chance) => {
    const other = plainTable(`Other-${number}`);
    other.tableName = `koa-${table.name}`;
    if (chance.chance(0.3)) other.region = "us-east-1";
    others["dev/shop.yaml"] = { tables: [other] };
  },
  "table name: twice by a prefix": ({ others, number, environment }) => {
    others["dev/idp-x.yaml"] = { tables: [plainTable(`Two-${number}`)] };
    others["dev/x.yaml"] = { tables: [{ ...plainTable(`Two-${number}`), useIdpPrefix: true }] };
    environment.namePrefix = "";
  },
  "table name: twice in another environment": ({ others, table }, chance) => {
    others["prod/_environment.yaml"] = {
      accountId: chance.pick([ACCOUNT, "210987654321"]),
    };
    others["prod/koa.yaml"] = { tables: [plainTable(table.name)] };
  },
  "name: twice in the namespace": ({ namespace, table }) => {
    namespace.tables.push(plainTable(table.name));
  },
  // Not a name that differs only in case: DynamoDB Local ends in an error of its own.
  "name: the address of another": ({ namespace, table, number }, chance) => {
    table.name = `a.b-${number}`;
    namespace.tables.push(plainTable(chance.pick([`a_b-${number}`, `a-b-${number}`])));
  },
  "namespace: two files differ": ({ others, namespace, number }, chance) => {
    others["dev/koa/second.yaml"] = {
      deletionPolicy: chance.pick(["Orphan", "Delete"]),
      tags: { team: chance.pick(["a", "b"]) },
      tables: [plainTable(`Second-${number}`)],
    };
    namespace.deletionPolicy = "Orphan";
    namespace.tags = { team: "a" };
  },
  "role: in two accounts": ({ others, environment, namespace, table, number }) => {
    delete environment.accountId;
    namespace.idp_aws_account = ACCOUNT;
    const roles = [`r${number}-koa`];
    table.serviceAccountReadRoles = roles;
    others["dev/shop.yaml"] = {
      idp_aws_account: "210987654321",
      tables: [{ ...plainTable(`Other-${number}`), serviceAccountReadRoles: roles }],
    };
  },
  "file: not a values file": ({ others, number }, chance) => {
    const file = chance.pick(["dev/notes.txt", "README.md", "dev/koa/x.json", "dev/koa/a/b.yaml"]);
    others[file] = { tables: [plainTable(`Other-${number}`)] };
  },
  "file: ignored": ({ others }, chance) => {
    others[chance.pick(["dev/.notes", "dev/koa.yaml~", ".x/y.yaml", "dev/_lock/.koa.json"])] =
      "a: 1\n";
  },
  "file: name": ({ others, number }, chance) => {
    const name = chance.pick([
      "Koa",
      "koa_2",
      "-koa",
      "a".repeat(64),
      "a".repeat(63),
      "access",
      "k.o",
    ]);
    others[`dev/${name}.yaml`] = { tables: [plainTable(`Other-${number}`)] };
  },
  "file: the access stack's name": ({ others, number }, chance) => {
    const name = chance.pick(["access", "access/koa"]);
    others[`dev/${name}.yaml`] = { tables: [plainTable(`Access-${number}`)] };
  },
  "file: environment's name": ({ others, number }, chance) => {
    const name = chance.pick(["Dev", "de_v", "prod.", "x".repeat(64), "stage"]);
    others[`${name}/koa.yaml`] = { tables: [plainTable(`Stage-${number}`)] };
  },
  "file: settings twice": ({ others, environment }, chance) => {
    others[chance.pick(["dev/_environment.yml", "_defaults.yml"])] = environment;
  },
  "stack: id twice": ({ others, number }, chance) => {
    const [environment, namespace] = chance.pick([
      ["dev-a", "b"],
      ["dev-a", "c"],
      ["dev-koa", "x"],
    ] as const);
    others["dev/a-b.yaml"] = { tables: [plainTable(`A-${number}`)] };
    others[`${environment}/${namespace}.yaml`] = { tables: [plainTable(`B-${number}`)] };
  },
  "stack: the id of the access stack": ({ others, number }) => {
    others["dev-x/koa.yaml"] = { tables: [plainTable(`X-${number}`)] };
    others["dev/x-access.yaml"] = { tables: [plainTable(`Y-${number}`)] };
  },
  "yaml: no map": (draft, chance) => {
    const text = chance.pick([
      "- a\n",
      "text\n",
      "5\n",
      "",
      "null\n",
      "# nothing\n",
      "---\n",
      "!!set {a}\n",
    ]);
    edit(draft, someFile(chance), () => text);
  },
  "yaml: a tab": (draft, chance) => {
    edit(draft, someFile(chance), (text) => text.replace("\n  ", "\n\t"));
  },
  "yaml: a line twice": (draft, chance) => {
    const file = someFile(chance);
    edit(draft, file, (text) => {
      const lines = text.split("\n");
      const at = chance.int(0, lines.length - 1);
      return lines.toSpliced(at, 0, lines[at] ?? "").join("\n");
    });
  },
  "yaml: a line is missing": (draft, chance) => {
    const file = someFile(chance);
    edit(draft, file, (text) => {
      const lines = text.split("\n");
      return lines.toSpliced(chance.int(0, lines.length - 1), 1).join("\n");
    });
  },
  "yaml: a line indented": (draft, chance) => {
    const file = someFile(chance);
    edit(draft, file, (text) => {
      const lines = text.split("\n");
      const at = chance.int(0, lines.length - 1);
      return lines.toSpliced(at, 1, ` ${lines[at] ?? ""}`).join("\n");
    });
  },
  "yaml: a character": (draft, chance) => {
    const file = someFile(chance);
    const character = chance.pick([...SIGNS, "\u0000", "\ufeff", "\u2028", "\u00a0", "😀"]);
    edit(draft, file, (text) => {
      const at = chance.int(0, text.length);
      return text.slice(0, at) + character + text.slice(at);
    });
  },
  "yaml: a character is missing": (draft, chance) => {
    const file = someFile(chance);
    edit(draft, file, (text) => {
      const at = chance.int(0, text.length - 1);
      return text.slice(0, at) + text.slice(at + 1);
    });
  },
  "yaml: cut off": (draft, chance) => {
    const file = someFile(chance);
    edit(draft, file, (text) => text.slice(0, chance.int(0, text.length)));
  },
  "yaml: two documents": (draft, chance) => {
    edit(draft, someFile(chance), (text) => `${text}---\n${text}`);
  },
  "yaml: version": (draft, chance) => {
    const version = chance.pick(["1.1", "1.1", "1.2"]);
    edit(draft, someFile(chance), (text) => `%YAML ${version}\n---\n${text}`);
  },
  "yaml: alias": (draft, chance) => {
    const file = someFile(chance);
    const line = chance.pick([
      "ingress: *nowhere\n",
      "ingress: &a [*a]\n",
      "ingress: &a {b: 1}\nglobal: *a\n",
      "<<: *nowhere\n",
      "<<: {deletionPolicy: Delete}\n",
      "<<: 5\n",
    ]);
    edit(draft, file, (text) => text + line);
  },
  "yaml: merge key": (draft, chance) => {
    const line = chance.pick(["<<: 5\n", "<<: [1]\n", "global: {<<: text}\n", "<<: {}\n"]);
    edit(draft, NAMESPACE_FILE, (text) => text + line);
  },
  "yaml: nested deeply": (draft, chance) => {
    const depth = chance.pick([150, 50, 3000]);
    const line = `global: {a: ${"[".repeat(depth)}${"]".repeat(depth)}}\n`;
    edit(draft, NAMESPACE_FILE, (text) => text + line);
  },
  "yaml: aliases that explode": (draft) => {
    const levels = Array.from(
      { length: 9 },
      (_, i) => `  a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]\n`,
    );
    edit(draft, NAMESPACE_FILE, (text) => `${text}global:\n  a0: &a0 [x]\n${levels.join("")}`);
  },
  "yaml: __proto__": (draft, chance) => {
    const file = someFile(chance);
    const line = chance.pick([
      "__proto__: {}\n",
      "global: {__proto__: {a: 1}}\n",
      '"\\x5f_proto__": 1\n',
    ]);
    edit(draft, file, (text) => text + line);
  },
  "yaml: a key that is no text": (draft, chance) => {
    const line = chance.pick([
      "global: {1: a}\n",
      "? [a, b]\n: c\n",
      "global: {? {a: b} : c}\n",
      "5: x\n",
      "null: x\n",
    ]);
    edit(draft, NAMESPACE_FILE, (text) => text + line);
  },
  "yaml: a tag": (draft, chance) => {
    const line = chance.pick([
      "global: !x {}\n",
      "ingress: !!binary aGk=\n",
      "deletionPolicy: !!str Delete\n",
      "ingress: !<tag:x> {}\n",
    ]);
    edit(draft, NAMESPACE_FILE, (text) => text + line);
  },
  "yaml: not UTF-8": ({ others, number }, chance) => {
    const text = `tables: [{name: B\xe4r-${number}}]\n`;
    others["dev/shop.yaml"] = chance.pick([
      Buffer.from(text, "latin1"),
      Buffer.from(text, "utf16le"),
      Buffer.from([0xff, 0xfe, 0]),
    ]);
  },
  "yaml: line ends of Windows": (draft, chance) => {
    edit(draft, someFile(chance), (text) => text.replaceAll("\n", "\r\n"));
  },
};
