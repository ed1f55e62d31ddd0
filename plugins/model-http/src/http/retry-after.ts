/**
 * Milliseconds a `Retry-After` header asks for, in either form (seconds, or an HTTP date); undefined when it says nothing
 * usable. RFC 9110, section 10.2.3.
 */
export function retryAfterMs(header: string | null, now: number = Date.now()): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
