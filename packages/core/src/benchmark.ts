/** A named list of tasks. Tasks are named, not imported: the packs that bring them are installed beside. */
export interface Benchmark {
  readonly name: string;
  readonly description: string;
  readonly tasks: readonly string[];
  readonly reference?: string | null;
  readonly citation?: string;
}
