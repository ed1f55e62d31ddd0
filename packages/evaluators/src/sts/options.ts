import { z } from "zod";

/** An STS task has no options; correlations do not depend on the range of the gold scores. */
export type StsOptions = Readonly<Record<string, never>>;

export const stsOptions: z.ZodType<StsOptions> = z.strictObject({});
