import { CONTRACT_VERSION, definePlugin, type Plugin } from "@mieb/core";
import { blinkIT2I, blinkIT2T } from "./tasks/blink.ts";
import { cirrIT2I } from "./tasks/cirr.ts";
import { cub200I2I } from "./tasks/cub200.ts";
import { edisT2IT } from "./tasks/edis.ts";
import { fashionIQIT2I } from "./tasks/fashion-iq.ts";
import { fashion200kI2T, fashion200kT2I } from "./tasks/fashion200k.ts";
import { flickr30kI2T, flickr30kT2I } from "./tasks/flickr30k.ts";
import { forbI2I } from "./tasks/forb.ts";
import { gldv2I2I, gldv2I2T } from "./tasks/gldv2.ts";
import { hatefulMemesI2T, hatefulMemesT2I } from "./tasks/hateful-memes.ts";
import { imageCodeT2I } from "./tasks/image-code.ts";
import { infoSeekIT2IT, infoSeekIT2T } from "./tasks/info-seek.ts";
import { memotionI2T, memotionT2I } from "./tasks/memotion.ts";
import { metI2I } from "./tasks/met.ts";
import { msCocoI2T, msCocoT2I } from "./tasks/ms-coco.ts";
import { nightsI2I } from "./tasks/nights.ts";
import { ovenIT2IT, ovenIT2T } from "./tasks/oven.ts";
import { rOxfordEasyI2I, rOxfordHardI2I, rOxfordMediumI2I } from "./tasks/revisited-oxford.ts";
import { rParisEasyI2I, rParisHardI2I, rParisMediumI2I } from "./tasks/revisited-paris.ts";
import { rp2kI2I } from "./tasks/rp2k.ts";
import { sciMmirI2T, sciMmirT2I } from "./tasks/sci-mmir.ts";
import { sketchyI2I } from "./tasks/sketchy.ts";
import { sopI2I } from "./tasks/sop.ts";
import { stanfordCarsI2I } from "./tasks/stanford-cars.ts";
import { tuBerlinT2I } from "./tasks/tu-berlin.ts";
import { visualNewsI2T, visualNewsT2I } from "./tasks/visual-news.ts";
import { vizWizIT2T } from "./tasks/viz-wiz.ts";
import { vqa2IT2T } from "./tasks/vqa2.ts";
import { webQAT2IT, webQAT2T } from "./tasks/web-qa.ts";
import { witT2I } from "./tasks/wit.ts";
import { xFlickr30kCoT2I } from "./tasks/x-flickr30k-co.ts";
import { xm3600T2I } from "./tasks/xm3600.ts";

/** The retrieval tasks of MIEB. */
const plugin: Plugin = definePlugin({
  name: "@mieb/task-retrieval",
  contractVersion: CONTRACT_VERSION,
  tasks: [
    blinkIT2I,
    blinkIT2T,
    cirrIT2I,
    cub200I2I,
    edisT2IT,
    fashionIQIT2I,
    fashion200kI2T,
    fashion200kT2I,
    flickr30kT2I,
    flickr30kI2T,
    forbI2I,
    gldv2I2I,
    gldv2I2T,
    hatefulMemesI2T,
    hatefulMemesT2I,
    imageCodeT2I,
    infoSeekIT2IT,
    infoSeekIT2T,
    memotionI2T,
    memotionT2I,
    metI2I,
    msCocoI2T,
    msCocoT2I,
    nightsI2I,
    ovenIT2IT,
    ovenIT2T,
    rOxfordEasyI2I,
    rOxfordMediumI2I,
    rOxfordHardI2I,
    rParisEasyI2I,
    rParisMediumI2I,
    rParisHardI2I,
    rp2kI2I,
    sciMmirI2T,
    sciMmirT2I,
    sketchyI2I,
    sopI2I,
    stanfordCarsI2I,
    tuBerlinT2I,
    visualNewsI2T,
    visualNewsT2I,
    vizWizIT2T,
    vqa2IT2T,
    webQAT2IT,
    webQAT2T,
    witT2I,
    xFlickr30kCoT2I,
    xm3600T2I,
  ],
});

export default plugin;
