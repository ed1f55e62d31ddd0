import { readSync } from "node:fs";
import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Whether a file system call failed because the file is not there. */
export function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}

/** `null` instead of an error where a file is missing, usually because another process removed it just now. */
export async function unlessMissing<T>(work: Promise<T>): Promise<T | null> {
  return work.catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
}

/** Writes all of `bytes` at a position; a short write (a disk that fills up) goes on until it fails with its reason. */
export async function writeFully(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}

/** Fills `bytes` from a position; false when the file ends before. */
export async function readFully(handle: FileHandle, bytes: Uint8Array, position: number): Promise<boolean> {
  for (let done = 0; done < bytes.length;) {
    const { bytesRead } = await handle.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) return false;
    done += bytesRead;
  }
  return true;
}

/** {@link readFully} on the calling thread, for what is small and wanted at once. */
export function readFullySync(descriptor: number, bytes: Uint8Array, position: number): boolean {
  for (let done = 0; done < bytes.length;) {
    const count = readSync(descriptor, bytes, done, bytes.length - done, position + done);
    if (count === 0) return false;
    done += count;
  }
  return true;
}

/**
 * Writes a file aside and renames it, so that it is seen whole or not at all, also after a power cut.
 * @param write writes the content and returns the file's final name
 */
export async function writeAside(temporary: string, write: (handle: FileHandle) => Promise<string>): Promise<string> {
  try {
    const handle = await open(temporary, "w+");
    let name: string;
    try {
      name = await write(handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    const path = join(dirname(temporary), name);
    await rename(temporary, path);
    await syncFolder(dirname(path));
    return path;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Makes names in a folder durable. Windows cannot open folders and needs no such step. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
