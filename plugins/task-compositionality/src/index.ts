import { CONTRACT_VERSION, definePlugin, type Plugin } from "@mieb/core";
import { aroCocoOrder } from "./tasks/aro-coco-order.ts";
import { aroFlickrOrder } from "./tasks/aro-flickr-order.ts";
import { aroVisualAttribution } from "./tasks/aro-visual-attribution.ts";
import { aroVisualRelation } from "./tasks/aro-visual-relation.ts";
import { imagecode } from "./tasks/imagecode.ts";
import { sugarCrepe } from "./tasks/sugar-crepe.ts";
import { winoground } from "./tasks/winoground.ts";

/** The compositionality tasks of MIEB. */
const plugin: Plugin = definePlugin({
  name: "@mieb/task-compositionality",
  contractVersion: CONTRACT_VERSION,
  tasks: [aroCocoOrder, aroFlickrOrder, aroVisualAttribution, aroVisualRelation, imagecode, sugarCrepe, winoground],
});

export default plugin;
