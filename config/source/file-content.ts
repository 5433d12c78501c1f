import type { FileContent } from "./values-reader";

/** Bytes of a values file or a lock; a namespace of two thousand tables has 400,000. */
export const FILE_SIZE_LIMIT = 1024 * 1024;

/** The text of a file. */
export function fileContent(bytes: Uint8Array): FileContent {
  if (bytes.length > FILE_SIZE_LIMIT) return { fault: "tooLarge", limit: FILE_SIZE_LIMIT };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { fault: "notUtf8" };
  }
}
