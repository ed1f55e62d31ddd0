import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { mieb } from "./cli-process.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const counted = { test: { samples: 6000, queries: 5000, documents: 1000, distinctImages: 1000, distinctTexts: 4999 } };

it("sizes of splits are part of what is told about a task, for programs and for people", async () => {
  for (const command of [["available-tasks", "-t"], ["describe"]]) {
    const { stdout } = await mieb([...command, "Flickr30kT2IRetrieval", "--json"], { cwd: root });
    expect(JSON.parse(stdout)).toMatchObject([{ name: "Flickr30kT2IRetrieval", statistics: counted }]);
  }
  const { stdout } = await mieb(["describe", "CIFAR10", "Flickr30kT2IRetrieval"], { cwd: root });
  expect(stdout).toMatch(/^size +train 50,000 rows with .* different images; test 10,000 rows with/m);
  expect(stdout).toMatch(/^size +test 5,000 queries and 1,000 documents with 1,000 different images and 4,999/m);
});
