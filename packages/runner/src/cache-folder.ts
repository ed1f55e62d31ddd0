import process from "node:process";
import envPaths from "env-paths";

/** Where the embedding store lies by default: `$MIEB_CACHE`, else `mieb` in the user's cache folder. */
export function defaultCacheFolder(): string {
  return process.env["MIEB_CACHE"] || envPaths("mieb", { suffix: "" }).cache;
}
