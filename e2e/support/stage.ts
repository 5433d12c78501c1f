import { clients, rootClients, type Clients, type Credentials } from "./clients";
import { startEmulator, type Emulator, type FurtherService } from "./emulator";
import { createPrerequisites } from "./prerequisites";
import { EXAMPLES } from "./values-copy";
import { Workspace } from "./workspace";

export interface StageOptions {
  /** Services beside those that every emulator has. @default none */
  readonly services?: readonly FurtherService[];
}

/** An emulator and a workspace to deploy one environment to it, for the tests of one file. */
export class Stage {
  #emulator: Emulator | undefined;
  #workspace: Workspace | undefined;

  /** @param folder of the values */
  constructor(
    readonly environment: string,
    readonly folder = EXAMPLES,
    private readonly options: StageOptions = {},
  ) {}

  async open(): Promise<void> {
    this.#emulator = await startEmulator(this.options.services);
    this.#workspace = new Workspace(this.environment, this.#emulator, this.folder);
  }

  /** Takes everything away, also what a failed `open` has left. */
  async close(): Promise<void> {
    this.#workspace?.remove();
    await this.#emulator?.stop();
  }

  /** Creates what the environment, as its values are now, presupposes in its account. */
  async prepare(): Promise<void> {
    await createPrerequisites(this.workspace.values.read(), this.root, this.emulator);
  }

  get emulator(): Emulator {
    return opened(this.#emulator);
  }

  get workspace(): Workspace {
    return opened(this.#workspace);
  }

  /** The account's root, whom no policy restricts. */
  get root(): Clients {
    return rootClients(this.emulator, this.workspace.environment.accountId);
  }

  clients(credentials: Credentials): Clients {
    return clients(this.emulator, credentials);
  }
}

function opened<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error("The stage is not open.");
  return part;
}
