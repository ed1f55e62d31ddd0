import { CONTRACT_VERSION, definePlugin, type Plugin } from "@mieb/core";
import { sts12 } from "./tasks/sts12.ts";
import { sts13 } from "./tasks/sts13.ts";
import { sts14 } from "./tasks/sts14.ts";
import { sts15 } from "./tasks/sts15.ts";
import { sts16 } from "./tasks/sts16.ts";
import { sts17, sts17English, sts17Multilingual } from "./tasks/sts17.ts";
import { stsBenchmark, stsBenchmarkEnglish, stsBenchmarkMultilingual } from "./tasks/sts-b.ts";

/** The visual semantic textual similarity tasks of MIEB. */
const plugin: Plugin = definePlugin({
  name: "@mieb/task-visual-sts",
  contractVersion: CONTRACT_VERSION,
  tasks: [
    sts12,
    sts13,
    sts14,
    sts15,
    sts16,
    sts17,
    sts17English,
    sts17Multilingual,
    stsBenchmark,
    stsBenchmarkEnglish,
    stsBenchmarkMultilingual,
  ],
});

export default plugin;
