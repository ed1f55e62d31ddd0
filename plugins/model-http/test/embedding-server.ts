import { createHash } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

/** What to do in place of a right answer; gets the right one. */
export type Fault = (response: ServerResponse, right: Answer) => void | Promise<void>;
export interface Answer {
  readonly data: Row[];
  readonly [more: string]: unknown;
}
export interface Row {
  index: number;
  embedding: (number | null)[] | string;
}

export interface EmbeddingServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: SeenRequest[];
  /** One fault per request, in order; afterwards answers are right again. */
  readonly faults: Fault[];
}

/** A server on loopback that speaks the protocols' forms. Vectors are drawn from the contents' hashes. */
export async function embeddingServer(): Promise<EmbeddingServer> {
  const requests: SeenRequest[] = [];
  const faults: Fault[] = [];
  const server = createServer((request, response) => {
    void text(request).then(async (raw) => {
      const body = JSON.parse(raw) as Record<string, unknown>;
      requests.push({ path: request.url ?? "", headers: request.headers, body });
      const right = request.url === "/v2/embed" ? cohereAnswer(body) : openaiAnswer(body);
      await (faults.shift() ?? sendJson)(response, right);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    faults,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function sendJson(response: ServerResponse, body: unknown): void {
  response.setHeader("content-type", "application/json").end(JSON.stringify(body));
}

/** Answers with a status and no vectors. */
export function status(code: number, message = "no", headers: Readonly<Record<string, string>> = {}): Fault {
  return (response) => {
    response.writeHead(code, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify({ error: { message } }));
  };
}

/** @param dimension as a request gives it; 8 where it gives none */
export function vectorOf(content: unknown, dimension: unknown = 8): number[] {
  const digest = createHash("sha256").update(JSON.stringify(content)).digest();
  return Array.from({ length: Number(dimension) }, (_, index) => Math.fround((digest[index] ?? 0) / 128 - 1));
}

function openaiAnswer(body: SeenRequest["body"]): Answer {
  const contents = (body["input"] ?? body["inputs"] ?? body["messages"]) as readonly unknown[];
  const base64 = [body["encoding_format"], body["output_encoding"], body["embedding_type"]].includes("base64");
  const data = contents.map((content, index) => {
    const vector = vectorOf(content, body["dimensions"] ?? body["output_dimension"]);
    return { index, embedding: base64 ? Buffer.from(Float32Array.from(vector).buffer).toString("base64") : vector };
  });
  return { data, usage: { prompt_tokens: contents.length * 3, total_tokens: contents.length * 3 } };
}

function cohereAnswer(body: SeenRequest["body"]): Answer {
  const contents = (body["texts"] ?? body["images"] ?? body["inputs"]) as readonly unknown[];
  const float = contents.map((content) => vectorOf(content, body["output_dimension"]));
  const billed_units = body["texts"] ? { input_tokens: contents.length * 3 } : { images: contents.length };
  return { data: [], embeddings: { float }, meta: { billed_units } };
}
