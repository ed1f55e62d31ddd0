import { MiebError } from "@mieb/core";
import { load } from "js-yaml";

/** A repository's card: the YAML between the `---` lines at the head of its README, as far as datasets need it. */
export interface Card {
  readonly configs: readonly CardConfig[];
  readonly infos: readonly CardInfo[];
}

/** One entry of `configs`. */
export interface CardConfig {
  readonly name: string;
  /** As written: a pattern, a list of patterns, a list of `{ split, path }`, or a map of split to patterns. */
  readonly dataFiles: unknown;
  readonly dataFolder: string | undefined;
}

/** One entry of `dataset_info`. */
export interface CardInfo {
  readonly name: string;
  /** As written; undefined where the card has none. */
  readonly features: readonly unknown[] | undefined;
  readonly splits: readonly { readonly name: string; readonly rowCount: number | undefined }[];
}

/**
 * Reads the card of a README; one without a YAML head gives an empty card.
 * @throws MiebError `DATASET_INVALID_VALUE` naming the repository when the YAML cannot be parsed
 */
export function parseCard(readme: string, repository: string): Card {
  const head = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(\r?\n|$)/.exec(readme)?.[1];
  if (head === undefined) return { configs: [], infos: [] };
  const yaml = asRecord(parseYaml(head, repository));
  return { configs: asList(yaml["configs"]).map(cardConfig), infos: asList(yaml["dataset_info"]).map(cardInfo) };
}

function parseYaml(head: string, repository: string): unknown {
  try {
    return load(head, { json: true }); // As in Python, the last of equal keys counts.
  } catch (cause) {
    throw new MiebError(
      "DATASET_INVALID_VALUE",
      `${repository}: the YAML head of README.md cannot be read: ${String(cause)}`,
      {
        hint: "Mend the README, or pin a revision whose README can be read.",
        cause,
      },
    );
  }
}

function cardConfig(entry: unknown): CardConfig {
  const { config_name: name, data_files: dataFiles, data_dir: folder } = asRecord(entry);
  return { name: nameOf(name), dataFiles, dataFolder: typeof folder === "string" ? folder : undefined };
}

function cardInfo(entry: unknown): CardInfo {
  const { config_name: name, features, splits } = asRecord(entry);
  return {
    name: nameOf(name),
    features: Array.isArray(features) ? features : undefined,
    splits: asList(splits).map((split) => {
      const { name: splitName, num_examples: rowCount } = asRecord(split);
      return { name: nameOf(splitName), rowCount: typeof rowCount === "number" ? rowCount : undefined };
    }),
  };
}

function nameOf(value: unknown): string {
  return value === undefined || value === null ? "default" : String(value as string | number);
}

/** A single entry may stand without its list. */
function asList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
