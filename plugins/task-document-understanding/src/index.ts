import { CONTRACT_VERSION, definePlugin, type Plugin } from "@mieb/core";
import { arxivQA } from "./tasks/arxiv-qa.ts";
import { docVQA } from "./tasks/doc-vqa.ts";
import { infoVQA } from "./tasks/info-vqa.ts";
import { shiftProject } from "./tasks/shift-project.ts";
import {
  syntheticDocQAAI,
  syntheticDocQAEnergy,
  syntheticDocQAGovernmentReports,
  syntheticDocQAHealthcareIndustry,
} from "./tasks/synthetic-doc-qa.ts";
import { tabfquad } from "./tasks/tabfquad.ts";
import { tatdqa } from "./tasks/tatdqa.ts";

/** The document understanding tasks of MIEB: the pages that answer a question. */
const plugin: Plugin = definePlugin({
  name: "@mieb/task-document-understanding",
  contractVersion: CONTRACT_VERSION,
  tasks: [
    arxivQA,
    docVQA,
    infoVQA,
    shiftProject,
    syntheticDocQAAI,
    syntheticDocQAEnergy,
    syntheticDocQAGovernmentReports,
    syntheticDocQAHealthcareIndustry,
    tabfquad,
    tatdqa,
  ],
});

export default plugin;
