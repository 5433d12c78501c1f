import js from "@eslint/js";
import tseslint from "typescript-eslint";

const DEEP_IMPORTS_ONLY = {
  name: "@cdktf/provider-aws",
  message:
    "Import one resource per path, e.g. @cdktf/provider-aws/lib/dynamodb-table: the barrel costs 3.5 s and 500 MB.",
};

/**
 * What each room may import (docs/decisions/0001-layers.md). Everything else is an error, so a new
 * room knows nothing until it is written here. The order is the direction: a room knows only rooms
 * above it.
 */
const ROOMS = {
  diagnostics: [],
  table: [],
  "config/source": ["diagnostics"],
  "config/schema": ["diagnostics", "table", "config/source"],
  "config/schema/generate": ["diagnostics", "config/schema"],
  "config/model": ["diagnostics", "table", "config/source", "config/schema"],
  "config/rules": ["diagnostics", "table", "config/source", "config/schema", "config/model"],
  "cost/prices": ["diagnostics", "table"],
  cost: ["diagnostics", "table", "config/model", "cost/prices"],
  // The pipeline, config/load.ts.
  config: ["diagnostics", "config/source", "config/schema", "config/model", "config/rules"],
  access: ["diagnostics", "table", "config/source", "config/model", "config/rules"],
  "lock/file": ["diagnostics", "table", "config/source"],
  "lock/judge": [
    ...["diagnostics", "table", "config/source", "config/model", "config/rules"],
    ...["access", "lock/file"],
  ],
  boundary: [
    ...["diagnostics", "table", "config/source", "config/model", "config/rules"],
    ...["access", "lock/file", "lock/judge"],
  ],
  modules: ["table"],
  stacks: [
    ...["diagnostics", "table", "config/source", "config/model"],
    ...["access", "lock/file", "lock/judge", "modules"],
  ],
  project: [
    ...["diagnostics", "config", "config/source", "config/model", "config/rules"],
    ...["access", "lock/file", "lock/judge", "boundary"],
  ],
  hints: [
    ...["diagnostics", "table", "config/source", "config/model", "config/rules"],
    ...["access", "project"],
  ],
  aws: ["diagnostics", "config/model"],
  guard: [
    ...["diagnostics", "table", "config/source", "config/model", "access"],
    ...["lock/file", "lock/judge", "project"],
  ],
  adopt: [
    ...["diagnostics", "table", "config/source", "config/schema", "config/model", "config/rules"],
    ...["lock/file", "lock/judge", "boundary", "project", "aws"],
  ],
  revision: ["diagnostics", "config/source", "project"],
  terraform: ["diagnostics", "table", "guard"],
  recover: ["diagnostics", "table", "config/model", "project", "aws"],
  try: ["diagnostics", "config/model", "access", "aws"],
  init: ["config/source", "config/model"],
  reports: [
    ...["diagnostics", "table", "config/source", "config/schema", "config/model"],
    ...["access", "lock/file", "lock/judge", "project", "cost/prices", "cost"],
  ],
};

/** Packages that only some rooms, or some files, may use. */
const PACKAGES = [
  {
    group: ["cdktf", "cdktf/*", "@cdktf/*", "constructs"],
    message: "Only modules/ and stacks/ know CDKTF.",
    rooms: ["modules", "stacks"],
  },
  {
    group: ["fs", "node:fs", "node:fs/*", "fs/*"],
    message: "Values are read through config/source/disk-reader.ts; commands/ write files.",
    // In a folder of its own.
    rooms: ["try"],
  },
  {
    group: ["child_process", "node:child_process"],
    message: "Only revision/git.ts, terraform/run-terraform.ts and try/ start programs.",
    rooms: ["try"],
  },
  {
    group: ["@aws-sdk/client-*"],
    message: "Only aws/, adopt/ and recover/ ask AWS, and try/ an emulator.",
    rooms: ["aws", "adopt", "recover", "try"],
  },
];

/** Below a room may be another one: its files are that one's. */
function filesOf(room) {
  const inner = Object.keys(ROOMS).filter((other) => other.startsWith(`${room}/`));
  return {
    files: [`${room}/**/*.{ts,tsx}`],
    ignores: inner.map((other) => `${other}/**/*.{ts,tsx}`),
  };
}

/** An import of a room, from wherever it is written. */
function importsOf(room) {
  const below = room.split("/").at(-1);
  // Of `config` itself only the pipeline can be imported.
  return room === "config" ? "(^|/)config/[^/]+$|^\\.\\./load$" : `(^|/)${below}/[^/]+$`;
}

