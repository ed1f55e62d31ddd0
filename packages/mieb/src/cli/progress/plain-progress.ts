import prettyBytes from "pretty-bytes";
import { say } from "../terminal.ts";
import { outcomeLine, secondsText } from "./outcome-line.ts";
import type { Progress } from "./progress.ts";
import { emptyView, encodingOf, nextView, type RunningTask } from "./run-view.ts";

const quietMilliseconds = 10_000;

/**
 * A line when a task begins and ends, and while it encodes one every ten seconds; `verbose` adds one for every phase and
 * every file that has arrived.
 */
export function plainProgress({ verbose = false }: { readonly verbose?: boolean } = {}): Progress {
  let view = emptyView;
  let lastLine = performance.now();
  const line = (text: string): void => {
    lastLine = performance.now();
    say(text);
  };
  return {
    onEvent(event) {
      const now = performance.now();
      view = nextView(view, event, now);
      const outcome = outcomeLine(event, view.nameWidth);
      if (outcome !== undefined) line(outcome);
      else if (event.type === "run-start")
        line(`${event.model} (${event.revision}): ${countText(event.tasks.length, "task")}`);
      else if (event.type === "task-start") line(`  ${event.task}`);
      else if (verbose && event.type === "phase-start")
        line(`  ${event.task}  ${event.phase} (${event.split}, ${event.subset})`);
      else if (verbose && event.type === "download-progress" && event.received === event.total)
        line(`  ${event.file}  ${prettyBytes(event.received)} downloaded`);
      else if (event.type === "encode-progress" && now - lastLine >= quietMilliseconds) {
        const task = view.running.get(event.task);
        if (task) line(`  ${event.task}  ${encodingText(task, now)}`);
      } else if (event.type === "download-progress" && now - lastLine >= quietMilliseconds) {
        line(
          `  ${event.file}  ${prettyBytes(event.received)} of ${event.total === null ? "unknown size" : prettyBytes(event.total)}`,
        );
      }
    },
    close: () => undefined,
  };
}

/** `test  320 of 450 encoded, 120 from the store, 45/s, 3 s left`. */
function encodingText(task: RunningTask, now: number): string {
  const { done, total, cached, perSecond, secondsLeft } = encodingOf(task, now);
  const left = secondsLeft === null ? "" : `, ${perSecond.toFixed(0)}/s, ${secondsText(secondsLeft)} left`;
  return `${task.part}  ${done} of ${total} encoded, ${cached} from the store${left}`;
}

export function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
