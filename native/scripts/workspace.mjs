import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The folder of the Cargo workspace. */
export const workspace = fileURLToPath(new URL("..", import.meta.url));

/** Whether `cargo` can be run. */
export function hasCargo() {
  return spawnSync("cargo", ["--version"], { cwd: workspace, stdio: "ignore" }).status === 0;
}

/** Whether the JPEG decoder is built without its SIMD code, because that is written for an assembler which is missing. */
export function lacksAssembler() {
  return process.arch === "x64" && spawnSync("nasm", ["-v"], { stdio: "ignore" }).status !== 0;
}
