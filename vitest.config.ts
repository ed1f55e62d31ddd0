import { readdirSync } from "node:fs";
import { defineConfig } from "vitest/config";

/** One project per package, found by its folder, so that `--project @mieb/core` works without a list to keep. */
const projects = ["packages", "plugins"].flatMap((group) =>
  readdirSync(new URL(group, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => ({
      test: {
        name: `${group}/${entry.name}`,
        root: new URL(`${group}/${entry.name}`, import.meta.url).pathname,
        include: ["src/**/*.test.ts", "test/**/*.test.ts"],
        testTimeout: 60_000,
        hookTimeout: 120_000,
        pool: "forks" as const,
      },
      resolve: { conditions: ["@mieb/source"] },
      ssr: { resolve: { conditions: ["@mieb/source"] } },
    })),
);

export default defineConfig({ test: { projects, passWithNoTests: true } });
