import { MiebError } from "@mieb/core";
import { expect, it } from "vitest";
import { writingFailure } from "./full-disk.ts";

const results = { name: "results", path: "/mnt/small", flag: "--output-folder" };

it("a full disk is told with its folder and the flag for another", () => {
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  expect(writingFailure(full, results)).toMatchObject({
    code: "ENVIRONMENT_DISK_FULL",
    message: "No space left for the results in /mnt/small.",
    hint: expect.stringContaining("--output-folder"),
  });
});

it("other failures pass as they are", () => {
  const other = new MiebError("RESULT_INVALID", "not JSON");
  expect(writingFailure(other, results)).toBe(other);
});
