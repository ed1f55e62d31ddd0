import { z } from "zod";

/** A clustering task has no options: the protocol fixes everything but the columns. */
export type ClusteringOptions = Readonly<Record<string, never>>;

export const clusteringOptions: z.ZodType<ClusteringOptions> = z.strictObject({});
