import { describeImports, modulesLoadedBy } from "@mieb/testing";
import { describe, expect, it } from "vitest";

describeImports(new URL("../src/index.ts", import.meta.url));

describe("importing the encoder", () => {
  it("loads the client, but not the image library", () => {
    const loaded = modulesLoadedBy(new URL("../src/encode/server-encoder.ts", import.meta.url));
    expect(loaded.some((url) => url.includes("p-retry"))).toBe(true);
    expect(loaded.filter((url) => url.includes("sharp"))).toEqual([]);
  });
});
