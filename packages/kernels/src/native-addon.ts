import { createRequire } from "node:module";
import { MiebError } from "@mieb/core";
import type * as Native from "@mieb/native";

export type Addon = typeof Native;

/** The addon and where its loader lies, or why there is none. */
export type AddonSearch =
  | { readonly addon: Addon; readonly path: string }
  | { readonly addon: null; readonly reason: string };

/** Loads `@mieb/native`: a local build beside its loader, else the prebuilt package of this platform. */
export function findAddon(): AddonSearch {
  const require = createRequire(import.meta.url);
  try {
    const addon = require("@mieb/native") as Addon;
    return { addon, path: require.resolve("@mieb/native") };
  } catch (error) {
    return { addon: null, reason: `no native addon for ${process.platform}-${process.arch}: ${whyMissing(error)}` };
  }
}

/**
 * The generated loader's own advice is about npm. What counts is whether a build or a package that is there does not load,
 * or whether there is neither.
 */
function whyMissing(error: unknown): string {
  const failures = [...causesOf(error)].map(firstLine).filter((line) => !line.startsWith("Cannot find native binding"));
  const isAbsent = (line: string): boolean => line.startsWith("Cannot find module");
  const damage = failures.find((line) => !isAbsent(line));
  if (damage) return `it does not load (${damage}); build it again, or install ${packageName()} again`;
  return `neither built nor installed; npm install ${packageName()}`;
}

function* causesOf(error: unknown): Generator<Error> {
  for (let cause = error; cause instanceof Error; cause = cause.cause) yield cause;
}

function firstLine(error: unknown): string {
  return messageOf(error).split("\n")[0] ?? "";
}

/** The package that holds the addon prebuilt for this platform, as napi names it. */
function packageName(): string {
  const { platform, arch, report } = process;
  const { header } = (platform === "linux" ? report.getReport() : {}) as { header?: { glibcVersionRuntime?: string } };
  const linux = header?.glibcVersionRuntime ? "-gnu" : "-musl";
  const environment = platform === "linux" ? linux : platform === "win32" ? "-msvc" : "";
  return `@mieb/native-${platform}-${arch}${environment}`;
}

/** Runs a function of the addon; its errors read `CODE: message`. */
export function calling<Result>(native: () => Result): Result {
  try {
    return native();
  } catch (error) {
    throw fromNative(error);
  }
}

/** Makes a MiebError of an error that crossed the border. */
export function fromNative(error: unknown): MiebError {
  const [, code, message] = /^(KERNEL_INVALID_ARGUMENT|ABORTED|INTERNAL): (.*)$/s.exec(messageOf(error)) ?? [];
  const options = {
    cause: error,
    ...(code === "KERNEL_INVALID_ARGUMENT" && { hint: "Check the arrays and sizes given to the kernel." }),
  };
  return new MiebError((code ?? "INTERNAL") as "INTERNAL", message ?? messageOf(error), options);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
