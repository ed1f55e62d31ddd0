import type { EncodeOptions } from "@mieb/core";
import { drawPng, encodeOptions, imageInputs, textInputs } from "@mieb/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { embeddingServer, type EmbeddingServer } from "./embedding-server.ts";
import { loadEncoder } from "./load-encoder.ts";

let server: EmbeddingServer;
beforeAll(async () => {
  server = await embeddingServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => void (server.requests.length = 0));

const texts = textInputs().slice(0, 2);
const images = imageInputs().slice(0, 2);
const pairs = texts.map((input, row) => ({ ...input, ...images[row]! }));
const [first, second] = texts.map(({ text }) => text);
const base64 = images.map(({ image }) => Buffer.from(image!).toString("base64"));
const [url1, url2] = base64.map((data) => `data:image/png;base64,${data}`);
const query: EncodeOptions = { ...encodeOptions, role: "query" };
const document: EncodeOptions = { ...encodeOptions, role: "document" };

async function sent(reference: string, ...[batch, options]: [typeof texts, EncodeOptions?]): Promise<object[]> {
  const named = { OPENAI: "v1", COHERE: "v2", VOYAGE: "v1", JINA: "v1" };
  const urls = Object.entries(named).map(([name, path]) => [`${name}_BASE_URL`, `${server.url}/${path}/`]);
  const encoder = await loadEncoder(reference, Object.fromEntries(urls));
  await encoder.encode(batch, options ?? encodeOptions);
  return server.requests.map(({ path, body }) => ({ path, ...body }));
}

describe("OpenAI's protocol", () => {
  it("sends texts and asks for base64 and dimensions", async () => {
    expect(await sent("openai:text-embedding-3-large?dimensions=4", texts)).toEqual([
      {
        path: "/v1/embeddings",
        model: "text-embedding-3-large",
        encoding_format: "base64",
        dimensions: 4,
        input: [first, second],
      },
    ]);
  });

  it("puts prefixes before the texts of a search alone", async () => {
    const prefixed = "openai:e5?query-prefix=query: &document-prefix=passage: &encoding=float&max-tokens=512";
    expect(await sent(prefixed, texts, query)).toMatchObject([{ input: [`query: ${first}`, `query: ${second}`] }]);
    server.requests.length = 0;
    expect(await sent(prefixed, texts, document)).toMatchObject([
      { input: [`passage: ${first}`, `passage: ${second}`] },
    ]);
    server.requests.length = 0;
    expect(await sent(prefixed, texts)).toMatchObject([{ input: [first, second], truncate_prompt_tokens: 512 }]);
  });

  it("sends images as Infinity takes them", async () => {
    expect(await sent("openai:m?images=infinity", images)).toMatchObject([{ modality: "image", input: [url1, url2] }]);
  });

  it("sends images as gateways with objects take them", async () => {
    expect(await sent("openai:m?images=object", images)).toMatchObject([{ input: [{ image: url1 }, { image: url2 }] }]);
  });

  it("sends images, alone or with a text, as conversations to vLLM", async () => {
    const image = { type: "image_url", image_url: { url: url1 } };
    const [request] = await sent("openai:m?images=vllm&concurrency=1", images);
    expect(request).toMatchObject({ messages: [{ role: "user", content: [image] }] });
    server.requests.length = 0;
    const [pair] = await sent("openai:m?images=vllm&concurrency=1", pairs);
    expect(pair).toMatchObject({ messages: [{ role: "user", content: [image, { type: "text", text: first }] }] });
  });
});

describe("Cohere's protocol", () => {
  it.each<[EncodeOptions, string]>([
    [query, "search_query"],
    [document, "search_document"],
    [encodeOptions, "search_document"],
  ])("says what texts are for", async (options, input_type) => {
    expect(await sent("cohere:embed-v4.0?dimensions=256&truncate=end", texts, options)).toEqual([
      {
        path: "/v2/embed",
        model: "embed-v4.0",
        embedding_types: ["float"],
        output_dimension: 256,
        truncate: "END",
        input_type,
        texts: [first, second],
      },
    ]);
  });

  it("sends images one by one, as the reference does", async () => {
    const common = { path: "/v2/embed", input_type: "image" };
    expect(await sent("cohere:embed-v4.0?concurrency=1", images)).toMatchObject([
      { ...common, images: [url1] },
      { ...common, images: [url2] },
    ]);
  });

  it("sends many images, and pairs, as inputs when asked to", async () => {
    const part = (url?: string): object => ({ type: "image_url", image_url: { url } });
    expect(await sent("cohere:embed-v4.0?images=inputs", images)).toMatchObject([
      { input_type: "search_document", inputs: [{ content: [part(url1)] }, { content: [part(url2)] }] },
    ]);
    server.requests.length = 0;
    expect(await sent("cohere:embed-v4.0?images=inputs", pairs)).toMatchObject([
      { inputs: [{ content: [{ type: "text", text: first }, part(url1)] }, { content: [{}, part(url2)] }] },
    ]);
  });
});

describe("Voyage's protocol", () => {
  const text = (value?: string): object => ({ type: "text", text: value });
  const image = (value?: string): object => ({ type: "image_base64", image_base64: value });

  it("sends texts, images and pairs as content", async () => {
    expect(await sent("voyage:voyage-multimodal-3", texts, query)).toEqual([
      {
        path: "/v1/multimodalembeddings",
        model: "voyage-multimodal-3",
        input_type: "query",
        inputs: [{ content: [text(first)] }, { content: [text(second)] }],
      },
    ]);
    server.requests.length = 0;
    expect(await sent("voyage:voyage-multimodal-3", pairs)).toMatchObject([
      {
        input_type: "document",
        inputs: [{ content: [text(first), image(url1)] }, { content: [text(second), image(url2)] }],
      },
    ]);
  });

  it("has an endpoint of its own for models of texts", async () => {
    expect(await sent("voyage:voyage-3.5?dimensions=256&truncate=none", texts, document)).toEqual([
      {
        path: "/v1/embeddings",
        model: "voyage-3.5",
        input_type: "document",
        output_dimension: 256,
        truncation: false,
        input: [first, second],
      },
    ]);
  });
});

describe("Jina's protocol", () => {
  it.each<[string, EncodeOptions, string | undefined]>([
    ["jina-clip-v2", query, "retrieval.query"],
    ["jina-clip-v2", document, undefined],
    ["jina-clip-v1", query, undefined],
    ["jina-embeddings-v4", query, "retrieval.query"],
    ["jina-embeddings-v4", document, "retrieval.passage"],
    ["jina-embeddings-v4", encodeOptions, "text-matching"],
  ])("names the task of %s", async (model, options, task) => {
    expect(await sent(`jina:${model}?truncate=end`, texts, options)).toEqual([
      {
        path: "/v1/embeddings",
        model,
        normalized: true,
        embedding_type: "float",
        truncate: true,
        ...(task && { task }),
        input: [{ text: first }, { text: second }],
      },
    ]);
  });

  it("sends images as bare base64", async () => {
    expect(await sent("jina:jina-clip-v2", images)).toMatchObject([{ input: base64.map((image) => ({ image })) }]);
  });

  it("sends bare texts to models of texts", async () => {
    expect(await sent("jina:jina-embeddings-v3", texts)).toMatchObject([
      { task: "text-matching", input: [first, second] },
    ]);
  });
});

describe("an image", () => {
  const imageOf = (image: Uint8Array): typeof images => [{ image, identity: images[0]!.identity }];

  it("of a format that servers do not read travels as PNG with the same pixels", async () => {
    const { default: sharp } = await import("sharp");
    const png = drawPng(9, 6, 1);
    const tiff = await sharp(png).tiff({ compression: "none" }).toBuffer();
    const [request] = (await sent("openai:m?images=infinity", imageOf(tiff))) as { input: string[] }[];
    const file = Buffer.from(request!.input[0]!.replace("data:image/png;base64,", ""), "base64");
    expect(await sharp(file).raw().toBuffer()).toEqual(await sharp(png).raw().toBuffer());
  });

  it("with alpha loses it where the task wants plain RGB, and only there", async () => {
    const { default: sharp } = await import("sharp");
    const create = { width: 2, height: 2, channels: 4, background: { r: 10, g: 20, b: 30, alpha: 0.5 } } as const;
    const png = await sharp({ create }).png().toBuffer();
    const channels = async (options: EncodeOptions): Promise<number | undefined> => {
      server.requests.length = 0;
      const [request] = (await sent("openai:m?images=infinity", imageOf(png), options)) as { input: string[] }[];
      const file = Buffer.from(request!.input[0]!.replace("data:image/png;base64,", ""), "base64");
      return (await sharp(file).metadata()).channels;
    };
    expect(await channels(encodeOptions)).toBe(4);
    expect(await channels({ ...encodeOptions, imageConversion: "rgb" })).toBe(3);
  });
});
