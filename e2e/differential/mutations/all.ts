import type { Mutations } from "../draft";
import { autoscalingMutations } from "./autoscaling";
import { backupMutations } from "./backup";
import { capacityMutations } from "./capacity";
import { environmentMutations } from "./environment";
import { fileMutations } from "./files";
import { grantMutations } from "./grants";
import { indexMutations } from "./indexes";
import { keyMutations } from "./keys";
import { nameMutations } from "./names";
import { observationMutations } from "./observation";
import { originMutations } from "./origin";
import { policyMutations } from "./policy";
import { resourcePolicyMutations } from "./resource-policies";
import { replicaMutations } from "./replicas";
import { shapeMutations } from "./shapes";
import { tableSettingMutations } from "./table-settings";

export { harmlessMutations } from "./harmless";

/** Mistakes, most with a harmless neighbour on the other side of a limit. */
export const riskyMutations: Mutations = merged({
  names: nameMutations,
  keys: keyMutations,
  indexes: indexMutations,
  capacity: capacityMutations,
  autoscaling: autoscalingMutations,
  table: tableSettingMutations,
  observation: observationMutations,
  origin: originMutations,
  grants: grantMutations,
  environment: environmentMutations,
  backup: backupMutations,
  policy: policyMutations,
  "resource policies": resourcePolicyMutations,
  replicas: replicaMutations,
  shapes: shapeMutations,
  files: fileMutations,
});

/** By subject and name, so that two files may use the same name. */
function merged(bySubject: Readonly<Record<string, Mutations>>): Mutations {
  return Object.fromEntries(
    Object.entries(bySubject).flatMap(([subject, mutations]) =>
      Object.entries(mutations).map(([name, mutation]) => [`${subject}/${name}`, mutation]),
    ),
  );
}
