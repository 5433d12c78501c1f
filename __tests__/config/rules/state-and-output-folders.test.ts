import path from "node:path";
import { briefly, reported } from "../../support/reported";
import { ENVIRONMENT, Project, tablesYaml, tableYaml } from "../../support/project";

/** What is reported of local state in a folder of the project, whose output folder is `out`. */
function stateIn(folder: string, backend = "local"): string[] {
  const project = new Project({
    "dev/_environment.yaml": `${ENVIRONMENT}backend: {type: ${backend}, path: ${folder}}\n`,
    "dev/koa.yaml": tablesYaml(tableYaml("A")),
  });
  return reported(project, { CDKTF_OUTDIR: path.join(project.folder, "out") })
    .filter(({ rule }) => rule === "stateOutsideOutput")
    .map(briefly);
}

const REFUSED = ["error stateOutsideOutput dev/_environment.yaml:2:30"];

test.each(["out", "./out", "out/", "out/state", "out/a/b", "other/../out/state"])(
  "local state in %s is refused, for the output folder is deleted",
  (folder) => {
    expect(stateIn(folder)).toEqual(REFUSED);
  },
);

test.each(["output", "out-state", "state", "state/out", "out/../state", "../out"])(
  "local state in %s is outside of the output folder",
  (folder) => {
    expect(stateIn(folder)).toEqual([]);
  },
);
