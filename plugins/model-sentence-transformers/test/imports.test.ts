import { describeImports } from "@mieb/testing";

describeImports(new URL("../src/index.ts", import.meta.url));
