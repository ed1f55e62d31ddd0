// Builds the addon for this machine into native/, with its loader index.cjs and its types index.d.ts. Runs on Node 20 too.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { hasCargo, lacksAssembler, workspace } from "./workspace.mjs";

if (hasCargo()) {
  const manifest = createRequire(import.meta.url).resolve("@napi-rs/cli/package.json");
  const cli = join(dirname(manifest), "dist/cli.js");
  const options = ["--platform", "--release", "--strip", "--manifest-path", "addon/Cargo.toml", "--output-dir", "."];
  const files = ["--js", "index.cjs", "--dts", "index.d.ts"];
  const build = (...features) =>
    spawnSync(process.execPath, [cli, "build", ...options, ...files, "--", "--locked", ...features], {
      cwd: workspace,
      stdio: "inherit",
    }).status ?? 1;
  let status = build();
  if (status !== 0) {
    console.log("Trying again without the JPEG decoder, which is C code: libvips will decode JPEG files.");
    status = build("--no-default-features");
  }
  if (status === 0 && lacksAssembler()) {
    console.log("nasm is not installed: JPEG files are decoded to the same pixels, but take about 1.7 times as long.");
  }
  process.exitCode = status;
} else {
  console.log(
    "cargo is not installed: the TypeScript kernels will be used, which are slower (https://rustup.rs installs it).",
  );
}
