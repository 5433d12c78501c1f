import type { Finding } from "./finding";
import * as messages from "./guard-messages";
import { effectOf } from "./plan-json";
import type { ResourceChange } from "./plan-json";

/** A replica that a plan destroys, replaces or forgets: neither the values nor the locks have replicas. */
export function replicaFindings(planned: ResourceChange): Finding[] {
  const effect = effectOf(planned);
  if (effect === "keep") return [];
  const rule = {
    destroy: "destroysAreAnnounced",
    replace: "replacesAreAnnounced",
    forget: "forgetsAreAnnounced",
  }[effect];
  return [{ at: undefined, message: messages.endsReplica(effect), rule }];
}
