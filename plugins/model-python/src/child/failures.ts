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
};
const findHint = "mteb.get_model_metas() in Python lists the names; python:FILE.py:NAME takes a model of your own.";

/** The error for an exception in Python that kept the model from being found or loaded. */
export function startFailure(model: string, python: string, header: FrameHeader): MiebError {
  const { kind, exception, message, traceback } = exceptionOf(header);
  if (kind === "missing-package") return missingPackage(model, python, header);
  const code = codes[kind];
  if (code === undefined) {
    return new MiebError("MODEL_FAILED", `${model} does not load: ${exception}: ${message}\n${traceback}`, {
      hint: exception.endsWith("ImportError")
        ? `Packages of that Python do not fit together: ${python} -m pip install -U those that the traceback names.`
        : "The fault lies in the model's code or its packages; load it in Python alone to see.",
    });
  }
  return new MiebError(code, `${model} (${python}): ${message}`, kind === "not-found" ? { hint: findHint } : {});
}

/** The error for a package that the model asks for and the interpreter does not have. */
function missingPackage(model: string, python: string, header: FrameHeader): MiebError {
  const { message, install, traceback } = exceptionOf(header);
  const onGpu = install.startsWith("flash-attn") ? "; it is built for CUDA, which it needs here and at run time" : "";
  return new MiebError(
    "ENVIRONMENT_MISSING_ENGINE",
    `${model} (${python}): ${message}${traceback.trim() && `\n${traceback}`}`,
    {
      hint: `Install what is missing: ${python} -m pip install ${install}${onGpu} (MIEB_PYTHON or ?python=… name another Python).`,
    },
  );
}

/** The error for an exception in Python while a batch was encoded; `place` says which. */
export function batchFailure(
  { model, command }: { readonly model: string; readonly command: string },
  place: string,
  header: FrameHeader,
): MiebError {
  const { kind, exception, message, traceback } = exceptionOf(header);
  if (kind === "missing-package") return missingPackage(model, command, header);
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

type Exception = Readonly<Record<"kind" | "exception" | "message" | "install" | "traceback", string>>;

function exceptionOf(header: FrameHeader): Exception {
  const text = (field: string): string => (typeof header[field] === "string" ? header[field] : "");
  const traceback = indented(text("traceback").trimEnd().split("\n").slice(-TRACEBACK_LINES));
  const [kind, exception, message, install] = [text("kind"), text("exception"), text("message"), text("install")];
  return { kind, exception, message, install, traceback };
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join("\n");
}
