import { inspect } from "node:util";
import type { Encoder, MiebError } from "@mieb/core";
import { encodeOptions, imageInputs, textInputs } from "@mieb/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  embeddingServer,
  sendJson,
  status,
  vectorOf,
  type EmbeddingServer,
  type Fault,
  type Row,
} from "./embedding-server.ts";
import { loadEncoder } from "./load-encoder.ts";

const key = "sk-very-secret-0123456789";
const texts = textInputs();
const expected = texts.flatMap(({ text }) => vectorOf(text));

let server: EmbeddingServer;
let encoder: Encoder;
beforeAll(async () => {
  server = await embeddingServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  server.requests.length = 0;
  server.faults.length = 0;
  warnings.length = 0;
  encoder = await load();
});
afterEach(() => encoder[Symbol.asyncDispose]?.());

const warnings: string[] = [];
const load = (settings = "retries=2"): Promise<Encoder> =>
  loadEncoder(
    `${server.url.replace("http", "HTTP")}/v1#test/model?${settings}`,
    { MIEB_HTTP_API_KEY: key },
    (message) => warnings.push(message),
  );
const encode = async (): Promise<number[]> => Array.from((await encoder.encode(texts, encodeOptions)).values);
const failure = (): Promise<MiebError> =>
  encode().then(
    () => expect.fail("must fail"),
    (error: MiebError) => error,
  );

describe("a failure that passes", () => {
  const cut: Fault = (response, right) => {
    const body = JSON.stringify(right);
    response.writeHead(200, { "content-length": body.length });
    response.write(body.slice(0, body.length / 2), () => response.destroy());
  };
  const cutWithoutLength: Fault = (response, right) => void response.end(JSON.stringify(right).slice(0, 200));

  it.each<[string, Fault]>([
    ["429", status(429)],
    ["500", status(500)],
    ["503", status(503)],
    ["a body cut short", cut],
    ["a body cut short that looks whole to HTTP", cutWithoutLength],
    ["a connection that breaks", (response) => void response.destroy()],
  ])("is repeated, and told of: %s", async (_, fault) => {
    server.faults.push(fault);
    expect(await encode()).toEqual(expected);
    expect(server.requests).toHaveLength(2);
    expect(warnings).toEqual([expect.stringMatching(/^127\.0\.0\.1:\d+: .+; waiting 0\.\d s \(1 of 2\)\.$/)]);
  });

  it("is told of with the pause that the server asks for", async () => {
    server.faults.push(status(429, key, { "retry-after": "2" }));
    await encode();
    expect(warnings).toEqual([expect.stringMatching(/: status 429; waiting 2\.0 s \(1 of 2\)\.$/)]);
  });

  it.each([
    ["seconds", () => "2"],
    ["a date", () => new Date(Date.now() + 3000).toUTCString()],
  ])("is waited for as long as Retry-After asks for, in %s", async (_, header) => {
    server.faults.push(status(429, "slow down", { "retry-after": header() }));
    const start = Date.now();
    expect(await encode()).toEqual(expected);
    expect(Date.now() - start).toBeGreaterThanOrEqual(1900);
    expect(Date.now() - start).toBeLessThan(8000);
  });

  it("holds back the other requests too", async () => {
    encoder = await load("batch=1&concurrency=2");
    const times: number[] = [];
    const noted =
      (fault: Fault): Fault =>
      (response, right) => {
        times.push(Date.now());
        return fault(response, right);
      };
    const late: Fault = (response, right) => void setTimeout(() => sendJson(response, right), 200);
    server.faults.push(
      noted(status(429, "no", { "retry-after": "2" })),
      noted(late),
      ...texts.map(() => noted(sendJson)),
    );
    expect(await encode()).toEqual(expected);
    expect(times).toHaveLength(6);
    expect(times[2]! - times[0]!).toBeGreaterThanOrEqual(1900);
  });

  it("is a server too slow", async () => {
    encoder = await load("timeout=0.3&retries=1");
    server.faults.push((response) => void setTimeout(() => response.destroy(), 2000));
    expect(await encode()).toEqual(expected);
  });
});

