import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openHub } from "@mieb/datasets";
import { evaluatorsPlugin } from "@mieb/evaluators";
import { describeTaskPack, sharedFolder } from "@mieb/testing";
import plugin from "../src/index.ts";

// Without the miniature repositories of shared/golden only the metadata is checked.
const shared = sharedFolder();
const hub = openHub({ offline: true });
const folderOf = (path: string): string => pathToFileURL(join(shared ?? "", "golden/hub/datasets", path)).href;

describeTaskPack(plugin, {
  evaluators: [evaluatorsPlugin],
  ...(shared !== undefined && { openRepository: async (path: string) => hub.dataset(folderOf(path), "local") }),
});
