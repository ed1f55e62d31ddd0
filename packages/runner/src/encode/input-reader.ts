import { hash } from "node:crypto";
import {
  invalidCell,
  isEncodedImage,
  MiebError,
  originOf,
  type Cell,
  type EncodeRequest,
  type EncoderInput,
  type InputIdentity,
  type EncoderTraits,
  type Modality,
  type Table,
  type TableRequest,
  type TaskDataset,
  type TextRequest,
  type Value,
} from "@mieb/core";

/** The inputs of one request, or of one side of it, read window by window. */
export interface InputReader {
  readonly modality: Modality;
  readonly rowCount: number;
  /** Inputs `start` (inclusive) to `end` (exclusive), hashed. */
  read(start: number, end: number): Promise<readonly EncoderInput[]>;
}

export type Fusion = NonNullable<EncoderTraits["fusion"]>;

/** Modality of inputs that are encoded as one: part of their key. */
export const jointModality = "image+text";

/**
 * Readers of a request: one, or for an image with a text that are encoded apart (not `fusion: "joint"`) one for each side.
 */
export function inputReaders(
  name: string,
  request: EncodeRequest,
  { dataset, fusion }: { readonly dataset: TaskDataset; readonly fusion: Fusion },
): readonly InputReader[] {
  if ("texts" in request) return [textReader(name, request)];
  const table = dataset[request.table];
  if (!table) throw wrongRequest(name, `table "${request.table}"; loaded were ${Object.keys(dataset).join(", ")}.`);
  const [image, text] = (["image", "text"] as const).map((modality) => {
    const column = request[modality];
    return column === undefined ? undefined : columnReader(table, request, { modality, column });
  });
  if (image && text) return fusion === "joint" ? [jointReader(image, text)] : [image, text];
  const only = image ?? text;
  if (only) return [only];
  throw wrongRequest(name, "neither an image nor a text column.");
}

function wrongRequest(name: string, fault: string): MiebError {
  return new MiebError("PLUGIN_INVALID", `The evaluator's request "${name}" names ${fault}`, {
    hint: "Mend the evaluator's `plan`, or the tables that the task's `loadDataset` and `transform` return.",
  });
}

function textReader(name: string, { texts }: TextRequest): InputReader {
  return {
    modality: "text",
    rowCount: texts.length,
    read: async (start, end) =>
      texts.slice(start, end).map((text, index) => ({
        text,
        identity: { table: "labels", column: name, row: start + index, contentHash: hash("sha256", text, "hex") },
      })),
  };
}

interface Column {
  readonly modality: "image" | "text";
  readonly column: string;
}

function columnReader(table: Table, { rows }: TableRequest, { modality, column }: Column): InputReader {
  const toInput = modality === "image" ? imageInput : textInput;
  return {
    modality,
    rowCount: rows?.length ?? table.rowCount,
    async read(start, end) {
      const cells = await table.read(column, rows?.slice(start, end) ?? { start, end });
      return cells.map((cell, index) => toInput(cell, table, { column, row: rows?.[start + index] ?? start + index }));
    },
  };
}

function imageInput(value: Value, table: Table, cell: Cell): EncoderInput {
  const image = isEncodedImage(value) ? value.bytes : value;
  if (!(image instanceof Uint8Array)) throw invalidCell(table, cell, "an image", value);
  return { image, identity: identityOf(table, cell, image) };
}

function textInput(value: Value, table: Table, cell: Cell): EncoderInput {
  if (typeof value !== "string") throw invalidCell(table, cell, "a text", value);
  return { text: value, identity: identityOf(table, cell, value) };
}

function identityOf(table: Table, cell: Cell, content: Uint8Array | string): InputIdentity {
  const origin = table.origin && originOf(table, cell);
  return { table: table.name, ...cell, contentHash: hash("sha256", content, "hex"), ...(origin && { origin }) };
}

function jointReader(image: InputReader, text: InputReader): InputReader {
  return {
    modality: jointModality,
    rowCount: image.rowCount,
    async read(start, end) {
      const [images, texts] = await Promise.all([image.read(start, end), text.read(start, end)]);
      return images.flatMap((input, index) => {
        const caption = texts[index];
        return caption ? [joined(input, caption)] : [];
      });
    },
  };
}

function joined(image: EncoderInput, text: EncoderInput): EncoderInput {
  const { table, column, row, origin } = image.identity;
  const contentHash = hash("sha256", image.identity.contentHash + text.identity.contentHash, "hex");
  return {
    ...image,
    ...text,
    identity: { table, column: `${column}+${text.identity.column}`, row, contentHash, ...(origin && { origin }) },
  };
}
