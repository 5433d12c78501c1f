import type { Diagnostic } from "./support/plan";
import { Stage } from "./support/stage";
import { FEATURES } from "./support/values-copy";

/** Tables under `Observe` are compared with the values in every plan. */
describe("a plan of tables that are only looked at", () => {
  const STACK = "features-watched";
  const stage = new Stage("features", FEATURES);
  let beforeTheyExist: readonly Diagnostic[];
  let afterwards: readonly Diagnostic[];

  beforeAll(async () => {
    await stage.open();
    await stage.workspace.synth();
    beforeTheyExist = await stage.workspace.planDiagnostics(STACK);
    await stage.prepare();
    afterwards = await stage.workspace.planDiagnostics(STACK);
  });

  afterAll(() => stage.close());

  test.each(["foreign-table", "drifted-table"])("fails while %s does not exist", (table) => {
    expect(beforeTheyExist).toContainEqual({
      severity: "error",
      text: expect.stringContaining(table) as string,
    });
  });

  test("warns of each difference from the values, and of nothing else", () => {
    expect(afterwards.map(({ text }) => text).sort()).toEqual([
      expect.stringContaining("drifted-table: TTL attribute"),
      expect.stringContaining("drifted-table: point-in-time recovery"),
    ]);
    expect(afterwards.map(({ severity }) => severity)).toEqual(["warning", "warning"]);
  });
});
