import { memoryTable, type LoadContext } from "@mieb/core";
import { expect, it } from "vitest";
import { sun397ZeroShot } from "../src/tasks/sun397.ts";

it("makes words of the paths that are its class names", async () => {
  const names = ["/a/abbey", "/b/boat_deck", "/c/church/outdoor", "/a/apartment_building/outdoor"];
  const table = memoryTable("places (default/test)", { label: [3, 0] }, { label: { kind: "class-label", names } });
  const { test } = (await sun397ZeroShot.transform?.({ test: table }, {} as LoadContext)) ?? {};
  expect(test?.features["label"]).toEqual({
    kind: "class-label",
    names: ["abbey", "boat deck", "church outdoor", "apartment building outdoor"],
  });
  expect(await test?.read("label")).toEqual([3, 0]);
});
