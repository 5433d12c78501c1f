import type { Finding } from "./finding";
import * as messages from "./guard-messages";
import { effectOf } from "./plan-json";
import type { ResourceChange } from "./plan-json";

/** A replica that a plan destroys or replaces: neither the values nor the locks have replicas. */
export function replicaFindings(planned: ResourceChange): Finding[] {
  switch (effectOf(planned)) {
    case "destroy":
      return [refusal("destroyed", "destroysAreAnnounced")];
    case "replace":
      return [refusal("replaced", "replacesAreAnnounced")];
    case "forget":
    case "keep":
      return [];
  }
}

function refusal(what: "destroyed" | "replaced", rule: string): Finding {
  return { at: undefined, message: messages.endsReplica(what), rule };
}
