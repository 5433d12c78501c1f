import { DEPTH_LIMIT, NODE_LIMIT } from "./compose-yaml";
import * as messages from "./source-messages";

/**
 * Why parsed JSON is beyond the limits of a file; nothing if it is within them. It recurses into
 * nothing, because a file may be nested as deep as it is long.
 */
export function jsonExcess(json: unknown): string | undefined {
  let level: unknown[] = [json];
  let nodes = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    nodes += level.length;
    if (nodes > NODE_LIMIT) return messages.tooManyNodes(NODE_LIMIT);
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== "object" || value === null) continue;
      if (depth === DEPTH_LIMIT) return messages.tooDeep(DEPTH_LIMIT);
      for (const child of Object.values(value)) next.push(child);
    }
    level = next;
  }
  return undefined;
}
