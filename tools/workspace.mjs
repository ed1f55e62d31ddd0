// The one entry of the npm scripts. Runs on the Node that happens to be installed (20 or newer), brings pnpm, the pinned
// Node 24, dependencies, the native addon and the build, then hands over to the command.
import { setUp } from "./workspace/set-up.mjs";
import { runChecks } from "./workspace/run-checks.mjs";
import { runNode } from "./workspace/processes.mjs";

const [command = "setup", ...args] = process.argv.slice(2);

const commands = {
  setup: () => 0,
  start: () => runNode(["packages/mieb/dist/bin.js", "run", "-m", "mieb/demo-clip", "-b", "demo", ...args]),
  mieb: () => runNode(["packages/mieb/dist/bin.js", ...args]),
  bench: () => runNode(["--conditions=@mieb/source", "benchmarks/run.ts", ...args]),
  test: () => runChecks(args),
};

if (!(command in commands)) {
  console.error(`Unknown command "${command}"; there is ${Object.keys(commands).join(", ")}.`);
  process.exit(2);
}
await setUp();
process.exitCode = await commands[command]();
