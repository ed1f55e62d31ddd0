import { MiebError, type TaskMetadata } from "@mieb/core";

export type Side = "query" | "document";

const modalityOf: Readonly<Record<string, "image" | "text">> = { i: "image", t: "text" };

/**
 * What a side of a task is made of, from its category: `it2t` searches texts by images with texts.
 * @throws MiebError `TASK_INVALID` for letters other than i and t
 */
export function sideModalities({ name, category }: TaskMetadata, side: Side): readonly ("image" | "text")[] {
  const letters = category.split("2")[side === "query" ? 0 : 1] ?? "";
  return [...letters].map((letter) => {
    const modality = modalityOf[letter];
    if (modality) return modality;
    throw new MiebError(
      "TASK_INVALID",
      `Task ${name}: retrieval knows images (i) and texts (t), not category "${category}".`,
      {
        hint: "Correct metadata.category, or give options.queryModalities and options.corpusModalities.",
      },
    );
  });
}
