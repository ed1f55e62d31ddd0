import { MiebError, type ErrorCode } from "@mieb/core";
import type { FrameHeader } from "./frames.ts";
import type { Ending } from "./piped-process.ts";

const TRACEBACK_LINES = 30;

/** The error for an interpreter that cannot be started. */
export function notStarted(command: string, cause: Error): MiebError {
  return new MiebError("ENVIRONMENT_MISSING_ENGINE", `${command} does not start: ${cause.message}.`, {
    hint: "Name a Python that has mteb: MIEB_PYTHON=PATH, ?python=PATH in the reference, or activate its environment.",
    cause,
  });
}

/** The error for a child that ended though something was still expected of it. */
export function deathOf(model: string, { code, signal }: Ending, tail: readonly string[]): MiebError {
  const how = signal === null ? `with exit code ${code}` : `by signal ${signal}`;
  const said = tail.length > 0 ? `; its last output:\n${indented(tail)}` : " without a word.";
  return new MiebError("MODEL_FAILED", `${model}: the Python process ended ${how}${said}`, {
    hint:
      signal === "SIGKILL"
        ? "The system kills processes that need more memory than there is: try a smaller --batch-size or a smaller model."
        : "Load the model in Python alone to see whether the fault lies there.",
  });
}

const codes: Readonly<Record<string, ErrorCode>> = {
  "not-found": "MODEL_NOT_FOUND",
  "not-an-encoder": "MODEL_NO_FAMILY",
  "missing-package": "ENVIRONMENT_MISSING_ENGINE",
};

/** The error for an exception in Python that kept the model from being found or loaded. */
export function startFailure(model: string, python: string, header: FrameHeader): MiebError {
  const { kind, exception, message, traceback } = exceptionOf(header);
  const code = codes[kind];
  if (code === undefined) {
    return new MiebError("MODEL_FAILED", `${model} does not load: ${exception}: ${message}\n${traceback}`, {
      hint: "The fault lies in the model's code or its packages; load it in Python alone to see.",
    });
  }
  const hints: Readonly<Record<string, string>> = {
    "missing-package": `Install what is missing: ${python} -m pip install mteb (MIEB_PYTHON or ?python=… name another Python).`,
    "not-found": "mteb.get_model_metas() in Python lists the names; python:FILE.py:NAME takes a model of your own.",
  };
  const hint = hints[kind];
  return new MiebError(code, `${model} (${python}): ${message}`, hint === undefined ? {} : { hint });
}

/** The error for an exception in Python while a batch was encoded; `place` says which. */
export function batchFailure(model: string, place: string, header: FrameHeader): MiebError {
  const { exception, message, traceback } = exceptionOf(header);
  return new MiebError(
    "MODEL_INVALID_OUTPUT",
    `${model} gave no vectors for ${place}: ${exception}: ${message}\n${traceback}`,
    { hint: "Look at those inputs; --batch-size 1 finds the one at fault." },
  );
}

export function silence(model: string, seconds: number, what: string): MiebError {
  return new MiebError("MODEL_FAILED", `${model}: ${what} gave no sign of life for ${seconds} s.`, {
    hint: "Give it longer with ?timeout=SECONDS, or see in Python alone what it waits for.",
  });
}

function exceptionOf(header: FrameHeader): Readonly<Record<"kind" | "exception" | "message" | "traceback", string>> {
  const text = (field: string): string => (typeof header[field] === "string" ? header[field] : "");
  const traceback = indented(text("traceback").trimEnd().split("\n").slice(-TRACEBACK_LINES));
  return { kind: text("kind"), exception: text("exception"), message: text("message"), traceback };
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join("\n");
}
