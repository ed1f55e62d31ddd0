/** Run as a process of its own: `node download-process.ts ENDPOINT CACHE` downloads the model's large file and prints its path. */
import { openHub } from "../src/index.ts";

const [endpoint = "", cacheFolder = ""] = process.argv.slice(2);
const hub = openHub({ endpoint, cacheFolder, env: {}, retry: { times: 3, firstDelayMs: 5 } });
const model = await hub.model("owner/model");
process.stdout.write(await model.localPath("big.safetensors"));