describe("a failure that stays", () => {
  it.each<[string, Fault, { readonly code: string; readonly message?: RegExp; readonly hint?: RegExp }, number]>([
    ["401", status(401, `Incorrect API key ${key}`), { code: "MODEL_ACCESS_DENIED", hint: /MIEB_HTTP_API_KEY/ }, 1],
    ["402", status(402, "balance is 0"), { code: "MODEL_ACCESS_DENIED", message: /balance is 0/ }, 1],
    ["403", status(403, `key ${key} may not`), { code: "MODEL_ACCESS_DENIED", message: /key \[key\] may not/ }, 1],
    ["404", status(404, "no such model"), { code: "MODEL_NOT_FOUND", message: /test\/model.*no such model/ }, 1],
    [
      "a redirect",
      status(307, "", { location: "http://elsewhere.test/x" }),
      { code: "MODEL_NOT_FOUND", message: /elsewhere/ },
      1,
    ],
    [
      "429 for an hour",
      status(429, "", { "retry-after": "3600" }),
      { code: "ENVIRONMENT_RATE_LIMITED", message: /3600 s/ },
      1,
    ],
    [
      "400",
      status(400, "no dimensions here"),
      { code: "MODEL_INVALID_OUTPUT", message: /sample: column "text", rows 0 to 4.*no dim/ },
      1,
    ],
    ["HTML", (response) => void response.end("<html>"), { code: "MODEL_INVALID_OUTPUT", message: /not JSON/ }, 1],
    [
      "another API",
      (response) => sendJson(response, { ok: true }),
      { code: "MODEL_INVALID_OUTPUT", message: /no list "data"/ },
      1,
    ],
  ])("is an error that says what to do: %s", async (_, fault, { code, message, hint }, requests) => {
    server.faults.push(fault);
    const error = await failure();
    expect(error).toMatchObject({ name: "MiebError", code });
    if (message) expect(error.message).toMatch(message);
    if (hint) expect(error.hint).toMatch(hint);
    expect(error.hint).toMatch(/\w/);
    expect(server.requests).toHaveLength(requests);
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(key);
  });

  it.each<[string, Fault, string, RegExp]>([
    ["429", status(429), "ENVIRONMENT_RATE_LIMITED", /too many requests/],
    ["502", status(502), "ENVIRONMENT_NETWORK", /status 502/],
    [
      "no answer",
      (response) => void response.destroy(),
      "ENVIRONMENT_NETWORK",
      /the server closed .* \(UND_ERR_SOCKET\)/,
    ],
  ])("is given up after the repetitions allowed: %s", async (_, fault, code, message) => {
    encoder = await load("retries=1");
    server.faults.push(fault, fault, fault);
    expect(await failure()).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(server.requests).toHaveLength(2);
    expect(warnings).toHaveLength(1);
  });

  it("is a server that is not there, told of soon", async () => {
    const gone = await embeddingServer();
    await gone[Symbol.asyncDispose]();
    encoder = await loadEncoder(`${gone.url}#m`);
    expect(await failure()).toMatchObject({
      code: "ENVIRONMENT_NETWORK",
      message: expect.stringMatching(/nothing listens there \(ECONNREFUSED\)/),
    });
  });

  it("is an address that fetch refuses, told of at once", async () => {
    encoder = await loadEncoder("http://127.0.0.1:9#m");
    const start = Date.now();
    expect(await failure()).toMatchObject({ code: "ENVIRONMENT_NETWORK", message: expect.stringMatching(/bad port/) });
    expect(Date.now() - start).toBeLessThan(500);
  });
});

