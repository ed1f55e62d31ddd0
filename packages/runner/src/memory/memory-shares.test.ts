import { describe, expect, it } from "vitest";
import { memoryShares, requireRoom } from "./memory-shares.ts";

const MiB = 2 ** 20;

describe("memoryShares", () => {
  it("gives out no more than a quarter of the ceiling, windows and chunks counted as often as they are held", () => {
    const { ceiling, window, chunk, tables } = memoryShares(512 * MiB);
    expect(ceiling).toBe(512 * MiB);
    expect(2 * window + 3 * chunk + tables).toBeLessThanOrEqual(ceiling / 4);
  });

  it("takes 1 GiB where nothing is said", () => {
    expect(memoryShares()).toEqual(memoryShares(1024 * MiB));
  });

  it.each([0, -5, 1.5, 127 * MiB])("refuses %d bytes and says what suffices", (ceiling) => {
    expect(() => memoryShares(ceiling)).toThrow(
      expect.objectContaining({
        code: "USAGE_INVALID_ARGUMENT",
        message: `maxMemory: ${ceiling} bytes are too little; a run needs at least 134217728 (128 MiB).`,
        hint: expect.stringContaining("--max-memory to 128MiB"),
      }),
    );
    expect(memoryShares(128 * MiB).ceiling).toBe(128 * MiB);
  });
});

describe("requireRoom", () => {
  const million = { rows: 1_000_000, storedRows: 0 };

  it("refuses a request whose rows do not fit, and takes it at the ceiling it names", () => {
    expect(() => requireRoom(200 * MiB, million, "corpus")).toThrow(
      'maxMemory: 209715200 bytes are too little; the 1000000 rows of "corpus" need at least 263192576 (251 MiB).',
    );
    expect(() => requireRoom(251 * MiB, million, "corpus")).not.toThrow();
  });

  it("counts what the model holds", () => {
    expect(() => requireRoom(251 * MiB, { ...million, heldBytes: 24_000_000 }, "corpus")).toThrow(
      /"corpus" and the 24000000 bytes that the model holds need at least 286261248 \(273 MiB\)/,
    );
    expect(() => requireRoom(273 * MiB, { ...million, heldBytes: 24_000_000 }, "corpus")).not.toThrow();
  });

  it("counts the rows that the store has already", () => {
    expect(() => requireRoom(251 * MiB, { ...million, storedRows: 1_000_000 }, "corpus")).toThrow(
      /"corpus" beside the 1000000 stored ones need/,
    );
  });
});
