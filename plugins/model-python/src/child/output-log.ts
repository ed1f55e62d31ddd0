import { StringDecoder } from "node:string_decoder";
import { stripVTControlCharacters } from "node:util";

export type LineListener = (line: string) => void;

/** What a child writes for its user, line by line. */
export interface OutputLog {
  write(bytes: Buffer): void;
  /** Ends a last line without an end. */
  end(): void;
  /** Lines go to `listener` from now on; those nobody has taken yet go first. */
  listen(listener: LineListener): void;
  /** The last lines, for the message of a failure. */
  tail(): readonly string[];
  /** `performance.now()` of the last byte. */
  readonly lastWrite: number;
}

const KEPT_LINES = 40;
/** A progress bar redraws its line many times a second; this often it counts as a line. */
const REDRAW_MS = 10_000;

export function outputLog(): OutputLog {
  const decoder = new StringDecoder("utf8");
  const [kept, untaken]: [string[], string[]] = [[], []];
  let listener: LineListener | undefined;
  let partial = "";
  let [lastWrite, lastRedraw] = [performance.now(), performance.now()];

  const add = (text: string): void => {
    const line = stripVTControlCharacters(text).trimEnd();
    if (line === "") return;
    kept.push(line);
    if (kept.length > KEPT_LINES) kept.shift();
    if (listener) listener(line);
    else if (untaken.push(line) > KEPT_LINES) untaken.shift();
  };
  const redrawn = (line: string): string => {
    const versions = line.split("\r").filter((version) => version !== "");
    return versions.at(-1) ?? "";
  };

  return {
    write(bytes) {
      lastWrite = performance.now();
      const lines = (partial + decoder.write(bytes)).split("\n");
      partial = lines.pop() ?? "";
      for (const line of lines) add(redrawn(line));
      if (!partial.includes("\r")) return;
      partial = redrawn(partial) + (partial.endsWith("\r") ? "\r" : "");
      if (lastWrite - lastRedraw < REDRAW_MS) return;
      lastRedraw = lastWrite;
      add(partial);
    },
    end() {
      add(redrawn(partial));
      partial = "";
    },
    listen(next) {
      listener = next;
      for (const line of untaken.splice(0)) next(line);
    },
    tail: () => [...kept],
    get lastWrite() {
      return lastWrite;
    },
  };
}
