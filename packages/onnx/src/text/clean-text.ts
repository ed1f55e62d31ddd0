import { decodeHTML } from "entities";

/** OpenCLIP's names for what happens to a text before its tokenizer sees it. */
export type TextCleaning = "lower" | "whitespace" | "canonicalize";

/**
 * A text as OpenCLIP's tokenizers clean it (`get_clean_fn`): repaired, HTML entities resolved, runs of whitespace made one
 * space; then in lower case, or without ASCII punctuation as well (`canonicalize`).
 *
 * Of ftfy's repairs all but those of wrongly decoded text (mojibake) are made.
 */
export function cleanText(text: string, cleaning: TextCleaning): string {
  const clean = decodeHTML(decodeHTML(repaired(text)));
  if (cleaning === "whitespace") return singleSpaced(clean);
  if (cleaning === "lower") return singleSpaced(clean).toLowerCase();
  return singleSpaced(
    clean
      .replaceAll("_", " ")
      .replaceAll(/[!-/:-@[-`{-~]/g, "")
      .toLowerCase(),
  );
}

/** Python's `" ".join(text.split())`. */
function singleSpaced(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

const windows1252 = new TextDecoder("windows-1252");
const ligatures = /[ĲĳŉǄ-ǌǱ-ǳﬀ-ﬆ]/g;

/** ftfy's fixers, in its order, until they change nothing. */
function repaired(text: string): string {
  const next = (text.includes("<") ? text : decodeHTML(text))
    .replaceAll(/[\u0080-\u009f]/g, (control) => windows1252.decode(Uint8Array.of(control.charCodeAt(0))))
    .replaceAll(ligatures, spelledOut)
    .replaceAll(/[\u3000\uff01-\uffef]/g, (wide) => wide.normalize("NFKC"))
    .replaceAll(/[\u02bc\u2018-\u201b]/g, "'")
    .replaceAll(/[\u201c-\u201f]/g, '"')
    .replaceAll(/\r\n?|[\u2028\u2029]/g, "\n")
    // oxlint-disable-next-line no-control-regex -- these are what is to be removed
    .replaceAll(/\u001b\[[\d;]*[a-zA-Z]/g, "")
    // oxlint-disable-next-line no-control-regex -- likewise
    .replaceAll(/[\0-\u0008\u000b\u000e-\u001f\u007f\u206a-\u206f\ufeff\ufff9-\ufffc]/g, "")
    .normalize("NFC");
  return next === text ? text : repaired(next);
}

/** Compatibility decomposition of a ligature, but for two that ftfy treats otherwise. */
function spelledOut(ligature: string): string {
  return ligature === "ﬅ" ? "ſt" : ligature.normalize("NFKC");
}
