import { describe, expect, it } from "vitest";
import { exitCodeOf, isMiebError, MiebError, toMiebError } from "./errors.ts";

describe("MiebError", () => {
  it("is recognised by shape, also when another copy of the package made it", () => {
    const foreign = Object.assign(new Error("no"), { name: "MiebError", code: "CONFIG_INVALID" });
    expect(isMiebError(foreign)).toBe(true);
    expect(isMiebError(new Error("no"))).toBe(false);
  });

  it("wraps what others throw and keeps the cause", () => {
    const cause = new TypeError("x is not a function");
    expect(toMiebError(cause)).toMatchObject({ code: "INTERNAL", message: "x is not a function", cause });
    expect(toMiebError(Object.assign(new Error("write"), { code: "ENOSPC" })).code).toBe("ENVIRONMENT_DISK_FULL");
    expect(toMiebError(new DOMException("stop", "AbortError")).code).toBe("ABORTED");
    const coded = new MiebError("CONFIG_INVALID", "no");
    expect(toMiebError(coded)).toBe(coded);
  });

  it.each([
    ["USAGE_UNKNOWN_NAME", 2],
    ["PLUGIN_INVALID", 2],
    ["MODEL_NO_FAMILY", 2],
    ["ENVIRONMENT_OFFLINE", 5],
    ["MODEL_ACCESS_DENIED", 2],
    ["DATASET_CORRUPT_FILE", 2],
    ["STORE_CORRUPT_SEGMENT", 5],
    ["KERNEL_INVALID_ARGUMENT", 1],
    ["INTERNAL", 1],
    ["ABORTED", 130],
  ] as const)("%s exits with %i", (code, status) => {
    expect(exitCodeOf(new MiebError(code, "no"))).toBe(status);
  });
});
