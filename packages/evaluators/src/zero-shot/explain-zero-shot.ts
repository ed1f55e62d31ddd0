import type { Explanation, TaskMetadata } from "@mieb/core";
import type { ZeroShotOptions } from "./options.ts";

/** How zero-shot classification is scored, in words. */
export function explainZeroShot(options: ZeroShotOptions, { modalities }: TaskMetadata): Explanation {
  return {
    protocol: `Each class has a text (${candidatesText(options)}); an image belongs to the class whose text is nearest to it.`,
    quirks: [
      modalities.join() === "image,text"
        ? "Scores are a softmax over 100 times the cosine in 32-bit floats, whatever similarity the model is made for: sure answers can tie, and then the first class wins."
        : "Scores are the model's own similarity without a softmax. Which of the two ways a task takes follows from the order of its modalities, by accident.",
      ...duplicates(options.candidateLabels ?? []),
    ],
  };
}

function candidatesText({ template, candidateLabels }: ZeroShotOptions): string {
  if (template !== undefined) return `${JSON.stringify(template)} with the name of the class`;
  const [first] = candidateLabels ?? [];
  return first === undefined ? "its name" : `such as ${JSON.stringify(first)}`;
}

/** Classes that share a text cannot be told apart. */
function duplicates(candidates: readonly string[]): readonly string[] {
  const distinct = new Set(candidates).size;
  if (distinct === candidates.length) return [];
  return [
    `Only ${distinct} of the ${candidates.length} texts differ; of classes with the same text, the later ones are practically never predicted.`,
  ];
}
