import { pythonFloat } from "./python-number.ts";

export interface PythonJsonOptions {
  /** Spaces per level; without it everything stands on one line, as Python writes it. */
  readonly indent?: number;
  /** How numbers are written at and below a top-level key; default {@link strictFloat}. */
  readonly numberFormat?: (topLevelKey: string) => (value: number) => string;
}

/** Python floats, and null for NaN and infinities, so that every JSON reader takes it. */
export function strictFloat(value: number): string {
  return Number.isFinite(value) ? pythonFloat(value) : "null";
}

/** Numbers as JavaScript writes them: integers without a point. */
export function plainNumber(value: number): string {
  return Number.isFinite(value) ? String(value) : "null";
}

/** An object as `json.dumps` lays it out: `", "` and `": "` between, ASCII only, no newline at the end. Keys that are undefined are left out. */
export function pythonJson(value: object, options: PythonJsonOptions = {}): string {
  const formatOf = options.numberFormat ?? (() => strictFloat);
  const lines = present(value).map(([key, entry]) => {
    const text = dump(entry, { indent: options.indent ?? null, level: 1, format: formatOf(key) });
    return `${quoted(key)}: ${text}`;
  });
  return enclose("{}", lines, { indent: options.indent ?? null, level: 0 });
}

interface Layout {
  readonly indent: number | null;
  readonly level: number;
}

interface Style extends Layout {
  readonly format: (value: number) => string;
}

function dump(value: unknown, style: Style): string {
  if (typeof value === "number") return style.format(value);
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object" || value === null) return String(value ?? null);
  const inner = { ...style, level: style.level + 1 };
  if (Array.isArray(value))
    return enclose(
      "[]",
      value.map((item) => dump(item, inner)),
      style,
    );
  return enclose(
    "{}",
    present(value).map(([key, entry]) => `${quoted(key)}: ${dump(entry, inner)}`),
    style,
  );
}

function present(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, entry]) => entry !== undefined);
}

function enclose(brackets: "{}" | "[]", items: readonly string[], { indent, level }: Layout): string {
  const [open, close] = [brackets[0], brackets[1]];
  if (items.length === 0) return brackets;
  if (indent === null) return `${open}${items.join(", ")}${close}`;
  const outer = "\n" + " ".repeat(indent * level);
  const inner = "\n" + " ".repeat(indent * (level + 1));
  return `${open}${inner}${items.join(`,${inner}`)}${outer}${close}`;
}

/** `json.dumps` escapes everything beyond ASCII. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
