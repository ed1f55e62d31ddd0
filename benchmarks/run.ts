import { benchCommand } from "./commands.ts";

await benchCommand().parseAsync();
// What was measured may leave threads behind.
process.exit();