describe("an answer", () => {
  const changed =
    (change: (data: readonly Row[]) => readonly Row[]): Fault =>
    (response, { data }) =>
      sendJson(response, { data: change(data) });
  const withVector = (row: number, change: (vector: (number | null)[]) => Row["embedding"]): Fault =>
    changed((data) => data.with(row, { index: row, embedding: change(data[row]!.embedding as number[]) }));
  const shortened = changed((data) =>
    data.map(({ index, embedding }) => ({ index, embedding: embedding.slice(1) as Row["embedding"] })),
  );
  const notNumbers = Buffer.from(new Float32Array(8).fill(Number.NaN).buffer).toString("base64");

  it("is put in order by index", async () => {
    server.faults.push(changed((data) => data.toReversed()));
    expect(await encode()).toEqual(expected);
  });

  it.each<[string, Fault, RegExp]>([
    [
      "rows that are missing",
      changed((data) => data.slice(1)),
      /4 vectors for 5 inputs \(sample: column "text", rows 0 to 4\)/,
    ],
    [
      "indices that start at 1",
      changed((data) => data.map(({ index, embedding }) => ({ index: index + 1, embedding }))),
      /index 5 twice or out of range/,
    ],
    ["an index twice", changed((data) => data.with(1, data[0]!)), /index 0 twice/],
    [
      "another dimension",
      withVector(3, (vector) => vector.slice(1)),
      /dimension 7 for sample: column "text", row 3, not 8/,
    ],
    ["null in a vector", withVector(2, (vector) => vector.with(5, null)), /row 2 null in a vector/],
    ["an empty vector", withVector(0, () => []), /dimension 0/],
    [
      "NaN as Python writes it",
      (response, right) => void response.end(JSON.stringify(right).replace(/\[[-\d.]+,/, "[NaN,")),
      /not JSON/,
    ],
    ["NaN in base64", withVector(1, () => notNumbers), /row 1 NaN/],
    ["base64 of half a number", withVector(1, () => "AAA="), /no list of float32/],
  ])("is refused, naming the input: %s", async (_, fault, message) => {
    server.faults.push(fault);
    expect(await failure()).toMatchObject({ code: "MODEL_INVALID_OUTPUT", message: expect.stringMatching(message) });
  });

  it("is refused when a later one has another dimension", async () => {
    await encode();
    server.faults.push(shortened);
    expect((await failure()).message).toMatch(/dimension 7 .* not 8/);
  });

  it("is refused when its dimension is not the one asked for", async () => {
    encoder = await load("dimensions=4");
    server.faults.push(shortened);
    expect((await failure()).message).toMatch(/dimension 3 .* not 4/);
  });

  it("may be base64", async () => {
    encoder = await load("encoding=base64");
    expect(await encode()).toEqual(expected);
    expect(server.requests[0]!.body["encoding_format"]).toBe("base64");
  });
});

it("says on one line what the server said, without commands to a terminal", async () => {
  server.faults.push((response) => {
    response.writeHead(400).end(JSON.stringify({ message: "no\u001b[31m such\u0007\nmodel" }));
  });
  expect((await failure()).message).toContain("no such model");
});

describe("a key that the server repeats", () => {
  const everywhere = (embedding: unknown): Fault => {
    return (response, { data }) => sendJson(response, { data: data.map((row) => ({ ...row, embedding })) });
  };

  it.each<[string, Fault]>([
    ["in place of JSON", (response) => void response.end(`${key} is unknown`)],
    ["in broken JSON", (response) => void response.end(`{"data": [${key}]}`)],
    ["in a vector", everywhere([key])],
    ["in place of a vector", everywhere({ detail: key })],
  ])("is in no message: %s", async (_, fault) => {
    server.faults.push(fault);
    const error = await failure();
    expect(error.code).toBe("MODEL_INVALID_OUTPUT");
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(key.slice(0, 5));
  });

  it("is no count of the usage", async () => {
    server.faults.push((response, right) => sendJson(response, { ...right, usage: { [key]: 1, total_tokens: 15 } }));
    await encode();
    expect(encoder.usage?.()).toEqual({ requests: 1, total_tokens: 15 });
  });
});

describe("a batch", () => {
  const sizes = (): number[] => server.requests.map(({ body }) => (body["input"] as unknown[]).length);

  it("is cut to what the API takes", async () => {
    encoder = await load("batch=2&concurrency=1");
    expect(await encode()).toEqual(expected);
    expect(sizes()).toEqual([2, 2, 1]);
  });

  it("that is too large is halved, and later ones are cut beforehand", async () => {
    const atMostTwo: Fault = (response, right) =>
      right["data"].length > 2 ? status(413, "too large")(response, right) : sendJson(response, right);
    server.faults.push(...Array.from({ length: 20 }, () => atMostTwo));
    expect(await encode()).toEqual(expected);
    expect(sizes().toSorted((a, b) => a - b)).toEqual([1, 2, 2, 3, 5]);
    server.requests.length = 0;
    expect(await encode()).toEqual(expected);
    expect(sizes().toSorted((a, b) => a - b)).toEqual([1, 2, 2]);
  });

  it("whose single input is too large names it", async () => {
    encoder = await load("batch=1");
    server.faults.push(sendJson, sendJson, status(413, "too large"), sendJson, sendJson);
    encoder = await load("batch=1&concurrency=1");
    expect((await failure()).message).toMatch(/refuses sample: column "text", row 2, status 413/);
  });

  it("is left when it is stopped", async () => {
    const stop = new AbortController();
    server.faults.push((response) => void setTimeout(() => response.destroy(), 5000).unref());
    const encoding = encoder.encode(texts, { ...encodeOptions, signal: stop.signal });
    setTimeout(() => stop.abort(), 100);
    await expect(encoding).rejects.toMatchObject({ name: "AbortError" });
    expect(server.requests).toHaveLength(1);
  });

  it("is left when a part of it fails for good", async () => {
    encoder = await load("batch=1&concurrency=1");
    server.faults.push(status(401));
    expect(await failure()).toMatchObject({ code: "MODEL_ACCESS_DENIED" });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(server.requests).toHaveLength(1);
  });
});

it("counts what it took, repetitions and cost included", async () => {
  encoder = await load("retries=2&price=2");
  expect(encoder.usage?.()).toEqual({ requests: 0 });
  server.faults.push(status(500));
  await encode();
  expect(encoder.usage?.()).toEqual({ requests: 2, prompt_tokens: 15, total_tokens: 15, cost: 0.00003 });
});

it("refuses images the reference says nothing of, before it sends any", async () => {
  expect(encoder.modalities).toEqual(["text"]);
  encoder = await load("images=infinity");
  await encoder.encode(imageInputs(), encodeOptions);
  expect(server.requests[0]!.body).toMatchObject({
    modality: "image",
    input: expect.arrayContaining([expect.stringMatching(/^data:image\/png;base64,/)]),
  });
});
