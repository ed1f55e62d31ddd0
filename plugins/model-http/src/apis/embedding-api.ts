import type { EncodeOptions, Modality, Model } from "@mieb/core";

/** An input as it travels. */
export interface ApiInput {
  readonly text?: string;
  /** `data:image/…;base64,…` */
  readonly image?: string;
}

export interface ApiRequest {
  /** Relative to the base URL, with its slash. */
  readonly path: string;
  readonly body: unknown;
}

export interface ApiAnswer {
  /** One entry per input, in order: numbers, or base64 of little-endian float32. */
  readonly rows: readonly unknown[];
  /** Counts as the server names them, possibly nested in nothing deeper than one object. */
  readonly usage: unknown;
}

/** How one kind of server is spoken to: pure functions, no network. */
export interface EmbeddingApi {
  readonly modalities: readonly Modality[];
  /** How the user gets a modality that the API has and this reference does not ask for. */
  readonly absentModalities?: NonNullable<Model["absentModalities"]>;
  /** Whether an image with a text goes to the server as one input. */
  readonly fusion: "sum" | "joint";
  /** Inputs per request; images may have a limit of their own. */
  readonly limits: { readonly inputs: number; readonly images: number };
  /** What the request says of the inputs' purpose, if anything; part of the embedding store's key. */
  instruction(options: Pick<EncodeOptions, "role" | "task">): string | undefined;
  request(inputs: readonly ApiInput[], instruction: string | undefined): ApiRequest;
  /** @throws Error saying what the answer lacks */
  answer(body: unknown, inputCount: number): ApiAnswer;
}
