import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary, capture, nodePath } from "./processes.mjs";

/**
 * Every check of the project. Each command counts as one check, except the test runners, whose tests count singly.
 * Ends with a line `N passed, N failed`; the exit status is 1 when anything failed.
 */
export async function runChecks(args) {
  const folder = mkdtempSync(join(tmpdir(), "mieb-checks-"));
  const report = join(folder, "vitest.json");
  const checks = [
    ["types", binary("tsc"), ["-p", "tsconfig.check.json"]],
    ["lint", binary("oxlint"), ["--type-aware", "--quiet"]],
    ["native lint", binary("nx"), ["run-many", "-t", "lint", "-p", "@mieb/native", "--output-style=static"]],
    ["import layers", nodePath(), ["tools/lint/import-layers.mjs"]],
    ["project references", nodePath(), ["tools/lint/project-references.mjs", "--check"]],
    ["format", binary("oxfmt"), ["--check"]],
    ["task pages", nodePath(), ["--conditions=@mieb/source", "tools/codegen/task-pages.ts", "--check"]],
    [
      "native tests",
      binary("nx"),
      ["run-many", "-t", "test", "-p", "@mieb/native", "--output-style=static"],
      countCargo,
    ],
    [
      "tests",
      binary("vitest"),
      ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args],
      () => countVitest(report),
    ],
  ];
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, command, commandArgs, count] of checks) {
    const counted = await check(name, command, commandArgs, count);
    for (const key of Object.keys(total)) total[key] += counted[key] ?? 0;
  }
  rmSync(folder, { recursive: true });
  if (total.skipped > 0) console.log(`(${total.skipped} skipped; each says why)`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
}

async function check(name, command, args, count) {
  const started = Date.now();
  const live = name === "tests";
  const { status, output } = await capture(
    command,
    args,
    live ? { onOutput: (data) => process.stdout.write(data) } : {},
  );
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  if (status !== 0 && !live) console.log(output);
  const counted = count?.(output) ?? { passed: status === 0 ? 1 : 0 };
  // A runner that dies before it reports, or exits badly with only passing tests, is a failure of its own.
  if (status !== 0 && !counted.failed) counted.failed = 1;
  console.log(`${status === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
  return counted;
}

function countVitest(report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
    const brokenFiles = testResults.filter(
      ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
    );
    return { passed: numPassedTests, failed: numFailedTests + brokenFiles.length, skipped: numPendingTests };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

function countCargo(output) {
  const lines = [...output.matchAll(/test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/g)];
  const sum = (group) => lines.reduce((total, line) => total + Number(line[group]), 0);
  return { passed: sum(1), failed: sum(2), skipped: sum(3) };
}
