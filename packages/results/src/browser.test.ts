import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

function importsOf(module: string): readonly string[] {
  return [...readFileSync(new URL(module, import.meta.url), "utf8").matchAll(/ from "([^"]+)"/g)].map(
    ([, name]) => name!,
  );
}

it("needs nothing but core, so that it runs in a browser", () => {
  const local = new Set(["./browser.ts"]);
  const others = new Set<string>();
  for (const module of local) {
    for (const name of importsOf(module)) (name.startsWith("./") ? local : others).add(name);
  }
  expect([...others]).toEqual(["@mieb/core"]);
  expect(local.size).toBeGreaterThan(4);
});
