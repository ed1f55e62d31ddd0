// Runs `cargo ARGS…` in this workspace; where cargo is not installed, says so and succeeds.
import { spawnSync } from "node:child_process";
import { hasCargo, workspace } from "./workspace.mjs";

if (hasCargo()) {
  const { status } = spawnSync("cargo", process.argv.slice(2), { cwd: workspace, stdio: "inherit" });
  process.exitCode = status ?? 1;
} else {
  console.log(`cargo is not installed: \`cargo ${process.argv[2]}\` of native/ is left out.`);
}
