import { describe, expect, it } from "vitest";
import { frameBytes, readFrames, type Frame } from "../src/child/frames.ts";

const magic = Buffer.from("\0MIEB-PYTHON-1\n", "latin1");

async function read(bytes: Buffer, chunkSize = bytes.length): Promise<{ frames: readonly Frame[]; before: string }> {
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += chunkSize) yield bytes.subarray(at, at + chunkSize);
  }
  const frames: Frame[] = [];
  let before = "";
  for await (const frame of readFrames(chunks(), (text) => (before += text))) frames.push(frame);
  return { frames, before };
}

const body = Buffer.from([0, 255, 10, 13, ...magic]);
const stream = Buffer.concat([
  Buffer.from("Welcome!\n"),
  magic,
  ...frameBytes({ type: "hello", name: "größe" }),
  ...frameBytes({ type: "vectors", id: 0 }, body),
  ...frameBytes({ type: "ready" }),
]);

describe("frames", () => {
  it.each([1, 2, 7, 64, 4096])("are read from chunks of %d bytes", async (chunkSize) => {
    const { frames, before } = await read(stream, chunkSize);
    expect(before).toBe("Welcome!\n");
    expect(frames.map(({ header }) => header)).toEqual([
      { type: "hello", name: "größe" },
      { type: "vectors", id: 0, bytes: body.length },
      { type: "ready" },
    ]);
    expect(frames[1]?.body.equals(body)).toBe(true);
  });

  it("end where the stream does, also within a frame", async () => {
    for (const cut of [0, 5, 12, 30, stream.length - 3]) await read(stream.subarray(0, cut));
    const { frames } = await read(stream.subarray(0, stream.length - 3));
    expect(frames.map(({ header }) => header.type)).toEqual(["hello", "vectors"]);
  });

  it("show what was printed by a process that never spoke the protocol", async () => {
    expect(await read(Buffer.from("usage: something else"))).toEqual({ frames: [], before: "usage: something else" });
  });

  it("are not guessed from other bytes", async () => {
    const garbage = Buffer.concat([magic, Buffer.from("\x08\0\0\0no JSON!")]);
    await expect(read(garbage)).rejects.toThrow('The Python process wrote "no JSON!" where a message was expected');
    await expect(read(Buffer.alloc(2 ** 21, "x"), 2 ** 16)).rejects.toThrow('wrote "xxx');
  });
});
