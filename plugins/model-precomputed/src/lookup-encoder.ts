import {
  inputName,
  MiebError,
  type Embeddings,
  type EncodeOptions,
  type Encoder,
  type EncoderInput,
  type EncoderTraits,
} from "@mieb/core";
import type { VectorRows } from "./vector-rows.ts";
import type { VectorStore } from "./vector-store.ts";

/** Rows read at once where all are read. */
const BLOCK = 256;

/** An encoder that looks vectors up. */
export function lookupEncoder(
  reference: string,
  traits: EncoderTraits,
  { store, close }: { readonly store: VectorStore; close(): Promise<void> },
): Encoder {
  const find = (inputs: readonly EncoderInput[], options: EncodeOptions): readonly number[] =>
    inputs.map(({ identity }) => store.rowOf(identity, options));
  return {
    ...traits,
    async encode(batch, options) {
      const rows = find(batch, options);
      const lacking = batch.filter((_, index) => (rows[index] ?? -1) < 0);
      if (lacking.length > 0) throw missingVectors(reference, { lacking, of: batch.length, options });
      return store.rows.read(rows);
    },
    lacking: async (inputs, options) => [...find(inputs, options).entries()].flatMap(([i, row]) => (row < 0 ? i : [])),
    stored: () => allRows(store.rows),
    [Symbol.asyncDispose]: close,
  };
}

async function* allRows({ rowCount, read }: VectorRows): AsyncGenerator<Embeddings> {
  for (let start = 0; start < rowCount; start += BLOCK) {
    yield await read(Array.from({ length: Math.min(BLOCK, rowCount - start) }, (_, at) => start + at));
  }
}

interface Missing {
  readonly lacking: readonly EncoderInput[];
  /** Inputs looked for. */
  readonly of: number;
  readonly options: EncodeOptions;
}

function missingVectors(reference: string, { lacking, of, options }: Missing): MiebError {
  const { task, split, subset, role } = options;
  const where = [split, subset, ...(role ? [role] : [])].join(", ");
  const named = lacking.slice(0, 3).map((input) => `  ${inputName(input)}: ${input.identity.contentHash}`);
  const more = lacking.length > named.length ? [`  and ${lacking.length - named.length} more`] : [];
  const head = `${reference} lacks ${lacking.length} of the ${of} inputs of ${task.name} (${where}) just asked for:`;
  return new MiebError("MODEL_INVALID_OUTPUT", [head, ...named, ...more].join("\n"), {
    hint: `\`mieb export-inputs -m ${reference} -t ${task.name} --output-folder missing\` writes all that lack one.`,
  });
}
