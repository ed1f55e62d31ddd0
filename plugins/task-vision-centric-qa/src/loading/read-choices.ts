import { invalidCell, readStrings, type Table, type Value } from "@mieb/core";

/** The choices of a question and the text of the right one. */
export interface Choices {
  readonly choices: readonly string[];
  readonly answer: string;
}

const letters = ["(A)", "(B)", "(C)", "(D)", "(E)", "(F)"];

/**
 * Reads the columns `choices` (texts) and `answer` (a letter such as `(B)`) of these rows.
 * @throws MiebError `DATASET_INVALID_VALUE` for an empty list, or a letter beyond it, naming table, column and row
 */
export async function readChoices(table: Table, rows: readonly number[]): Promise<readonly Choices[]> {
  const lists = await table.read("choices", rows);
  const answers = await readStrings(table, "answer", rows);
  return rows.map((row, index) => {
    const choices = lists[index] ?? null;
    if (!isTexts(choices) || choices.length === 0) {
      throw invalidCell(table, { column: "choices", row }, "a list of at least one text", choices);
    }
    const letter = answers[index] ?? "";
    const answer = choices[letters.indexOf(letter)];
    if (answer !== undefined) return { choices, answer };
    const valid = letters.slice(0, choices.length).join(", ");
    throw invalidCell(table, { column: "answer", row }, `the letter of a choice (${valid})`, letter);
  });
}

function isTexts(value: Value): value is readonly string[] {
  return Array.isArray(value) && value.every((item: Value) => typeof item === "string");
}
