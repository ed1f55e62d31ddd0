import { hubSettings } from "@mieb/datasets";
import type { Check } from "./doctor.ts";

/** What every run asks of a model, so that mirrors answer it as well; a hub without that model says so in its own words. */
const question = "/api/models/openai/clip-vit-base-patch32/revision/main";

/** Whether the hub answers; a run on cached or local data needs none. */
export async function checkHub(): Promise<Check> {
  const { endpoint, offline, token } = hubSettings();
  const signedIn = token === undefined ? "without a token" : "with a token";
  if (offline) return { name: "hub", status: "warn", detail: `${endpoint}: not used, HF_HUB_OFFLINE is set` };
  try {
    const start = performance.now();
    const response = await fetch(`${endpoint}${question}`, { signal: AbortSignal.timeout(5000) });
    await response.body?.cancel();
    const detail = `${endpoint} answers (${response.status}) in ${Math.round(performance.now() - start)} ms, ${signedIn}`;
    const isHub = response.ok || (response.status === 404 && response.headers.has("x-error-code"));
    if (isHub) return { name: "hub", status: "ok", detail };
    const rejected = [401, 403].includes(response.status);
    const hint = rejected
      ? "Set HF_TOKEN to a token that is valid there."
      : "Check HF_ENDPOINT: this is no answer of a hub.";
    return { name: "hub", status: "warn", detail, hint };
  } catch (error) {
    const reason = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).message;
    const hint =
      "What is in the cache runs all the same; set HF_HUB_OFFLINE=1 to skip asking, HF_ENDPOINT for a mirror.";
    return { name: "hub", status: "warn", detail: `${endpoint} does not answer: ${reason}`, hint };
  }
}
