import { Option } from "@commander-js/extra-typings";
import { parseCount } from "../parse-values.ts";

/** A flag that the variable `MIEB_<FLAG>` can set too. */
export function one<const Flags extends string>(flags: Flags, description: string): Option<Flags> {
  const name = /--([a-z-]+)/.exec(flags)?.[1] ?? "";
  return new Option(flags, description).env(`MIEB_${name.toUpperCase().replaceAll("-", "_")}`);
}

type ModelOption = "revision" | "family" | "dtype" | "dimensions" | "device" | "threads" | "progress";

/** Flags of every command that loads a model: which it is, what of it is taken, and where it computes. */
export const modelOptions: Readonly<Record<ModelOption, () => Option>> = {
  revision: () => one("--model-revision <revision>", "commit, branch or tag of the model"),
  family: () => one("--model-family <name>", "take the model as one of this family"),
  dtype: () => one("--dtype <type>", "weights to take: fp32, fp16, q8, q4 …"),
  dimensions: () =>
    one("--dimensions <count>", "keep the first numbers of every vector (Matryoshka)").argParser(parseCount),
  device: () => one("--device <device>", "cpu, cuda …"),
  threads: () => one("--threads <count>", "threads of the inference engine").argParser(parseCount),
  progress: () =>
    one("--progress <kind>", "how progress is shown, on stderr")
      .choices(["auto", "tree", "plain", "json", "none"] as const)
      .default("auto" as const),
};
