import { execFileSync } from "node:child_process";

/**
 * Imports a module's sources in a process of its own and returns every module that was resolved on the way, native addons
 * included: proof that importing a plugin loads nothing heavy.
 */
export function modulesLoadedBy(entry: URL): readonly string[] {
  const script = `
    import { registerHooks } from "node:module";
    const urls = [];
    registerHooks({ resolve(name, context, next) { const found = next(name, context); urls.push(found.url); return found; } });
    await import(${JSON.stringify(entry.href)});
    console.log(JSON.stringify([...urls, ...process.report.getReport().sharedObjects.filter((file) => file.endsWith(".node"))]));
  `;
  const flags = ["--conditions=@mieb/source", "--input-type=module", "--no-warnings", "--eval", script];
  return JSON.parse(execFileSync(process.execPath, flags, { encoding: "utf8" })) as string[];
}
