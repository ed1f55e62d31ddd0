import { fileURLToPath } from "node:url";

/** Folder of the child's Python code, which `python FOLDER` runs. Lies as deep below `src/` as below `dist/`. */
export const scriptFolder: string = fileURLToPath(new URL("../python", import.meta.url));
