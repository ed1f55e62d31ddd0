/** What the protocols of several tasks have in common: text, and gaps that each task fills in its own way. */
export interface ProtocolFrame {
  /** Texts before, between and after the gaps; empty ones at the ends where a gap stands there. */
  readonly segments: readonly string[];
  /** What stands in the gaps, by protocol. */
  readonly fillings: ReadonlyMap<string, readonly string[]>;
}

/** A quoted text is one token, so that templates of different tasks are not torn apart; so is a run of letters or digits. */
const token = /"(?:[^"\\]|\\.)*"|[\p{L}\p{N}_'-]+|\s+|./gsu;

/** Words this short stand between gaps by chance. */
const shortWord = 3;

/** The frame of these protocols, whose longest common runs of words become its text; undefined where they share none. */
export function protocolFrame(protocols: readonly string[]): ProtocolFrame | undefined {
  const distinct = [...new Set(protocols)];
  const parts = split(distinct.map((text) => text.match(token) ?? []));
  if (!parts.some(({ isShared }) => isShared)) return undefined;
  const segments = parts.filter(({ isShared }) => isShared).map(({ texts }) => texts[0] ?? "");
  if (!parts[0]?.isShared) segments.unshift("");
  if (!parts.at(-1)?.isShared) segments.push("");
  const gaps = parts.filter(({ isShared }) => !isShared);
  return {
    segments,
    fillings: new Map(distinct.map((text, index) => [text, gaps.map(({ texts }) => texts[index] ?? "")])),
  };
}

/** A stretch of all texts: the same in each, or different. */
interface Part {
  readonly isShared: boolean;
  readonly texts: readonly string[];
}

function split(texts: readonly (readonly string[])[]): readonly Part[] {
  if (texts.every(({ length }) => length === 0)) return [];
  const run = longestRun(texts);
  if (run.length === 0) return [{ isShared: false, texts: texts.map((tokens) => tokens.join("")) }];
  const starts = texts.map((tokens) => indexOfRun(tokens, run));
  return [
    ...split(texts.map((tokens, index) => tokens.slice(0, starts[index]))),
    { isShared: true, texts: [run.join("")] },
    ...split(texts.map((tokens, index) => tokens.slice((starts[index] ?? 0) + run.length))),
  ];
}

/** The longest run of tokens that all texts have and that holds a word of some length; empty without one. */
function longestRun([first = [], ...others]: readonly (readonly string[])[]): readonly string[] {
  for (let length = first.length; length > 0; length--) {
    for (let start = 0; start + length <= first.length; start++) {
      const run = first.slice(start, start + length);
      const isTelling = run.some((word) => word.length > shortWord && /^\p{L}/u.test(word));
      if (isTelling && others.every((tokens) => indexOfRun(tokens, run) >= 0)) return run;
    }
  }
  return [];
}

function indexOfRun(tokens: readonly string[], run: readonly string[]): number {
  return tokens.findIndex((_, start) => run.every((word, offset) => tokens[start + offset] === word));
}
