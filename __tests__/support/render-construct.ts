import { rmSync } from "node:fs";
import { TerraformStack, Testing } from "cdktf";

/** The JSON of a stack of plain cdktf. */
export interface Rendered {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
  readonly data: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
  readonly check?: unknown;
  readonly import?: unknown;
}

let app: ReturnType<typeof Testing.app> | undefined;
let stacks = 0;

afterAll(() => {
  if (app !== undefined) rmSync(app.outdir, { recursive: true });
});

/** Renders what `build` puts into a stack of plain cdktf, as other projects would use the constructs. */
export function render(build: (stack: TerraformStack) => void): Rendered {
  app ??= Testing.app();
  const stack = new TerraformStack(app, `stack-${(stacks += 1)}`);
  build(stack);
  return JSON.parse(Testing.synth(stack)) as Rendered;
}
