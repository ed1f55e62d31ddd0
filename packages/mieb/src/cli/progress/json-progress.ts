import type { RunEvent } from "@mieb/runner";
import { say } from "../terminal.ts";
import type { Progress } from "./progress.ts";

/** One line of JSON per event. */
export function jsonProgress(): Progress {
  return { onEvent: (event) => say(JSON.stringify(plainEvent(event))), close: () => undefined };
}

function plainEvent(event: RunEvent): object {
  if (event.type !== "task-failed") return event;
  const { code, message, hint } = event.error;
  return { ...event, error: { code, message, ...(hint && { hint }) } };
}
