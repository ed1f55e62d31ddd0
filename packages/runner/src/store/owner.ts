import { createHash, randomBytes } from "node:crypto";
import { hostname } from "node:os";

/** A process on another machine (or in another container) that wrote nothing for so long is taken for gone. */
const FOREIGN_PATIENCE_MS = 24 * 3600 * 1000;

const host = createHash("sha256").update(hostname()).digest("hex").slice(0, 8);
const ownerPattern = /^([0-9a-f]{8})-(\d+)-[0-9a-f]{8}/;

/** Name of one opened store, `<host>-<process id>-<random>`; every file it is still writing starts with it. */
export function newOwner(): string {
  return `${host}-${process.pid}-${randomBytes(4).toString("hex")}`;
}

/**
 * Whether whoever wrote a file has ended, so that the file is a leftover. A process id that was given out again
 * reads as still running: the leftover then stays, which costs space and nothing else.
 * @param modified time of the file's last change, which decides for processes of other machines
 */
export function isOwnerGone(fileName: string, modified: Date): boolean {
  const [, owner, pid] = ownerPattern.exec(fileName) ?? [];
  if (owner !== host) return Date.now() - modified.getTime() > FOREIGN_PATIENCE_MS;
  return !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
