import { expect, it } from "vitest";
import { outputLog } from "../src/child/output-log.ts";

it("gives whole lines without colours, of a redrawn line the last state, and keeps what came before anyone listened", () => {
  const log = outputLog();
  const lines: string[] = [];
  const bytes = Buffer.from("\x1b[31mrot\x1b[0m\nLoading:  10%\rLoading:  90%\rLoading: 100%\nHälfte");
  const middle = bytes.indexOf("ä") + 1;
  log.write(bytes.subarray(0, middle));
  log.listen((line) => lines.push(line));
  expect(lines).toEqual(["rot", "Loading: 100%"]);
  log.write(bytes.subarray(middle));
  log.write(Buffer.from(" fertig\r\n\n"));
  log.write(Buffer.from("no end"));
  log.end();
  expect(lines).toEqual(["rot", "Loading: 100%", "Hälfte fertig", "no end"]);
  expect(log.tail()).toEqual(lines);
});

it("keeps the last lines", () => {
  const log = outputLog();
  log.write(Buffer.from(Array.from({ length: 100 }, (_, line) => `line ${line}\n`).join("")));
  expect(log.tail()).toHaveLength(40);
  expect(log.tail().at(-1)).toBe("line 99");
});
