/** Child process of the tests: appends numbered rows batch by batch and prints each batch's end once it is durable. */
import { openEmbeddingStore } from "../../src/store/open-embedding-store.ts";
import { embeddingsOf, keyOf, range } from "./numbered-rows.ts";

const [folder = "", start = 0, end = 0, batch = 1, dimension = 1] = process.argv
  .slice(2)
  .map((argument, index) => (index === 0 ? argument : Number(argument))) as [string, number, number, number, number];

await using store = await openEmbeddingStore(folder);
const partition = await store.partition("fingerprint", "model");
for (let at = start; at < end; at += batch) {
  const numbers = range(at, Math.min(at + batch, end));
  await partition.append(numbers.map(keyOf), embeddingsOf(numbers, dimension));
  process.stdout.write(`${at + numbers.length}\n`);
}
