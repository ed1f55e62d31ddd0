// Gives every folder in packages/ and plugins/ its build, test and lint targets, so that a new package needs no wiring.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

const compilers = ["{workspaceRoot}/tools/nx/bundle-package.mjs", { externalDependencies: ["typescript", "rolldown"] }];

/** Nx plugin contract: for every matching manifest, the project it makes. */
export const createNodesV2 = [
  "{packages,plugins}/*/package.json",
  (manifests, _options, { workspaceRoot }) =>
    manifests.map((manifest) => [manifest, { projects: project(dirname(manifest), workspaceRoot) }]),
];
export const createNodes = createNodesV2;

function project(root, workspaceRoot) {
  if (!existsSync(join(workspaceRoot, root, "tsconfig.json"))) return {};
  const command = (line) => ({
    executor: "nx:run-commands",
    options: { command: line, cwd: "{workspaceRoot}" },
    cache: true,
  });
  const targets = {
    build: {
      ...command(`tsc -b ${root} && node tools/nx/bundle-package.mjs ${root}`),
      dependsOn: ["^build"],
      inputs: ["sources", "^sources", ...compilers],
      outputs: ["{projectRoot}/dist"],
    },
    test: {
      ...command(`vitest run --project ${root} --passWithNoTests`),
      dependsOn: ["build"],
      inputs: ["everything", "^everything", { externalDependencies: ["vitest"] }],
    },
    lint: {
      ...command(`oxlint --type-aware --config .oxlintrc.json ${root}`),
      inputs: ["everything", "{workspaceRoot}/.oxlintrc.json", { externalDependencies: ["oxlint"] }],
    },
  };
  return { [root]: { targets } };
}
