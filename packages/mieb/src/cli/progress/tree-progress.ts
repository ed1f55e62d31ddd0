import { createLogUpdate } from "log-update";
import prettyBytes from "pretty-bytes";
import { paint } from "../terminal.ts";
import { outcomeLine, secondsText } from "./outcome-line.ts";
import type { Progress } from "./progress.ts";
import { emptyView, encodingOf, nextView, type RunningTask, type RunView } from "./run-view.ts";

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const redrawMilliseconds = 80;

/** The running tasks as a tree that is redrawn in place; tasks that have ended stay above it. */
export function treeProgress(): Progress {
  const update = createLogUpdate(process.stderr);
  let view = emptyView;
  const draw = (): void => update(treeText(view, performance.now()));
  const timer = setInterval(draw, redrawMilliseconds);
  return {
    onEvent(event) {
      view = nextView(view, event, performance.now());
      const line = outcomeLine(event, view.nameWidth);
      if (line !== undefined) update.persist(line);
    },
    close() {
      clearInterval(timer);
      update.clear();
    },
  };
}

/** The tree as text: the run, below it each running task with its phase, bar, rate and time left. Outside of a run, a download. */
export function treeText(view: RunView, now: number): string {
  const { model, taskCount, nameWidth, finished, running, download } = view;
  if (model === "") return download ? dim(downloadText(download)) : "";
  const spinner = paint("cyan", frames[Math.floor(now / redrawMilliseconds) % frames.length] ?? "", process.stderr);
  const tasks = [...running.values()];
  const branches = [
    ...tasks.map((task) => `${task.name.padEnd(nameWidth)}  ${activityText(task, now)}`),
    ...(download ? [dim(downloadText(download))] : []),
  ];
  const head = `${spinner} ${paint("bold", model, process.stderr)}  ${finished} of ${taskCount} tasks`;
  return [
    head,
    ...branches.map((branch, index) => `  ${dim(index === branches.length - 1 ? "└─" : "├─")} ${branch}`),
  ].join("\n");
}

function activityText(task: RunningTask, now: number): string {
  const { done, total, cached, perSecond, secondsLeft } = encodingOf(task, now);
  const phase = `${task.phase} ${task.part}`.trim();
  if (task.phase !== "encode" || total === 0) return `${phase}  ${dim(secondsText((now - task.startedAt) / 1000))}`;
  const notes = [
    perSecond > 0 ? `${perSecond < 10 ? perSecond.toFixed(1) : perSecond.toFixed(0)}/s` : "",
    cached > 0 ? `${Math.round((100 * cached) / total)}% from the store` : "",
    secondsLeft !== null && done < total ? `${secondsText(secondsLeft)} left` : "",
  ];
  return `${phase}  ${bar(done / total)} ${done}/${total}  ${dim(notes.filter(Boolean).join(" · "))}`.trimEnd();
}

function downloadText({ file, received, total }: NonNullable<RunView["download"]>): string {
  return `↓ ${file}  ${prettyBytes(received)}${total === null ? "" : ` of ${prettyBytes(total)}`}`;
}

function bar(share: number): string {
  const full = Math.round(16 * Math.min(1, share));
  return paint("cyan", "█".repeat(full), process.stderr) + dim("░".repeat(16 - full));
}

function dim(text: string): string {
  return paint("dim", text, process.stderr);
}
