import { InvalidArgumentError } from "commander";

const units: Readonly<Record<string, number>> = { "": 1, b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** Bytes of a size such as `4GB`, `512 MiB` or `1000000`; one kilobyte is 1024 bytes. Throws what commander prints. */
export function parseSize(text: string): number {
  const [, amount = "", unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([bkmgt]?)(?:i?b)?\s*$/i.exec(text) ?? [];
  const bytes = Number(amount) * (units[unit.toLowerCase()] ?? Number.NaN);
  if (amount !== "" && bytes >= 1) return Math.floor(bytes);
  throw new InvalidArgumentError("Expected a size such as 4GB or 512MB.");
}

const thousands: Readonly<Record<string, number>> = { "": 1, k: 1e3, m: 1e6, b: 1e9 };

/** A count of parameters such as `500M`, `1.5B` or `86000000`. */
export function parseParameters(text: string): number {
  const [, amount = "", unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([kmb]?)\s*$/i.exec(text) ?? [];
  if (amount !== "") return Number(amount) * (thousands[unit.toLowerCase()] ?? 1);
  throw new InvalidArgumentError("Expected a count such as 500M or 1.5B.");
}

export function parseCount(text: string): number {
  if (/^[1-9]\d*$/.test(text.trim())) return Number(text);
  throw new InvalidArgumentError("Expected a whole number from 1.");
}

/** 0 errors only, 1 warnings, 2 progress, 3 also plugins, phases, downloads and stacks. */
export function parseVerbosity(text: string): number {
  if (/^[0-3]$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected 0, 1, 2 or 3.");
}
