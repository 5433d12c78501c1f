import { LOCK, locked, runLock } from "../support/lock-runs";
import { tablesYaml, tableYaml } from "../support/project";

const GOOD = tablesYaml(tableYaml("A"));

test.each([
  ["{", "dev/_lock/koa.json:1:1: the lock cannot be read: "],
  [
    '{"tables": {"A": {"arn": "x"}}}',
    "dev/_lock/koa.json:1:26: the lock cannot be read: tables.A.arn",
  ],
  [
    '{"stack": "dev-koa",\n "roles": [],\n "roles": []}',
    "dev/_lock/koa.json:1:1: the lock cannot be read: ",
  ],
  [
    '{"stack": "prod-koa"}',
    "dev/_lock/koa.json:1:11: this is the lock of prod-koa, and here it would be that of dev-koa",
  ],
  [
    `{"tables": ${"[".repeat(3000)}${"]".repeat(3000)}}`,
    "dev/_lock/koa.json:1:1: the lock cannot be read: this is more than 100 maps and lists inside",
  ],
])("a lock that is damaged, or of another stack, is reported: %j", (text, words) => {
  const project = locked(GOOD);
  project.write({ [LOCK]: text });
  expect(project.judge().errors.join("\n")).toContain(words);
  expect(runLock(project)).toMatchObject({ status: 1 });
});

test.each(["dev/_lock/notes.txt", "dev/_lock/Koa.json"])(
  "%s beside the locks is an error",
  (file) => {
    const project = locked(GOOD);
    project.write({ [file]: "{}" });
    expect(project.judge()).toMatchObject({ status: 1 });
  },
);
