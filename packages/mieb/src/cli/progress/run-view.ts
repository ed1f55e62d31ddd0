import type { Phase, RunEvent } from "@mieb/runner";

interface Encoding {
  readonly done: number;
  readonly total: number;
  readonly cached: number;
}

/** A task that has begun and has not ended. */
export interface RunningTask {
  readonly name: string;
  readonly startedAt: number;
  readonly phase: Phase | "start";
  /** Split and subset being evaluated, `test` or `test/de`. */
  readonly part: string;
  /** By request, of this part. */
  readonly requests: ReadonlyMap<string, Encoding>;
  readonly encodingSince: number | null;
}

/** What a progress view needs to know of a run. Times are milliseconds of any one clock. */
export interface RunView {
  readonly model: string;
  readonly taskCount: number;
  /** Length of the longest task name. */
  readonly nameWidth: number;
  readonly finished: number;
  readonly running: ReadonlyMap<string, RunningTask>;
  readonly download: { readonly file: string; readonly received: number; readonly total: number | null } | null;
}

export const emptyView: RunView = {
  model: "",
  taskCount: 0,
  nameWidth: 0,
  finished: 0,
  running: new Map(),
  download: null,
};

/** The view after an event. */
export function nextView(view: RunView, event: RunEvent, now: number): RunView {
  switch (event.type) {
    case "run-start":
      return {
        ...emptyView,
        model: event.model,
        taskCount: event.tasks.length,
        nameWidth: Math.max(0, ...event.tasks.map(({ length }) => length)),
      };
    case "task-start":
      return withTask(view, {
        name: event.task,
        startedAt: now,
        phase: "start",
        part: "",
        requests: new Map(),
        encodingSince: null,
      });
    case "phase-start": {
      const part = event.subset === "default" ? event.split : `${event.split}/${event.subset}`;
      return changed(view, event.task, (task) =>
        isBehind(task, event.phase, part) ? {} : { phase: event.phase, part, requests: new Map(), encodingSince: null },
      );
    }
    case "encode-progress":
      return changed({ ...view, download: null }, event.task, ({ requests, encodingSince }) => ({
        requests: new Map(requests).set(event.request, event),
        encodingSince: encodingSince ?? now,
      }));
    case "download-progress":
      return { ...view, download: event.received === event.total ? null : event };
    case "task-done":
    case "task-failed":
    case "task-skipped":
    case "task-reused":
      return withoutTask(view, event.task);
    default:
      return view;
  }
}

/** How far the encoding of a task's current part is; seconds left are null while nothing can be said. */
export function encodingOf(
  { requests, encodingSince }: RunningTask,
  now: number,
): Encoding & {
  readonly perSecond: number;
  readonly secondsLeft: number | null;
} {
  const all = [...requests.values()];
  const sum = (pick: (encoding: Encoding) => number): number =>
    all.reduce((total, encoding) => total + pick(encoding), 0);
  const [done, total, cached] = [sum((one) => one.done), sum((one) => one.total), sum((one) => one.cached)];
  const seconds = encodingSince === null ? 0 : (now - encodingSince) / 1000;
  const perSecond = seconds > 0 ? (done - cached) / seconds : 0;
  return { done, total, cached, perSecond, secondsLeft: perSecond > 0 ? (total - done) / perSecond : null };
}

/** Whether a part is scored while a later one is already encoded, which is the one to be shown. */
function isBehind(task: RunningTask, phase: Phase, part: string): boolean {
  return phase === "score" && task.part !== "" && task.part !== part;
}

function withTask(view: RunView, task: RunningTask): RunView {
  return { ...view, running: new Map(view.running).set(task.name, task) };
}

function changed(view: RunView, name: string, change: (task: RunningTask) => Partial<RunningTask>): RunView {
  const task = view.running.get(name);
  return task ? withTask(view, { ...task, ...change(task) }) : view;
}

function withoutTask(view: RunView, name: string): RunView {
  const running = new Map(view.running);
  running.delete(name);
  return { ...view, running, finished: view.finished + 1 };
}
