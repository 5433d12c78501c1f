import { commonOptions } from "../../commands/command-definition";
import { commandNamed } from "../../commands/cli";

/** A command's options, with those that every command has. @throws Error for a command that does not exist */
export function definitionOf(name: string): { readonly options: readonly string[] } {
  const command = commandNamed(name);
  if (command === undefined) throw new Error(`there is no command ${name}`);
  const { definition } = command;
  return { options: Object.keys({ ...commonOptions(definition), ...definition.options }) };
}
