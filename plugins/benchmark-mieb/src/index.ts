import { CONTRACT_VERSION, definePlugin, type Plugin } from "@mieb/core";
import { miebEng } from "./benchmarks/eng.ts";
import { miebImg } from "./benchmarks/img.ts";
import { miebLite } from "./benchmarks/lite.ts";
import { miebMultilingual } from "./benchmarks/multilingual.ts";

/** The four benchmarks of MIEB: lists of names, whose tasks other plugins bring. */
const plugin: Plugin = definePlugin({
  name: "@mieb/benchmark-mieb",
  contractVersion: CONTRACT_VERSION,
  benchmarks: [miebEng, miebMultilingual, miebLite, miebImg],
});

export default plugin;
