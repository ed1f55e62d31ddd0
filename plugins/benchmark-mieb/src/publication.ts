import type { Benchmark } from "@mieb/core";

/** The paper that all four benchmarks come from. */
export const publication: Pick<Benchmark, "reference" | "citation"> = {
  reference: "https://arxiv.org/abs/2504.10471",
  citation: String.raw`@inproceedings{xiao2025mieb,
  author = {Xiao, Chenghao and Chung, Isaac and Kerboua, Imene and Stirling, Jamie and Zhang, Xin and Kardos, M\'arton and Solomatin, Roman and Al Moubayed, Noura and Enevoldsen, Kenneth and Muennighoff, Niklas},
  booktitle = {Proceedings of the IEEE/CVF International Conference on Computer Vision (ICCV)},
  month = {October},
  pages = {22187-22198},
  title = {MIEB: Massive Image Embedding Benchmark},
  year = {2025},
}`,
};
