import { defineTask, type Task } from "@mieb/core";

/** Sections of lymph nodes, 96 × 96 pixels: is there tumour tissue in the middle? */
export const patchCamelyon: Task = defineTask({
  metadata: {
    name: "PatchCamelyon",
    description: "Histopathology diagnosis classification dataset.",
    type: "ImageClassification",
    category: "i2c",
    modalities: ["image"],
    dataset: { path: "mteb/wds_vtab-pcam", revision: "6544d35f2235ed00e2ac8494c09ff107f8af353c" },
    evalSplits: ["test"],
    subsets: { default: ["eng-Latn"] },
    mainScore: "accuracy",
    license: "not specified",
    reference: "https://link.springer.com/chapter/10.1007/978-3-030-00934-2_24",
    citation: String.raw`@inproceedings{10.1007/978-3-030-00934-2_24,
  address = {Cham},
  author = {Veeling, Bastiaan S.
and Linmans, Jasper
and Winkens, Jim
and Cohen, Taco
and Welling, Max},
  booktitle = {Medical Image Computing and Computer Assisted Intervention -- MICCAI 2018},
  editor = {Frangi, Alejandro F.
and Schnabel, Julia A.
and Davatzikos, Christos
and Alberola-L{\'o}pez, Carlos
and Fichtinger, Gabor},
  isbn = {978-3-030-00934-2},
  pages = {210--218},
  publisher = {Springer International Publishing},
  title = {Rotation Equivariant CNNs for Digital Pathology},
  year = {2018},
}`,
    domains: ["Medical"],
    taskSubtypes: ["Tumor detection"],
    date: ["2018-01-01", "2018-12-01"],
    annotationsCreators: "derived",
    dialect: [],
    sampleCreation: "created",
    prompt: null,
    chanceLevel: 1 / 2,
    statistics: { train: { samples: 262144, distinctImages: 220025 }, test: { samples: 32768, distinctImages: 29383 } },
  },
  evaluator: "linear-probe",
  columns: { image: "webp", label: "cls" },
});
