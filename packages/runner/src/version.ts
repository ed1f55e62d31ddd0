import { createRequire } from "node:module";

/** Version of this package, and so of MIEB: all are released together. */
export const MIEB_VERSION: string = (createRequire(import.meta.url)("../package.json") as { version: string }).version;
