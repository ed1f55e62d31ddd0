import { markAsUntransferable } from "node:worker_threads";

/**
 * Keeps what threads of the addon read where it is: a buffer that was detached while they read it could be freed under
 * them. Cannot be undone, so arrays that are to be transferred later are copied first.
 */
export function holdBuffers(...arrays: readonly ArrayBufferView[]): void {
  for (const { buffer } of arrays) if (buffer instanceof ArrayBuffer) markAsUntransferable(buffer);
}
