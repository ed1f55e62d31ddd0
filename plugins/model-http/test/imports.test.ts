import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";

/** Imports a module in a process of its own and returns every module that was resolved on the way. */
function modulesLoadedBy(entry: string): readonly string[] {
  const script = `
    import { registerHooks } from "node:module";
    const urls = [];
    registerHooks({ resolve(name, context, next) { const found = next(name, context); urls.push(found.url); return found; } });
    await import(${JSON.stringify(new URL(entry, import.meta.url).href)});
    console.log(JSON.stringify([...urls, ...process.report.getReport().sharedObjects.filter((file) => file.endsWith(".node"))]));
  `;
  const flags = ["--conditions=@mieb/source", "--input-type=module", "--no-warnings", "--eval", script];
  return JSON.parse(execFileSync(process.execPath, flags, { encoding: "utf8" })) as string[];
}

const heavy = /onnxruntime|sharp|p-retry|p-queue|\/packages\/(onnx|kernels)\/|\.node$/;

describe("importing the plugin", () => {
  it("loads no client, no queue, no image library", () => {
    const loaded = modulesLoadedBy("../src/index.ts");
    expect(loaded.some((url) => url.includes("/packages/core/"))).toBe(true);
    expect(loaded.filter((url) => heavy.test(url))).toEqual([]);
  });

  it("is a test that would notice: the encoder does load them, but not the image library", () => {
    const loaded = modulesLoadedBy("../src/encode/server-encoder.ts");
    expect(loaded.some((url) => url.includes("p-retry"))).toBe(true);
    expect(loaded.filter((url) => url.includes("sharp"))).toEqual([]);
  });
});
