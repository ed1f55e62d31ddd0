import process from "node:process";
import type { ModelFamily } from "@mieb/core";
import { parseReference } from "./parse-reference.ts";

/** Models that Python loads: `python:NAME`, `python:FILE.py:NAME`, `python:MODULE:NAME`, `python:FOLDER`. */
export const pythonFamily: ModelFamily = {
  name: "python",
  claims: "python:NAME of mteb or sentence-transformers, python:FILE.py:NAME, python:MODULE:NAME",
  schemes: ["python"],
  match: ({ scheme }) => scheme === "python",
  async open({ reference }, context) {
    const parsed = parseReference(reference);
    const { openPythonModel } = await import("./python-model.ts");
    return openPythonModel(parsed, process.env, context);
  },
};
