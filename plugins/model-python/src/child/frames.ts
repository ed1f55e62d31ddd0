import { MiebError } from "@mieb/core";
import { byteQueue } from "./byte-queue.ts";

/** One message of the protocol that `python/mieb_child/frames.py` describes. */
export interface Frame {
  readonly header: FrameHeader;
  /** An Arrow IPC stream; empty for messages without. */
  readonly body: Buffer;
}

export interface FrameHeader {
  readonly type: string;
  readonly [field: string]: unknown;
}

const magic = Buffer.from("\0MIEB-PYTHON-1\n", "latin1");
/** What may be printed before the protocol begins. */
const MAX_PREAMBLE = 2 ** 20;
const MAX_HEADER = 2 ** 24;

/** A header and its body as bytes to write. */
export function frameBytes(header: FrameHeader, body?: Uint8Array): readonly Uint8Array[] {
  const text = Buffer.from(JSON.stringify(body ? { ...header, bytes: body.byteLength } : header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  return body ? [Buffer.concat([length, text]), body] : [Buffer.concat([length, text])];
}

/**
 * The frames of a child's stdout, to its end. What comes before the first, printed while Python started, goes to
 * `onPreamble`.
 * @throws MiebError `MODEL_FAILED` for bytes that are no frame
 */
export async function* readFrames(
  stream: AsyncIterable<Buffer>,
  onPreamble: (text: string) => void,
): AsyncGenerator<Frame> {
  const bytes = byteQueue(stream);
  const { found, before } = await bytes.takeThrough(magic, MAX_PREAMBLE);
  if (!found && before.length > MAX_PREAMBLE) throw noFrame(before);
  if (before.length > 0) onPreamble(before.toString());
  if (!found) return;
  for (;;) {
    const length = await bytes.take(4);
    if (!length) return;
    const header = await bytes.take(Math.min(length.readUInt32LE(), MAX_HEADER));
    if (!header) return;
    const parsed = parseHeader(header);
    const body = await bytes.take(typeof parsed["bytes"] === "number" ? parsed["bytes"] : 0);
    if (!body) return;
    yield { header: parsed, body };
  }
}

function parseHeader(text: Buffer): FrameHeader {
  try {
    return JSON.parse(text.toString()) as FrameHeader;
  } catch (cause) {
    throw noFrame(text, cause);
  }
}

function noFrame(bytes: Buffer, cause?: unknown): MiebError {
  const start = JSON.stringify(bytes.subarray(0, 60).toString("latin1"));
  return new MiebError("MODEL_FAILED", `The Python process wrote ${start} where a message was expected.`, {
    hint: "Something writes to the pipe kept for the protocol; the model's own output belongs on stdout or stderr.",
    cause,
  });
}
