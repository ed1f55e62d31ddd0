import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** What the machine can do at most, with a number of threads. */
export interface MachinePeak {
  readonly gigaflops: number;
  readonly gigabytesPerSecond: number;
}

const native = fileURLToPath(new URL("../native", import.meta.url));

/** Float32 multiply-adds and bytes read, by `native/kernels/examples/machine.rs`; undefined where it cannot be built. */
export async function machinePeak(threads: number): Promise<MachinePeak | undefined> {
  const run = promisify(execFile);
  const args = ["run", "--quiet", "--release", "--locked", "-p", "mieb-kernels", "--example", "machine"];
  const env = { ...process.env, RAYON_NUM_THREADS: String(threads) };
  try {
    const { stdout } = await run("cargo", args, { cwd: native, env });
    const { gigaflops, gigabytesPerSecond } = JSON.parse(stdout) as MachinePeak;
    return { gigaflops, gigabytesPerSecond };
  } catch (error) {
    console.error(`The machine's peak was not measured: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
