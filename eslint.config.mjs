import js from "@eslint/js";
import tseslint from "typescript-eslint";

const DEEP_IMPORTS_ONLY = {
  name: "@cdktf/provider-aws",
  message:
    "Import one resource per path, e.g. @cdktf/provider-aws/lib/dynamodb-table: the barrel costs 3.5 s and 500 MB.",
};

/** What a room of the house may not know of (docs/decisions/0001-layers.md). */
function forbid(files, patterns, globals = []) {
  return {
    files,
    rules: {
      "no-restricted-imports": ["error", { paths: [DEEP_IMPORTS_ONLY], patterns }],
      "no-restricted-properties": [
        "error",
        ...globals.map((property) => ({
          object: "process",
          property,
          message: "Only main.ts and commands/ know the process.",
        })),
      ],
    },
  };
}
const CDKTF = {
  group: ["cdktf", "cdktf/*", "@cdktf/*", "constructs"],
  message: "This room knows no CDKTF.",
};
const FILES = {
  group: ["fs", "node:fs", "node:fs/*", "fs/*"],
  message: "This room reads no files.",
};
const VALUES = {
  group: ["**/config/*", "**/config"],
  message: "Modules take plain props, not values files.",
};
const PROCESS = ["env", "cwd", "exit", "argv"];

export default tseslint.config(
  { ignores: ["dist/", "cdktf.out/", "coverage/", "e2e/.cache/"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "no-restricted-imports": ["error", { paths: [DEEP_IMPORTS_ONLY] }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      // An empty environment variable is an unset one.
      "@typescript-eslint/prefer-nullish-coalescing": [
        "error",
        { ignorePrimitives: { string: true } },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  forbid(["config/**/*.ts"], [CDKTF], PROCESS),
  forbid(["access/**/*.ts"], [CDKTF, FILES], PROCESS),
  forbid(["guard/**/*.ts"], [CDKTF, FILES], PROCESS),
  forbid(["adopt/**/*.ts"], [CDKTF], PROCESS),
  forbid(["modules/**/*.ts"], [FILES, VALUES], PROCESS),
  forbid(["stacks/**/*.ts"], [FILES], PROCESS),
  { files: ["*.config.js"], ...tseslint.configs.disableTypeChecked },
  {
    files: ["*.config.js"],
    languageOptions: { globals: { module: "writable", require: "readonly" } },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  { files: ["*.config.mjs"], ...tseslint.configs.disableTypeChecked },
);
