import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const ROOT = path.join(__dirname, "../..");
const SERVER = path.join(ROOT, "node_modules/yaml-language-server/bin/yaml-language-server");

export interface Diagnostic {
  readonly message: string;
  readonly range: { readonly start: Position };
}

/** From 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Completion {
  readonly label: string;
  readonly insertText?: string;
  readonly documentation?: string | { readonly value: string };
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

/** What an editor says to the YAML language server of this project, over stdio, with the project's own settings. */
export class LanguageServer {
  // A test run that breaks off does not leave it behind for long.
  private readonly process = spawn(process.execPath, [SERVER, "--stdio"], { timeout: 60_000 });
  private readonly answers = new Map<number, (result: unknown) => void>();
  private readonly diagnosed = new Map<string, (found: Diagnostic[]) => void>();
  private tellConfigured: () => void = () => undefined;
  private readonly configured = new Promise<void>((resolve) => (this.tellConfigured = resolve));
  private received: Buffer = Buffer.alloc(0);
  private requests = 0;

  private constructor() {
    this.process.stdout.on("data", (chunk: Buffer) => {
      this.received = Buffer.concat([this.received, chunk]);
      for (let message = this.next(); message; message = this.next()) this.handle(message);
    });
  }

  static async start(): Promise<LanguageServer> {
    const server = new LanguageServer();
    const folder = { uri: uriOf(""), name: "project" };
    await server.request("initialize", {
      processId: process.pid,
      rootUri: folder.uri,
      workspaceFolders: [folder],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true },
        textDocument: {
          completion: { completionItem: { documentationFormat: ["markdown"] } },
          hover: { contentFormat: ["markdown"] },
        },
      },
    });
    server.send({ method: "initialized", params: {} });
    await server.configured;
    return server;
  }

  async stop(): Promise<void> {
    await this.request("shutdown", null);
    const closed = new Promise((resolve) => this.process.once("close", resolve));
    this.send({ method: "exit" });
    await closed;
  }

  /** Opens a file of the project, which need not exist, and tells what is wrong with it. */
  async open(file: string, text: string): Promise<Diagnostic[]> {
    const uri = uriOf(file);
    const found = new Promise<Diagnostic[]>((resolve) => this.diagnosed.set(uri, resolve));
    const textDocument = { uri, languageId: "yaml", version: 1, text };
    this.send({ method: "textDocument/didOpen", params: { textDocument } });
    return found;
  }

  async complete(file: string, position: Position): Promise<Completion[]> {
    const params = { textDocument: { uri: uriOf(file) }, position };
    const list = await this.request("textDocument/completion", params);
    return (list as { items: Completion[] }).items;
  }

  async hover(file: string, position: Position): Promise<string> {
    const params = { textDocument: { uri: uriOf(file) }, position };
    const hover = await this.request("textDocument/hover", params);
    return (hover as { contents: { value: string } } | null)?.contents.value ?? "";
  }

  private request(method: string, params: unknown): Promise<unknown> {
    const id = (this.requests += 1);
    this.send({ id, method, params });
    return new Promise((resolve) => this.answers.set(id, resolve));
  }

  private send(message: Message): void {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  private next(): Message | undefined {
    const end = this.received.indexOf("\r\n\r\n");
    if (end < 0) return undefined;
    const head = this.received.toString("utf8", 0, end);
    const start = end + 4;
    const stop = start + Number(/Content-Length: (\d+)/.exec(head)?.[1]);
    if (this.received.length < stop) return undefined;
    const text = this.received.toString("utf8", start, stop);
    this.received = this.received.subarray(stop);
    return JSON.parse(text) as Message;
  }

  private handle({ id, method, params, result }: Message): void {
    if (method === "textDocument/publishDiagnostics") {
      const { uri, diagnostics } = params as { uri: string; diagnostics: Diagnostic[] };
      this.diagnosed.get(uri)?.(diagnostics);
    } else if (method === "workspace/configuration" && id !== undefined) {
      const { items } = params as { items: { section: string }[] };
      this.send({ id, result: items.map(({ section }) => settings(section)) });
      this.tellConfigured();
    } else if (method !== undefined && id !== undefined) {
      this.send({ id, result: null });
    } else if (id !== undefined) {
      this.answers.get(id)?.(result);
    }
  }
}

function uriOf(file: string): string {
  return pathToFileURL(path.join(ROOT, file)).href;
}

/** A section of `.vscode/settings.json`, without what would ask the network. */
function settings(section: string): unknown {
  if (section !== "yaml") return {};
  const text = readFileSync(path.join(ROOT, ".vscode/settings.json"), "utf8");
  const own = Object.entries(JSON.parse(text) as Record<string, unknown>)
    .filter(([key]) => key.startsWith("yaml."))
    .map(([key, value]) => [key.slice("yaml.".length), value]);
  return {
    validate: true,
    hover: true,
    completion: true,
    schemaStore: { enable: false },
    ...Object.fromEntries(own),
  };
}
