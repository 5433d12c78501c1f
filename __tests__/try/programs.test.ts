import { existsSync } from "node:fs";
import path from "node:path";
import { cacheFolder } from "../../try/cache-folder";
import { isAtLeast } from "../../try/find-programs";
import { howToReach } from "../../try/how-to-reach";
import { packageFolder } from "../../try/package-folder";
import { trustPolicy } from "../../try/prerequisites";
import { Interrupted, run } from "../../try/run-program";
import { createdResource, errorsOf } from "../../try/terraform-lines";
import { runCommand } from "../support/run-command";

test("downloads are kept where the operating system keeps caches", () => {
  expect(cacheFolder({ XDG_CACHE_HOME: "/cache" }, "linux", "/users/me")).toBe(
    "/cache/dynamodb-values",
  );
  // The specification has a relative path ignored.
  for (const XDG_CACHE_HOME of [undefined, "", "cache"])
    expect(cacheFolder({ XDG_CACHE_HOME }, "darwin", "/users/me")).toBe(
      "/users/me/.cache/dynamodb-values",
    );
  expect(cacheFolder({ LOCALAPPDATA: "C:\\Local" }, "win32", "C:\\me")).toBe(
    "C:\\Local\\dynamodb-values",
  );
  expect(cacheFolder({}, "win32", "C:\\me")).toBe("C:\\me\\AppData\\Local\\dynamodb-values");
});

test("a program is new enough from its minimum on", () => {
  expect(["1.10.0", "1.15.1", "2.0.0"].map((one) => isAtLeast(one, "1.10"))).toEqual(
    Array(3).fill(true),
  );
  expect(["1.9.8", "0.15.5"].map((one) => isAtLeast(one, "1.10"))).toEqual([false, false]);
});

test("the package has the emulators and the examples that try needs", () => {
  for (const file of ["emulator/launch_ministack.py", "values/_defaults.yaml"])
    expect(existsSync(path.join(packageFolder(), file))).toBe(true);
});

test("lines of Terraform become created resources and errors, whatever else it prints", () => {
  const created = (addr: string): string =>
    JSON.stringify({ type: "apply_complete", hook: { resource: { addr } } });
  expect(createdResource(created("aws_dynamodb_table.Shop"))).toBe("aws_dynamodb_table.Shop");
  for (const line of [created("terraform_data.Shop"), created("data.aws_iam_roles.x"), "{", "x"])
    expect(createdResource(line)).toBeUndefined();
  const error = JSON.stringify({
    type: "diagnostic",
    diagnostic: { severity: "error", summary: "creating", detail: "no vault" },
  });
  const warning = error.replace('"error"', '"warning"');
  expect(errorsOf([warning, error, "{broken", error].join("\n"))).toEqual(["creating: no vault"]);
});

test("a role may be assumed by pods, as the stacks demand, and by whoever tries it", () => {
  const { Statement } = JSON.parse(trustPolicy("123456789012")) as { Statement: object[] };
  expect(Statement).toMatchObject([
    { Principal: { Service: "pods.eks.amazonaws.com" } },
    { Principal: { AWS: "arn:aws:iam::123456789012:root" } },
  ]);
});

test("a program that is interrupted ends before its run does", async () => {
  const controller = new AbortController();
  const script =
    "process.on('SIGINT', () => process.exit(0)); console.log('on'); setInterval(() => {}, 9999)";
  const lines: string[] = [];
  const running = run(process.execPath, ["-e", script], {
    cwd: packageFolder(),
    env: {},
    signal: controller.signal,
    onLine: (line) => {
      lines.push(line);
      controller.abort();
    },
  });
  await expect(running).rejects.toThrow(Interrupted);
  expect(lines).toEqual(["on"]);
  // Nothing is started any more.
  await expect(
    run("nowhere", [], { cwd: packageFolder(), env: {}, signal: controller.signal }),
  ).rejects.toThrow(Interrupted);
});

test("what is printed at the end has endpoint, credentials and three calls", () => {
  const place = { url: "http://127.0.0.1:1", accountId: "123456789012", region: "eu-west-1" };
  for (const isExample of [true, false]) {
    const lines = howToReach(place, isExample);
    expect(lines.filter((line) => line.startsWith("  aws "))).toHaveLength(3);
    expect(lines.join("\n")).toContain("AWS_ENDPOINT_URL=http://127.0.0.1:1 AWS_REGION=eu-west-1");
  }
});

test("a folder of values without an environment is refused, because the examples would be tried", async () => {
  const { status, stderr } = await runCommand("try", ["--values", "values"]);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^--values needs an environment of these values; /);
});