function allowedImports([room, allowed]) {
  const others = [...Object.keys(ROOMS), "commands", "generators", "bench"].filter(
    (other) => other !== room && !allowed.includes(other),
  );
  return {
    ...filesOf(room),
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: [DEEP_IMPORTS_ONLY],
          patterns: [
            ...others.map((other) => ({
              regex: importsOf(other),
              message: `${room}/ may not know ${other}/ (ROOMS in eslint.config.mjs).`,
            })),
            { regex: "/main$", message: "Nothing knows main.ts." },
            ...PACKAGES.filter(({ rooms }) => !rooms.includes(room)).map(({ group, message }) => ({
              group,
              message,
            })),
          ],
        },
      ],
      "no-restricted-properties": [
        "error",
        ...["env", "cwd", "exit", "argv"].map((property) => ({
          object: "process",
          property,
          message: "Only main.ts and commands/ know the process.",
        })),
      ],
    },
  };
}

const EMPTY =
  ":matches(NewExpression[callee.name=/^(Map|Set)$/][arguments.length=0], ArrayExpression[elements.length=0], ObjectExpression[properties.length=0])";

/** The test files of a process share the modules (docs/decisions/0020-shared-modules.md). */
const NO_STATE = ['[kind="let"]', ` > VariableDeclarator > ${EMPTY}`].map((kept) => ({
  selector: `:matches(Program, ExportNamedDeclaration) > VariableDeclaration${kept}`,
  message: "A module keeps no state: make it where it is used, or key it by an object (WeakMap).",
}));

/**
 * What cdktf gets is escaped by `literal` (docs/decisions/0015-terraform-strings.md): resources in
 * modules/, the provider and outputs in stacks/ (Terraform does not evaluate backends). Our own constructs do it themselves.
 */
function literalArguments(constructs) {
  return [
    "error",
    ...NO_STATE,
    {
      selector: `NewExpression[arguments.length=3]${constructs}[arguments.2.callee.name!="literal"]`,
      message: "Write literal({...}), which escapes ${ and %{ in plain strings.",
    },
  ];
}

/** One file may use a package that its room may not. */
const READS_FILES = ["config/source/disk-reader.ts"];
const STARTS_PROGRAMS = ["revision/git.ts", "terraform/run-terraform.ts"];

/** What runs in a browser, in pages that are written. */
const BROWSER_JS = ["assets/**/*.js"];

/** What Jest loads before it can load TypeScript. */
const COMMON_JS = ["*.config.js", "__tests__/support/*.js"];

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
  ...Object.entries(ROOMS).map(allowedImports),
  {
    files: [...Object.keys(ROOMS), "commands"].map((room) => `${room}/**/*.{ts,tsx}`),
    rules: { "no-restricted-syntax": ["error", ...NO_STATE] },
  },
  {
    files: ["modules/**/*.ts"],
    rules: {
      "no-restricted-syntax": literalArguments(
        "[callee.name!=/^(TerraformImport|PresentTables?|StateValue)$/]",
      ),
    },
  },
  {
    files: ["stacks/**/*.ts"],
    rules: {
      "no-restricted-syntax": literalArguments("[callee.name=/^(AwsProvider|MapOutput)$/]"),
    },
  },
  {
    files: [...READS_FILES, ...STARTS_PROGRAMS],
    rules: { "no-restricted-imports": "off" },
  },
  {
    files: ["commands/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: [DEEP_IMPORTS_ONLY],
          patterns: [
            {
              regex: "/stacks/(?!synthesize$)",
              message: "stacks/ is used through synthesize.ts alone.",
            },
            ...PACKAGES.filter(({ group }) => group.includes("child_process")).map(
              ({ group, message }) => ({ group, message }),
            ),
          ],
        },
      ],
    },
  },
  { files: COMMON_JS, ...tseslint.configs.disableTypeChecked },
  {
    files: COMMON_JS,
    languageOptions: {
      globals: { module: "writable", process: "readonly", require: "readonly" },
    },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  { files: BROWSER_JS, ...tseslint.configs.disableTypeChecked },
  {
    files: BROWSER_JS,
    languageOptions: {
      sourceType: "script",
      globals: Object.fromEntries(
        [
          ...["window", "document", "location", "history", "getComputedStyle", "matchMedia"],
          ...["URLSearchParams", "Element", "HTMLDetailsElement", "ResizeObserver"],
        ].map((name) => [name, "readonly"]),
      ),
    },
  },
  { files: ["*.config.mjs", "scripts/*.mjs"], ...tseslint.configs.disableTypeChecked },
  {
    files: ["scripts/*.mjs"],
    languageOptions: { globals: { process: "readonly", console: "readonly" } },
  },
);
