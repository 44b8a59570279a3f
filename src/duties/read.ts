/** The bytes of duties.yaml → what they say, with the place of every value, and what is wrong with their shape. Never throws. */
import type { CalendarDate } from '../dates.ts';
import type { Problem } from '../program/problem.ts';
import { validate } from '../program/validate.ts';
import { parseYaml, type YamlFile } from '../program/yaml.ts';
import {
  type Dated,
  type Deed,
  type Deeds,
  type Duties,
  type MeetingRule,
  parseMeetingRule,
  parseTimeSpan,
  parseTurnRule,
  type TimeSpan,
  type TurnRule,
} from './model.ts';
import { type DutiesText, dutiesSchema } from './shape.ts';

/** The name of the file in a workspace. */
export const dutiesName = 'duties.yaml';

export interface DutiesFile {
  readonly yaml: YamlFile;
  /** What is wrong with the YAML, its keys or values. */
  readonly problems: readonly Problem[];
  /** Present where there are no such problems. */
  readonly duties?: Duties;
}

/** @param file the path to show in problems */
export function readDuties(file: string, bytes: Uint8Array): DutiesFile {
  const yaml = parseYaml(file, bytes);
  const value = yaml.value ?? {};
  const problems = yaml.problems.length > 0 ? yaml.problems : validate(dutiesSchema, value, yaml);
  if (problems.length > 0) return { yaml, problems };
  return { yaml, problems, duties: dutiesOf(value as DutiesText) };
}

function dutiesOf({ meetings, rotations }: DutiesText): Duties {
  return {
    meetings: (meetings ?? []).map((each) => ({
      id: each.id,
      title: each.title,
      every: datedOf(each.every, parseMeetingRule as (text: string) => MeetingRule),
      at: datedOf(each.at, parseTimeSpan as (text: string) => TimeSpan),
      zone: datedOf(each.zone, same),
      onHoliday: each['on-holiday'] ?? 'keep',
      ...spanOf(each),
      ...deedsOf(each),
    })),
    rotations: (rotations ?? []).map((each) => ({
      id: each.id,
      title: each.title,
      every: datedOf(each.every, parseTurnRule as (text: string) => TurnRule),
      switches: datedOf(each.switches, same),
      zone: each.zone,
      order: datedOf(each.order, same),
      members: (each.members ?? []).map(({ name, from, until }) => ({
        name,
        ...(from === undefined ? {} : { from: from as CalendarDate }),
        ...(until === undefined ? {} : { until: until as CalendarDate }),
      })),
      anchors: (each.anchors ?? []).map(({ date, name }) => ({ date: date as CalendarDate, name })),
      covers: (each.covers ?? []).map(({ turn, by, 'instead-of': insteadOf, why }) => ({
        turn: turn as CalendarDate,
        by,
        insteadOf,
        ...(why === undefined ? {} : { why }),
      })),
      ...(each.until === undefined ? {} : { until: each.until as CalendarDate }),
      ...deedsOf(each),
    })),
  };
}

function same<T>(value: T): T {
  return value;
}

interface WrittenSpan {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

function spanOf({ since, until }: WrittenSpan): Pick<Dated<unknown>, 'since' | 'until'> {
  return {
    ...(since === undefined ? {} : { since: since as CalendarDate }),
    ...(until === undefined ? {} : { until: until as CalendarDate }),
  };
}

/** A value alone holds always. */
function datedOf<Written extends string, T>(
  written: Written | readonly (WrittenSpan & { readonly value: Written })[],
  parse: (text: Written) => T,
): Dated<T>[] {
  if (typeof written === 'string') return [{ value: parse(written) }];
  return written.map((each) => ({ value: parse(each.value), ...spanOf(each) }));
}

type WrittenDeeds = Pick<
  NonNullable<DutiesText['meetings']>[number],
  'template' | 'before' | 'during' | 'after'
>;

function deedsOf({ template, before, during, after }: WrittenDeeds): Deeds {
  const list = (written: WrittenDeeds['before']): Deed[] =>
    (written ?? []).map((each) =>
      typeof each === 'string' ? { text: each } : { text: each.do, rotation: each.rotation },
    );
  const lists = { before: list(before), during: list(during), after: list(after) };
  return template === undefined ? lists : { template, ...lists };
}
