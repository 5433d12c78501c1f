/**
 * The API of HCP Terraform, as far as remote runs of terraform need it: the server executes each run
 * in a folder of its own, with the variables of the workspace and nothing of the caller's environment.
 * Source: the calls that terraform 1.11 makes.
 */
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync, existsSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { generate } from "selfsigned";

const execute = promisify(execFile);

type Attributes = Readonly<Record<string, unknown>>;

interface CloudRun {
  readonly id: string;
  readonly workspace: string;
  readonly configuration: string;
  readonly planOnly: boolean;
  readonly autoApply: boolean;
  status: string;
  hasChanges: boolean;
  /** What terraform printed. */
  readonly logs: { plan: string; apply: string };
  readonly ended: { plan: boolean; apply: boolean };
}

export interface CloudServer {
  readonly url: string;
  /** PEM of the certificate that clients must trust. */
  readonly certificate: string;
  /** Environment variables of every workspace; they may be added at any time. */
  readonly variables: Record<string, string>;
  /** How the runs of a workspace ended, oldest first. */
  runsOf(workspace: string): readonly string[];
  /** The newest state of a workspace. */
  stateOf(workspace: string): { readonly resources: readonly object[] } | undefined;
  stop(): Promise<void>;
}

/** What every workspace has; the name is its id. */
const WORKSPACE = {
  "execution-mode": "remote",
  operations: true,
  "auto-apply": false,
  "terraform-version": "latest",
  permissions: Object.fromEntries(
    [
      "can-destroy",
      "can-lock",
      "can-queue-run",
      "can-unlock",
      "can-update",
      "can-read-settings",
    ].map((name) => [name, true]),
  ),
};

/** The outputs of a state, as the API lists them. */
function outputs(state: string | undefined): object[] {
  const { outputs = {} } = JSON.parse(state ?? "{}") as {
    outputs?: Record<string, { value: unknown; type: unknown }>;
  };
  return Object.entries(outputs).map(([name, { value, type }]) => ({
    id: `output-${name}`,
    type: "state-version-outputs",
    attributes: { name, sensitive: false, type: "map", "detailed-type": type, value },
  }));
}

/** First and last byte of a log that is complete. */
const [STX, ETX] = ["\u0002", "\u0003"];

