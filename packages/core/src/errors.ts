/**
 * Every failure a user can meet, by what has to change to make it go away.
 *
 * The first word says who acts: `CONFIG` and `USAGE` the caller, `PLUGIN` the plugin's author, `DATASET` and
 * `MODEL` whoever owns the repository, `ENVIRONMENT` the machine, `INTERNAL` us.
 */
export type ErrorCode =
  | "USAGE_UNKNOWN_NAME"
  | "USAGE_INVALID_ARGUMENT"
  | "CONFIG_INVALID"
  | "CONFIG_NOT_FOUND"
  | "PLUGIN_INVALID"
  | "PLUGIN_NOT_FOUND"
  | "PLUGIN_CONTRACT_VERSION"
  | "REGISTRY_DUPLICATE_NAME"
  | "REGISTRY_AMBIGUOUS_MODEL"
  | "TASK_INVALID"
  | "DATASET_REPOSITORY_NOT_FOUND"
  | "DATASET_ACCESS_DENIED"
  | "DATASET_CONFIG_NOT_FOUND"
  | "DATASET_SPLIT_NOT_FOUND"
  | "DATASET_COLUMN_NOT_FOUND"
  | "DATASET_EMPTY_SPLIT"
  | "DATASET_CORRUPT_FILE"
  | "DATASET_INVALID_VALUE"
  | "IMAGE_CORRUPT"
  | "IMAGE_UNSUPPORTED_FORMAT"
  | "MODEL_NOT_FOUND"
  | "MODEL_ACCESS_DENIED"
  | "MODEL_NO_FAMILY"
  | "MODEL_FILES_MISSING"
  | "MODEL_INVALID_FILE"
  | "MODEL_INVALID_OUTPUT"
  | "MODEL_MODALITY_MISSING"
  | "MODEL_FAILED"
  | "EVALUATION_INVALID_EMBEDDINGS"
  | "KERNEL_INVALID_ARGUMENT"
  | "STORE_CORRUPT_SEGMENT"
  | "RESULT_INVALID"
  | "ENVIRONMENT_OFFLINE"
  | "ENVIRONMENT_NETWORK"
  | "ENVIRONMENT_RATE_LIMITED"
  | "ENVIRONMENT_DISK_FULL"
  | "ENVIRONMENT_MISSING_ENGINE"
  | "ABORTED"
  | "INTERNAL";

export interface MiebErrorOptions {
  /** What to do about it, one imperative sentence; printed on its own line. */
  readonly hint?: string;
  /** Commands for a shell, in this order, that do what the hint says; printed a line each. */
  readonly commands?: readonly string[];
  /** Name of the plugin at fault, when one is. */
  readonly plugin?: string;
  readonly cause?: unknown;
}

/**
 * The one error class of the project. The message says what was expected and what came; `hint` says what to do.
 *
 * Branch on `code`, never on `instanceof` across packages: two copies of core may be installed. {@link isMiebError} tests
 * the shape.
 */
export class MiebError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly commands: readonly string[] | undefined;
  readonly plugin: string | undefined;

  constructor(code: ErrorCode, message: string, options: MiebErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "MiebError";
    this.code = code;
    this.hint = options.hint;
    this.commands = options.commands;
    this.plugin = options.plugin;
  }
}

/** Whether `error` is a {@link MiebError}, also one made by another installed copy of this package. */
export function isMiebError(error: unknown): error is MiebError {
  return error instanceof Error && error.name === "MiebError" && "code" in error;
}

/** Wraps anything thrown into a {@link MiebError}; one that is already coded passes through unchanged. */
export function toMiebError(error: unknown): MiebError {
  if (isMiebError(error)) return error;
  if (error instanceof Error && error.name === "AbortError") {
    return new MiebError("ABORTED", "The run was stopped.", { cause: error });
  }
  if (error instanceof Error && (error as NodeJS.ErrnoException).code === "ENOSPC") {
    return new MiebError("ENVIRONMENT_DISK_FULL", `No space left on the device: ${error.message}`, {
      hint: "Free some space (`mieb cache info` shows what the caches hold) and run the same command again; finished work is kept.",
      cause: error,
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new MiebError("INTERNAL", message, { cause: error });
}

/**
 * Process exit code of a failure that stops the program: 130 stopped by the user, 5 environment (a damaged store counts), 1
 * a fault of ours, else 2, since then a name, a setting, a plugin, a model or a repository is not what was expected.
 */
export function exitCodeOf({ code }: MiebError): 1 | 2 | 5 | 130 {
  if (code === "ABORTED") return 130;
  if (code.startsWith("ENVIRONMENT") || code.startsWith("STORE")) return 5;
  return code === "INTERNAL" || code.startsWith("KERNEL") ? 1 : 2;
}
