import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** What the tests with real models need. */
const requirements = ["mteb[image]==2.26.24", "pyarrow"];

/**
 * A Python that has mteb: `MIEB_TEST_PYTHON`, else the virtual environment in the folder `MIEB_TEST_VENV`, which is made
 * there if it does not exist (6 GB to download). Undefined where neither is set.
 */
export function testPython(): string | undefined {
  const { MIEB_TEST_PYTHON: python, MIEB_TEST_VENV: folder } = process.env;
  if (python) return resolve(python);
  if (!folder) return undefined;
  const installed = join(resolve(folder), process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  if (!existsSync(installed)) {
    execFileSync("python3", ["-m", "venv", folder], { stdio: "inherit" });
    execFileSync(installed, ["-m", "pip", "install", ...requirements], { stdio: "inherit" });
  }
  return installed;
}

export const noTestPython =
  "needs MIEB_TEST_PYTHON, a Python that has mteb, or MIEB_TEST_VENV, a folder to install one in";
