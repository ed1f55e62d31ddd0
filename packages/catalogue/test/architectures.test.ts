import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { architectureOf, exportCommands, type Architecture } from "../src/index.ts";

const root = new URL("../../../", import.meta.url);
const known = ["clip", "siglip", "dinov2", "vit", "dinov2_with_registers", "dinov3_vit"].map(
  (type) => architectureOf(type) as Architecture,
);

describe("architectures", () => {
  it("name plugins and scripts that there are", () => {
    for (const { plugin, exporter } of known) {
      const manifest = new URL(`plugins/${plugin.replace("@mieb/", "")}/package.json`, root);
      expect(JSON.parse(readFileSync(manifest, "utf8"))).toMatchObject({ name: plugin });
      expect(exporter === "optimum" || existsSync(new URL(`tools/export/${exporter}`, root))).toBe(true);
    }
  });

  it("are exported by optimum, or by a script where optimum does not know them", () => {
    const commands = known.map((architecture) => exportCommands(architecture, "acme/model", "folder").at(-1));
    expect(new Set(commands)).toEqual(
      new Set([
        "optimum-cli export onnx --task feature-extraction --model acme/model folder",
        "python tools/export/image_encoder.py acme/model folder",
      ]),
    );
  });

  it("are undefined for types that no plugin takes", () => {
    expect(architectureOf("llava")).toBeUndefined();
  });
});
