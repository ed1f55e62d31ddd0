import { inspect } from "node:util";
import { MiebError, type Model } from "@mieb/core";
import { encodeOptions } from "@mieb/testing";
import { describe, expect, it } from "vitest";
import { httpFamily } from "../src/http-family.ts";
import { parseReference } from "../src/parse-reference.ts";

const open = async (reference: string): Promise<Model> => httpFamily.open({ reference, scheme: "x" });
const fingerprint = async (reference: string): Promise<string | undefined> =>
  (await (await open(reference)).describe?.({ dtype: "fp32", device: "cpu" }))?.fingerprint;

describe("a reference", () => {
  it.each([
    ["openai:text-embedding-3-small", "https://api.openai.com/v1", "text-embedding-3-small"],
    ["cohere:embed-v4.0", "https://api.cohere.com/v2", "embed-v4.0"],
    ["voyage:voyage-multimodal-3", "https://api.voyageai.com/v1", "voyage-multimodal-3"],
    ["jina:jina-clip-v2", "https://api.jina.ai/v1", "jina-clip-v2"],
    ["http://localhost:8000/v1/#jinaai/jina-clip-v2", "http://localhost:8000/v1", "jinaai/jina-clip-v2"],
    ["https://host#nomic-embed-text:latest", "https://host", "nomic-embed-text:latest"],
  ])("%s names server and model", (reference, baseUrl, model) => {
    expect(parseReference(reference, {})).toMatchObject({ baseUrl, model });
  });

  it("says what to add for images, where the server may take some and the reference does not say how", async () => {
    const hints = ["http://host/v1#m", "http://host/v1#m?images=vllm", "voyage:voyage-3"].map(
      async (reference) => (await open(reference)).absentModalities?.image,
    );
    expect(await Promise.all(hints)).toEqual([expect.stringContaining("?images=infinity"), undefined, undefined]);
  });

  it("takes another address from the environment", () => {
    const environment = { OPENAI_BASE_URL: "http://gateway:4000/v1/" };
    expect(parseReference("openai:m", environment)).toMatchObject({
      baseUrl: "http://gateway:4000/v1",
      isOfficial: false,
    });
  });

  it.each([
    ["http://localhost:8000/v1", /names no model/],
    ["openai:", /names no model/],
    ["openai:../../up", /not a model's name/],
    ["openai:m?dimension=3", /dimension/],
    ["openai:m?dimensions=few", /dimensions/],
    ["openai:m?images=telepathy", /images=telepathy/],
    ["jina:jina-clip-v2?query-prefix=x", /do not know query-prefix=x/],
    ["voyage:voyage-3?truncate=start", /do not know truncate=start/],
  ])("%s is refused", async (reference, message) => {
    await expect(open(reference)).rejects.toMatchObject({
      code: "USAGE_INVALID_ARGUMENT",
      message: expect.stringMatching(message),
    });
  });

  it.each(["http://user:hush-hush@host/v1#m", "https://host/v1?api-key=hush-hush#m"])(
    "with a secret is refused without showing it: %s",
    async (reference) => {
      const error: unknown = await open(reference).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(MiebError);
      expect(inspect(error, { depth: null, showHidden: true }).replaceAll(/^.*test\.ts.*$/gm, "")).not.toContain(
        "hush-hush",
      );
    },
  );
});

describe("the fingerprint", () => {
  it("covers server, model, dimensions, image form and truncation", async () => {
    const references = ["", "?dimensions=4", "?images=vllm", "?images=infinity", "?max-tokens=9"].flatMap(
      (settings) => [`http://one/v1#m${settings}`, `http://two/v1#m${settings}`, `http://one/v1#n${settings}`],
    );
    const all = await Promise.all([...references, "openai:m", "cohere:m", "cohere:m?truncate=end"].map(fingerprint));
    expect(new Set(all).size).toBe(all.length);
  });

  it("does not cover how fast it goes", async () => {
    expect(await fingerprint("openai:m?concurrency=9&batch=3&timeout=1&retries=0&price=1")).toBe(
      await fingerprint("openai:m"),
    );
  });
});

describe("a model", () => {
  it.each([
    ["openai:text-embedding-3-large?dimensions=256", "openai/text-embedding-3-large", ["text"], { dimensions: 256 }],
    ["cohere:embed-v4.0", "Cohere/Cohere-embed-v4.0", ["image", "text"], undefined],
    ["voyage:voyage-multimodal-3", "voyageai/voyage-multimodal-3", ["image", "text"], undefined],
    ["voyage:voyage-3", "voyageai/voyage-3", ["text"], undefined],
    ["jina:jina-clip-v2", "jinaai/jina-clip-v2", ["image", "text"], undefined],
    [
      "http://host:8000/v1#some/model:tag?images=vllm",
      "some/model-tag",
      ["image", "text"],
      { server: "host:8000", images: "vllm" },
    ],
    ["http://host:8000/gpu1/v1#some/model", "some/model", ["text"], { server: "host:8000/gpu1/v1" }],
  ])("%s is known to results by name and experiment", async (reference, name, modalities, experiment) => {
    const { metadata } = await open(reference);
    expect(metadata).toMatchObject({ name, modalities, revision: "no_revision_available" });
    expect(metadata.experiment).toEqual(experiment);
  });

  it("keeps vectors of different purposes apart by their instruction", async () => {
    const traits = await (await open("cohere:embed-v4.0")).describe?.({ dtype: "fp32", device: "cpu" });
    expect(traits?.instruction?.({ ...encodeOptions, role: "query" })).toBe("search_query");
    expect(traits?.instruction?.({ ...encodeOptions, role: "document" })).toBe("search_document");
  });

  it("needs a key only for loading, and says which", async () => {
    const model = await open("voyage:voyage-multimodal-3");
    const { VOYAGE_API_KEY: before } = process.env;
    try {
      delete process.env["VOYAGE_API_KEY"];
      const error = { code: "MODEL_ACCESS_DENIED", message: expect.stringMatching(/VOYAGE_API_KEY is not set/) };
      await expect(model.load({ dtype: "fp32", device: "cpu" })).rejects.toMatchObject(error);
      process.env["VOYAGE_API_KEY"] = "hush\u00e9hush";
      const failure: unknown = await model.load({ dtype: "fp32", device: "cpu" }).catch((thrown: unknown) => thrown);
      expect(failure).toMatchObject({ code: "MODEL_ACCESS_DENIED" });
      expect(inspect(failure, { depth: null })).not.toContain("hush");
    } finally {
      if (before === undefined) delete process.env["VOYAGE_API_KEY"];
      else process.env["VOYAGE_API_KEY"] = before;
    }
  });

  it("has no dtype to choose", async () => {
    const model = await open("openai:m");
    await expect(model.describe?.({ dtype: "fp16", device: "cpu" })).rejects.toMatchObject({
      code: "USAGE_INVALID_ARGUMENT",
    });
  });
});
