import { expect, it } from "vitest";
import { treatAsUsualWidth } from "./terminal.ts";

it.each([
  ["a terminal that does not know its width", { isTTY: true, columns: 0 }, 80],
  ["a narrow terminal", { isTTY: true, columns: 40 }, 40],
])("%s", (_, stream, columns) => {
  treatAsUsualWidth(stream);
  expect(stream.columns).toBe(columns);
});