/** @param folder in which runs are executed; @param token that callers must have */
export async function startCloudServer(
  folder: string,
  {
    token,
    organization,
    environment,
  }: { token: string; organization: string; environment: NodeJS.ProcessEnv },
): Promise<CloudServer> {
  const pair = await generate([{ name: "commonName", value: "localhost" }], {
    extensions: [
      { name: "basicConstraints", cA: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] },
    ],
  });
  const workspaces = new Set<string>();
  const uploaded = new Set<string>();
  const runs: CloudRun[] = [];
  const states = new Map<string, string>();
  const variables: Record<string, string> = {};
  let ids = 0;
  let url = "";

  const runDocument = (run: CloudRun): object => ({
    id: run.id,
    type: "runs",
    attributes: {
      status: run.status,
      "has-changes": run.hasChanges,
      "auto-apply": run.autoApply,
      "plan-only": run.planOnly,
      "is-destroy": false,
      source: "terraform+cloud",
      actions: {
        "is-cancelable": false,
        "is-confirmable": run.status === "planned",
        "is-discardable": run.status === "planned",
      },
      permissions: { "can-apply": true, "can-cancel": true, "can-discard": true },
    },
    relationships: {
      workspace: { data: { id: run.workspace, type: "workspaces" } },
      plan: { data: { id: `plan-${run.id}`, type: "plans" } },
      apply: { data: { id: `apply-${run.id}`, type: "applies" } },
    },
  });
  const stepDocument = (run: CloudRun, step: "plan" | "apply"): object => ({
    id: `${step}-${run.id}`,
    type: step === "plan" ? "plans" : "applies",
    attributes: {
      status: !run.ended[step] ? "running" : run.status === "errored" ? "errored" : "finished",
      "has-changes": run.hasChanges,
      "log-read-url": `${url}/logs/${run.id}/${step}`,
    },
  });
  const workspaceDocument = (name: string): object => ({
    id: name,
    type: "workspaces",
    attributes: { name, ...WORKSPACE },
  });

  async function execution(run: CloudRun): Promise<void> {
    const cwd = join(folder, run.id);
    const terraform = async (step: "plan" | "apply", ...args: string[]): Promise<number> => {
      const env = { ...environment, ...variables, TF_IN_AUTOMATION: "1" };
      try {
        const { stdout, stderr } = await execute("terraform", args, { cwd, env });
        run.logs[step] += stdout + stderr;
        return 0;
      } catch (error) {
        const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
        run.logs[step] += stdout + stderr;
        return code;
      }
    };
    mkdirSync(cwd);
    await execute("tar", ["-xzf", join(folder, run.configuration), "-C", cwd]);
    // Here the state is in the server's hands, in a file.
    const backend = { terraform: { backend: { local: {} } } };
    writeFileSync(join(cwd, "state_override.tf.json"), JSON.stringify(backend));
    const before = states.get(run.workspace);
    if (before !== undefined) writeFileSync(join(cwd, "terraform.tfstate"), before);
    const ready = await terraform("plan", "init", "-input=false", "-no-color");
    const plan = ["plan", "-input=false", "-no-color", "-detailed-exitcode", "-out=run.plan"];
    const code = ready === 0 ? await terraform("plan", ...plan) : 1;
    run.hasChanges = code === 2;
    run.ended.plan = true;
    if (code === 1) run.status = "errored";
    else if (!run.hasChanges || run.planOnly) run.status = "planned_and_finished";
    else if (run.autoApply) await application(run, terraform, cwd);
    else run.status = "planned";
  }

  async function application(
    run: CloudRun,
    terraform: (step: "apply", ...args: string[]) => Promise<number>,
    cwd: string,
  ): Promise<void> {
    run.status = "applying";
    const code = await terraform("apply", "apply", "-input=false", "-no-color", "run.plan");
    const state = join(cwd, "terraform.tfstate");
    if (existsSync(state)) states.set(run.workspace, readFileSync(state, "utf8"));
    run.ended.apply = true;
    run.status = code === 0 ? "applied" : "errored";
  }

  function newRun(body: Attributes): CloudRun {
    const { attributes, relationships } = body as {
      attributes?: { "plan-only"?: boolean; "auto-apply"?: boolean };
      relationships: Record<string, { data: { id: string } }>;
    };
    const run: CloudRun = {
      id: `run-${(ids += 1)}`,
      workspace: relationships.workspace?.data.id ?? "",
      configuration: relationships["configuration-version"]?.data.id ?? "",
      planOnly: attributes?.["plan-only"] ?? false,
      autoApply: attributes?.["auto-apply"] ?? false,
      status: "planning",
      hasChanges: false,
      logs: { plan: "", apply: "" },
      ended: { plan: false, apply: false },
    };
    runs.push(run);
    void execution(run);
    return run;
  }

  function answer(method: string, path: string, body: Buffer): unknown {
    const data = (): Attributes => (JSON.parse(body.toString("utf8")) as { data: Attributes }).data;
    const [kind, id = "", part, name = ""] = path.split("/").slice(1);
    const run = runs.find((one) => [one.id, `plan-${one.id}`, `apply-${one.id}`].includes(id));
    switch (`${method} ${kind ?? ""} ${part ?? ""}`) {
      case "GET ping ":
        return {};
      case "GET organizations entitlement-set": {
        const entitlements = { operations: true, "state-storage": true, teams: false };
        return { data: { id, type: "entitlement-sets", attributes: entitlements } };
      }
      case "GET organizations workspaces":
        return id === organization && workspaces.has(name)
          ? { data: workspaceDocument(name) }
          : undefined;
      case "POST organizations workspaces": {
        const { name: created } = data().attributes as { name: string };
        workspaces.add(created);
        return { data: workspaceDocument(created) };
      }
      case "PATCH workspaces ":
      case "GET workspaces ":
        return workspaces.has(id) ? { data: workspaceDocument(id) } : undefined;
      case "GET workspaces current-state-version":
        return undefined;
      case "GET workspaces current-state-version-outputs":
        return { data: outputs(states.get(id)) };
      case "POST workspaces configuration-versions": {
        const version = `cv-${(ids += 1)}`;
        const attributes = { status: "pending", "upload-url": `${url}/uploads/${version}` };
        return { data: { id: version, type: "configuration-versions", attributes } };
      }
      case "PUT uploads ":
        writeFileSync(join(folder, id), body);
        uploaded.add(id);
        return {};
      case "GET configuration-versions ": {
        const status = uploaded.has(id) ? "uploaded" : "pending";
        return { data: { id, type: "configuration-versions", attributes: { status } } };
      }
      case "POST runs ":
        return { data: runDocument(newRun(data())) };
      case "GET runs ":
        return run && { data: runDocument(run) };
      case "GET runs run-events":
        return { data: [] };
      case "GET plans ":
        return run && { data: stepDocument(run, "plan") };
      case "GET applies ":
        return run && { data: stepDocument(run, "apply") };
      default:
        return undefined;
    }
  }

  /** A part of a log, which is complete once its step has ended. */
  function log(path: string, query: URLSearchParams): string {
    const [, , id, step] = path.split("/") as [string, string, string, "plan" | "apply"];
    const run = runs.find((one) => one.id === id);
    const text = run?.ended[step] === true ? `${STX}${run.logs[step]}${ETX}` : STX;
    const offset = Number(query.get("offset") ?? 0);
    const bytes = Buffer.from(text).subarray(offset, offset + Number(query.get("limit") ?? 65_536));
    return bytes.toString("utf8");
  }

  function respond(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const { pathname, searchParams } = new URL(request.url ?? "", url);
    const path = pathname.replace(/^\/api\/v2/, "");
    const isOpen = /^\/(logs|uploads)\//.test(path);
    if (!isOpen && request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end("{}");
      return;
    }
    if (path.startsWith("/logs/")) {
      response.end(log(path, searchParams));
      return;
    }
    const content = answer(request.method ?? "", path, body);
    const headers = { "content-type": "application/vnd.api+json", "tfp-api-version": "2.6" };
    response.writeHead(content === undefined ? 404 : 200, headers);
    response.end(JSON.stringify(content ?? { errors: [{ status: "404", title: "not found" }] }));
  }

  const server: Server = createServer(
    { key: pair.private, cert: pair.cert },
    (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        respond(request, response, Buffer.concat(chunks));
      });
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `https://localhost:${(server.address() as AddressInfo).port}`;
  return {
    url,
    certificate: pair.cert,
    variables,
    runsOf: (workspace) =>
      runs.filter((run) => run.workspace === workspace).map(({ status }) => status),
    stateOf: (workspace) => {
      const state = states.get(workspace);
      return state === undefined ? undefined : (JSON.parse(state) as { resources: object[] });
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
