import type { TaskDescription } from "mieb";
import { escaped, nameList } from "./markdown.ts";
import { protocolFrame, type ProtocolFrame } from "./protocol-frame.ts";

/** How the tasks of a page are scored, what is common said once. */
export interface Protocols {
  /** For the page, a paragraph for each way of scoring. */
  readonly shared: readonly string[];
  /** What is to be said with a task; undefined where the page says it all. */
  own(task: TaskDescription): string | undefined;
}

/** Groups the tasks of a page by evaluator; a task alone in its group keeps its own protocol. */
export function protocolsOf(tasks: readonly TaskDescription[]): Protocols {
  const groups = Map.groupBy(tasks, ({ evaluator }) => evaluator ?? "");
  const families = [...groups.values()].map((members) => familyOf(members, tasks));
  const owns = new Map(families.flatMap(({ own }) => [...own]));
  return { shared: families.flatMap(({ shared }) => shared), own: ({ name }) => owns.get(name) };
}

interface Family {
  readonly shared: readonly string[];
  /** By task name. */
  readonly own: ReadonlyMap<string, string>;
}

function familyOf(members: readonly TaskDescription[], all: readonly TaskDescription[]): Family {
  const frame = members.length > 1 ? protocolFrame(members.map(({ protocol }) => protocol)) : undefined;
  if (!frame) return { shared: [], own: new Map(members.map(({ name, protocol }) => [name, escaped(protocol)])) };
  const usual = usualFilling(frame, members);
  const differing = members.filter(({ protocol }) => frame.fillings.get(protocol) !== usual);
  const own = differing.map(({ name, protocol }): [string, string] => [
    name,
    `Scored with ${filled(frame.fillings.get(protocol) ?? [])}`,
  ]);
  return {
    shared: [`${escaped(framed(frame))}${legend(frame, usual)}${namesUnlessAll(members, all)}`],
    own: new Map(own),
  };
}

/** Whom a paragraph is about; empty where it is all tasks of the page. */
function namesUnlessAll(members: readonly TaskDescription[], all: readonly TaskDescription[]): string {
  const [names, allNames] = [members, all].map((tasks) => tasks.map(({ name }) => name));
  return members.length === all.length ? "" : ` *(${nameList(names ?? [], allNames ?? [])})*`;
}

/** What stands in the gaps for more than half of the tasks. */
function usualFilling({ fillings }: ProtocolFrame, members: readonly TaskDescription[]): readonly string[] | undefined {
  const byProtocol = Map.groupBy(members, ({ protocol }) => protocol);
  const [protocol] = [...byProtocol].find(([, { length }]) => length > members.length / 2) ?? [];
  return protocol === undefined ? undefined : fillings.get(protocol);
}

/** The frame with a letter in each gap. */
function framed({ segments }: ProtocolFrame): string {
  return segments.map((segment, gap) => (gap === 0 ? segment : `**${letter(gap - 1)}**${segment}`)).join("");
}

/** What the letters stand for; empty where there are none. */
function legend({ segments }: ProtocolFrame, usual: readonly string[] | undefined): string {
  if (segments.length < 2) return "";
  return usual
    ? ` Unless a task says otherwise, ${filled(usual)}.`
    : " Each task says below what the letters stand for.";
}

/** `A = 5, B = 16`. */
function filled(filling: readonly string[]): string {
  return filling.map((text, gap) => `**${letter(gap)}** = ${escaped(text) || "nothing"}`).join(", ");
}

function letter(index: number): string {
  return "ABCDEFGHIJKLMNOPQRSTUVWXYZ".charAt(index);
}
