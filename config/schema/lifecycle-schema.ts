/** Who manages a table, and what may become of it. */
import { z } from "zod";
import { TABLE_DEFAULTS } from "../../table/defaults";
import { nonEmptyString, words } from "./common-schema";

/** Of a table, of the top of a namespace file, or of `tableDefaults`. */
export const inheritedLifecycle = {
  managementPolicies: words({
    Control: "Created and changed here.",
    Observe: "Only read: nothing is created or changed, granted or backed up.",
  })
    .optional()
    .meta({
      description: "Whether tables are managed or only read.",
      default: TABLE_DEFAULTS.managementPolicies,
      examples: ["Observe"],
    }),
  deletionPolicy: words({
    Orphan: "Never destroyed by an edit of the values.",
    Delete: "May be destroyed, with its data.",
  })
    .optional()
    .meta({
      description: "Whether an edit of the values may destroy tables.",
      default: TABLE_DEFAULTS.deletionPolicy,
      examples: ["Delete"],
    }),
  optOutReason: nonEmptyString.optional().meta({
    description: "Why a table has less protection than a production environment requires.",
    defaultText: "none",
    examples: ["a cache, rebuilt from Invoices every night"],
  }),
};

export const deletionProtection = z
  .boolean()
  .optional()
  .meta({
    description: "Whether AWS refuses to delete the table.",
    defaultText: "true for an Orphan table, false for another",
    examples: [true],
  });

export const adopt = z
  .boolean()
  .optional()
  .meta({
    description: "Imports an existing table with an import block instead of creating it.",
    default: TABLE_DEFAULTS.adopt,
    examples: [true],
  });
