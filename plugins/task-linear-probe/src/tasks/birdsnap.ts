import { defineTask, withRows, type Task, type TaskDataset } from "@mieb/core";

/** Row of the train split whose image is damaged; the reference leaves it out before it draws. */
const damagedRow = 3854;

/** Photographs of 500 North American bird species; the test split shows 490 of them. */
export const birdsnap: Task = defineTask({
  metadata: {
    name: "Birdsnap",
    description: "Classifying bird images from 500 species.",
    type: "ImageClassification",
    category: "i2c",
    modalities: ["image"],
    dataset: { path: "mteb/birdsnap", revision: "fd23015508be94f0b5b59d61630e4ea2536509e4" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "not specified",
    reference:
      "https://openaccess.thecvf.com/content_cvpr_2014/html/Berg_Birdsnap_Large-scale_Fine-grained_2014_CVPR_paper.html",
    citation: `@inproceedings{Berg_2014_CVPR,
  author = {Berg, Thomas and Liu, Jiongxin and Woo Lee, Seung and Alexander, Michelle L. and Jacobs, David W. and Belhumeur, Peter N.},
  booktitle = {Proceedings of the IEEE Conference on Computer Vision and Pattern Recognition (CVPR)},
  month = {June},
  title = {Birdsnap: Large-scale Fine-grained Visual Categorization of Birds},
  year = {2014},
}`,
    domains: ["Encyclopaedic"],
    taskSubtypes: ["Object recognition"],
    date: ["2013-01-01", "2014-01-01"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    chanceLevel: 1 / 500,
    statistics: { train: { samples: 16000, distinctImages: 15995 }, test: { samples: 1851, distinctImages: 1849 } },
  },
  notes: ["One training image is damaged and left out before anything is drawn."],
  evaluator: "linear-probe",
  columns: { label: "common" },
  transform: withoutDamagedRow,
});

function withoutDamagedRow(dataset: TaskDataset): TaskDataset {
  const { train } = dataset;
  if (!train) return dataset;
  const rows = Array.from({ length: train.rowCount }, (_, row) => row);
  return { ...dataset, train: withRows(train, rows.toSpliced(damagedRow, 1)) };
}
