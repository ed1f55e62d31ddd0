import { taskScore } from "@mieb/core";
import type { RunEvent } from "@mieb/runner";
import { paint } from "../terminal.ts";

/** One line for a task that has ended, a warning or what a model's program wrote, names padded to `width`; undefined for other events. */
export function outcomeLine(event: RunEvent, width: number): string | undefined {
  const name = "task" in event ? (event.task ?? "").padEnd(width) : "";
  switch (event.type) {
    case "task-done":
      return `${mark("green", "✔")} ${name}  ${scoreText(taskScore(event.result))}  ${dim(secondsText(event.result.evaluation_time))}`;
    case "task-reused":
      return `${mark("green", "✔")} ${name}  ${scoreText(taskScore(event.result))}  ${dim("from its result file")}`;
    case "task-skipped":
      return `${mark("yellow", "–")} ${name}  ${dim(`skipped: ${event.reason}`)}`;
    case "task-failed":
      return `${event.error.code === "ABORTED" ? mark("yellow", "–") : mark("red", "✘")} ${name}  ${firstLine(event.error.message)}`;
    case "model-output":
      return dim(`  ${event.line}`);
    case "warning":
      return `${mark("yellow", "!")} ${event.task ? `${name}  ` : ""}${event.message}`;
    default:
      return undefined;
  }
}

/** What follows, such as a traceback of Python, is told once, when the run is over. */
function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? "";
}

/** Four decimals, as the reference's tables; a dash where a score is undefined. */
export function scoreText(score: number | null): string {
  return score === null ? "–" : score.toFixed(4);
}

/** `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`. */
export function secondsText(seconds: number | null): string {
  if (seconds === null) return "";
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

function mark(colour: "green" | "yellow" | "red", sign: string): string {
  return paint(colour, sign, process.stderr);
}

function dim(text: string): string {
  return paint("dim", text, process.stderr);
}
