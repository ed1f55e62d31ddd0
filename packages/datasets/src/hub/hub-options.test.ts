import { homedir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { scratchFolder, writeFiles } from "../../test/scratch.ts";
import { hubSettings } from "./hub-options.ts";

it("uses the public hub and the user's cache by default", () => {
  expect(hubSettings({ env: {} })).toMatchObject({
    endpoint: "https://huggingface.co",
    cacheFolder: join(homedir(), ".cache/huggingface/hub"),
    offline: false,
    retries: 5,
  });
});

it("honours the variables of Python's client, options over variables, the more specific over the general", () => {
  const env = { HF_ENDPOINT: "http://mirror/", HF_HOME: "/h", HF_TOKEN: " t\n", HF_HUB_OFFLINE: "True" };
  expect(hubSettings({ env })).toMatchObject({
    endpoint: "http://mirror",
    cacheFolder: "/h/hub",
    token: "t",
    offline: true,
  });
  expect(hubSettings({ env: { ...env, HF_HUB_CACHE: "/c" }, token: "u", offline: false })).toMatchObject({
    cacheFolder: "/c",
    token: "u",
    offline: false,
  });
  expect(hubSettings({ env: { XDG_CACHE_HOME: "/x" } }).cacheFolder).toBe("/x/huggingface/hub");
  expect(hubSettings({ env: { HF_HOME: "~/hf" } }).cacheFolder).toBe(join(homedir(), "hf/hub"));
});

it("reads the token file unless told not to", async () => {
  const home = await scratchFolder();
  await writeFiles(home, { token: "from-file\n" });
  expect(hubSettings({ env: { HF_HOME: home } }).token).toBe("from-file");
  expect(hubSettings({ env: { HF_HOME: home, HF_HUB_DISABLE_IMPLICIT_TOKEN: "1" } }).token).toBeUndefined();
});
