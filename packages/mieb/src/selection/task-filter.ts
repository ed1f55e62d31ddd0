/** Which tasks: the reference's filters. Names given by `tasks` or `benchmarks` win, the other filters are then ignored. */
export interface TaskFilter {
  /** Task names; every one must be installed. */
  readonly tasks?: readonly string[] | undefined;
  /** Benchmark names; tasks of theirs that are not installed are left out and reported. */
  readonly benchmarks?: readonly string[] | undefined;
  /** Such as `Any2AnyRetrieval`; upper and lower case are the same. */
  readonly taskTypes?: readonly string[] | undefined;
  /** Such as `i2t`. */
  readonly categories?: readonly string[] | undefined;
  /** Languages with or without script, `eng` or `eng-Latn`; a task counts when one of its subsets has one of them. */
  readonly languages?: readonly string[] | undefined;
  /** A task counts when it needs one of these. */
  readonly modalities?: readonly string[] | undefined;
  readonly domains?: readonly string[] | undefined;
}
