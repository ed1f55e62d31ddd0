// Checks who imports whom: the layers of docs/adr/0001-layers.md. Tests may import anything. Prints every offence; exit status 1 if any.
import { globSync, readFileSync } from "node:fs";

const lower = ["@mieb/core", "@mieb/metrics", "@mieb/kernels"];
const libraries = [...lower, "@mieb/evaluators", "@mieb/datasets", "@mieb/onnx", "@mieb/results"];

/** Folder → what of ours its sources may import. The first match counts. */
const layers = [
  ["packages/core", []],
  ["packages/metrics", ["@mieb/core"]],
  ["packages/results", ["@mieb/core"]],
  ["packages/catalogue", ["@mieb/core"]],
  ["packages/kernels", ["@mieb/core", "@mieb/metrics", "@mieb/native"]],
  ["packages/evaluators", lower],
  ["packages/datasets", lower],
  ["packages/onnx", lower],
  ["packages/runner", libraries],
  ["packages/testing", [...libraries, "@mieb/runner"]],
  ["packages/mieb", [...libraries, "@mieb/catalogue", "@mieb/runner", "@mieb/demo", "@mieb/model-clip"]],
  ["plugins/task-", ["@mieb/core"]],
  ["plugins/benchmark-", ["@mieb/core"]],
  ["plugins/demo", ["@mieb/core"]],
  ["plugins/model-", ["@mieb/core", "@mieb/kernels", "@mieb/onnx", "@mieb/datasets"]],
];

const importOfOurs = /^[^*`"']*?(?:from|import)\s*\(?\s*["']((?:@mieb\/[a-z-]+|mieb)(?:\/[^"']*)?)["']/gm;

let offences = 0;
for (const file of globSync(["packages/*/src/**/*.ts", "plugins/*/src/**/*.ts"])) {
  const path = file.replaceAll("\\", "/");
  if (path.endsWith(".test.ts")) continue;
  const [folder, allowed] = layers.find(([prefix]) => path.startsWith(prefix)) ?? [
    path.split("/").slice(0, 2).join("/"),
    ["@mieb/core"],
  ];
  for (const [, specifier] of readFileSync(file, "utf8").matchAll(importOfOurs)) {
    const target = specifier
      .split("/")
      .slice(0, specifier.startsWith("@") ? 2 : 1)
      .join("/");
    if (allowed.includes(target)) continue;
    offences++;
    console.error(`${path}: imports ${target}; ${folder}* may import ${allowed.join(", ") || "nothing of ours"}.`);
  }
}
if (offences > 0) process.exit(1);
