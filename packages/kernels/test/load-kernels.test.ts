import { execFileSync } from "node:child_process";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { availableTiers, createKernels } from "../src/index.ts";

const entry = new URL("../src/index.ts", import.meta.url);

/** Runs an expression over the package in a process of its own. */
function evaluate(expression: string, environment: NodeJS.ProcessEnv): string {
  const script = `import * as kernels from ${JSON.stringify(entry.href)}; console.log(${expression})`;
  const options = ["--conditions=@mieb/source", "--input-type=module", "--eval", script];
  return execFileSync(process.execPath, options, {
    cwd: fileURLToPath(new URL("..", entry)),
    env: { ...process.env, ...environment },
    encoding: "utf8",
  }).trim();
}

describe("loading the kernels", () => {
  it.each(availableTiers())("takes %s when MIEB_KERNELS says so", (tier) => {
    expect(evaluate("kernels.loadKernels().tier", { MIEB_KERNELS: tier })).toBe(tier);
  });

  it("takes the fastest there is, once", () => {
    expect(evaluate("kernels.loadKernels().tier", { MIEB_KERNELS: "" })).toBe(availableTiers()[0]);
    expect(evaluate("kernels.loadKernels() === kernels.loadKernels()", {})).toBe("true");
  });

  it("refuses an unknown tier", () => {
    const code = "(() => { try { kernels.loadKernels() } catch (error) { return error.code } })()";
    expect(evaluate(code, { MIEB_KERNELS: "sse9" })).toBe("CONFIG_INVALID");
  });

  it("loads no addon on import", () => {
    const shared = "process.report.getReport().sharedObjects.some((path) => path.endsWith('.node'))";
    expect(evaluate(shared, {})).toBe("false");
  });

  it.each([
    ["absent", "", /neither built nor installed; npm install @mieb\/native-/],
    ["damaged", "no library", /it does not load \(.*addon\.node.*\); build it again, or install @mieb\/native-/],
  ])("runs in TypeScript where the addon is %s, and says why", async (_, content, reason) => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "mieb-addon-"));
    const file = join(folder.path, "addon.node");
    if (content) await writeFile(file, content);
    const environment = { MIEB_KERNELS: "", NAPI_RS_NATIVE_LIBRARY_PATH: file };
    expect(evaluate("kernels.loadKernels().tier", environment)).toBe("typescript");
    expect(evaluate("kernels.loadKernels().origin", environment)).toMatch(reason);
    const missing = "(() => { try { kernels.createKernels('scalar') } catch (error) { return error.message } })()";
    expect(evaluate(missing, environment)).toMatch(reason);
  });

  it("says which tier cannot run here", () => {
    const foreign = process.arch === "arm64" ? "avx2" : "neon";
    expect(() => createKernels(foreign)).toThrow(expect.objectContaining({ code: "ENVIRONMENT_MISSING_ENGINE" }));
  });
});
