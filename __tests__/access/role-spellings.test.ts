import { briefly, reported } from "../support/reported";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../support/project";

/** What is reported of the roles that may read a table, without words. */
function spelled(...roles: string[]): { at: string; names: string[] }[] {
  const project = new Project({
    "dev/_environment.yaml": ENVIRONMENT,
    "dev/koa.yaml": tablesYaml(
      ...roles.map((role, i) => tableYaml(`T${i}`, `serviceAccountReadRoles: [${role}]`)),
    ),
  });
  return reported(project)
    .filter(({ rule }) => rule === "roleSpelledOnce")
    .map((problem) => ({
      at: briefly(problem),
      names: roles.filter((role) => problem.message.includes(role)),
    }));
}

const at = (line: number): string => `error roleSpelledOnce dev/koa.yaml:${line}:120`;

test("two spellings of a role that differ only in case are refused, in whatever letters", () => {
  expect(spelled("Reader-koa", "reader-Koa")).toEqual([
    { at: at(3), names: ["Reader-koa", "reader-Koa"] },
  ]);
  expect(spelled("reader-koa", "READER-KOA")).toEqual([
    { at: at(2), names: ["reader-koa", "READER-KOA"] },
  ]);
});

test("each further spelling of a role is refused beside the one that sorts first", () => {
  expect(spelled("reader-koa", "READER-KOA", "Reader-koa")).toEqual([
    { at: at(2), names: ["reader-koa", "READER-KOA"] },
    { at: at(4), names: ["READER-KOA", "Reader-koa"] },
  ]);
});

test("roles that differ in more than case are roles of their own", () => {
  expect(spelled("reader-koa", "reader_koa")).toEqual([]);
});
