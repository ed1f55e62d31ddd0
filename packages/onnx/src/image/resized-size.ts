import type { ImageSize } from "@mieb/kernels";
import { roundHalfEven } from "../round-half-even.ts";

/** How an image processor's `size` decides the size after resizing. All lengths in pixels. */
export type SizeRule =
  | { readonly kind: "exact"; readonly width: number; readonly height: number }
  | { readonly kind: "shortest-edge"; readonly shortest: number }
  | { readonly kind: "bounded-edges"; readonly shortest: number; readonly longest: number }
  | { readonly kind: "fit-within"; readonly width: number; readonly height: number };

/**
 * Size after resizing, rounded as transformers rounds: `get_resize_output_image_size`, `get_size_with_aspect_ratio` and
 * `get_image_size_for_max_height_width`.
 */
export function resizedSize(image: ImageSize, rule: SizeRule): ImageSize {
  if (rule.kind === "exact") return { width: rule.width, height: rule.height };
  if (rule.kind === "shortest-edge") return withShortEdge(image, rule.shortest);
  if (rule.kind === "bounded-edges") return withBoundedEdges(image, rule);
  const ratio = Math.min(rule.height / image.height, rule.width / image.width);
  return { width: Math.trunc(image.width * ratio), height: Math.trunc(image.height * ratio) };
}

function withShortEdge({ width, height }: ImageSize, shortest: number): ImageSize {
  return width <= height
    ? { width: shortest, height: Math.trunc((shortest * height) / width) }
    : { width: Math.trunc((shortest * width) / height), height: shortest };
}

function withBoundedEdges(image: ImageSize, { shortest, longest }: { shortest: number; longest: number }): ImageSize {
  const { width, height } = image;
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  const bounded = (long / short) * shortest > longest ? (longest * short) / long : undefined;
  const edge = bounded === undefined ? shortest : roundHalfEven(bounded);
  if (short === edge) return image;
  const scaled = (length: number): number => Math.trunc(((bounded ?? edge) * length) / short);
  return width < height ? { width: edge, height: scaled(height) } : { width: scaled(width), height: edge };
}
