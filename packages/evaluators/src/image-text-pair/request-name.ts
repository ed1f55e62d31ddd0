/** Name of the request for the image or text column at a position. */
export function requestName(kind: "image" | "text", position: number): string {
  return `${kind} ${position}`;
}
