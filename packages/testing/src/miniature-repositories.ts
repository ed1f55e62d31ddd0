import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openHub } from "@mieb/datasets";
import type { TaskPackOptions } from "./describe-task-pack.ts";
import { sharedFolder } from "./shared-folder.ts";

/**
 * Opens the reference's repositories in miniature, whatever revision is asked for; empty where {@link sharedFolder} is
 * absent, so that {@link describeTaskPack} then checks the metadata alone.
 */
export function miniatureRepositories(): Pick<TaskPackOptions, "openRepository"> {
  const shared = sharedFolder();
  if (shared === undefined) return {};
  const hub = openHub({ offline: true });
  const folderOf = (path: string): string => pathToFileURL(join(shared, "golden/hub/datasets", path)).href;
  return { openRepository: async (path) => hub.dataset(folderOf(path), "local") };
}
