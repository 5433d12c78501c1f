/**
 * The order in which the AWS provider sends a set of strings: by the decimal texts of the CRC-32 of each with a
 * semicolon behind it, whatever the order in the configuration. Source: hashicorp/terraform-plugin-sdk v2,
 * helper/schema, `HashSchema` and `Set.List`; measured with provider 5.100 (e2e/resource-policies.test.ts).
 */
export function setOrder(words: readonly string[]): string[] {
  const codes = new Map(words.map((word) => [word, String(crc32(Buffer.from(`${word};`)))]));
  const codeOf = (word: string): string => codes.get(word) ?? "";
  return [...codes.keys()].sort((a, b) => (codeOf(a) < codeOf(b) ? -1 : 1));
}

/** Node has one from 20.15 only. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
