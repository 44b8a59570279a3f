/**
 * The tables of docs/coverage.md that show how much work the shipped program asks for by day. After an edit of the
 * checklists, `npx vitest run tests/docs/load.test.ts -u` writes them anew.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { weekdays } from '../../src/dates.ts';
import { starts } from '../../src/lint/timing.ts';
import { plainCalendar } from '../../src/plan/calendar.ts';
import { usualEffort } from '../../src/plan/due-dates.ts';
import { loadsOf } from '../../src/plan/load.ts';
import { fullDay } from '../../src/program/grammar.ts';
import { loadProgram } from '../../src/workspace/load-yaml.ts';
import { root } from '../cli/world.ts';

const page = join(root, 'docs/coverage.md');
const [begin, end] = ['<!-- load:begin -->\n', '<!-- load:end -->'];

const program = loadProgram(join(root, 'checklists/product-manager'), root);
const plain = plainCalendar(program.calendar);

const loadOf = loadsOf(program, plain);

/** For a start on each weekday: the days from the first working one to the last with any work. */
const all = starts.map((start, index) => {
  const days = loadOf(start) ?? [];
  const weeks = days.reduce((sums, { week, minutes }) => {
    sums[week - 1] = (sums[week - 1] ?? 0) + minutes;
    return sums;
  }, [] as number[]);
  return { name: capital(weekdays[index] ?? ''), days, weeks };
});

/** The effort of the required items that the hire does. */
const effort = sum(
  program.phases.flatMap(({ items }) =>
    items.map(({ by, optional, takes }) => (by !== undefined || optional ? 0 : (takes ?? usualEffort))),
  ),
);

describe('the load of the shipped program', () => {
  it.each(all)('starting on a $name: no more than a working day a day, four days a week', (start) => {
    expect(start.days.filter(({ minutes }) => minutes > fullDay)).toEqual([]);
    const tooFull = start.weeks.map((minutes, index) => ({ week: index + 1, minutes }));
    expect(tooFull.filter(({ minutes }) => minutes > 4 * fullDay)).toEqual([]);
  });

  it.each(all)('starting on a $name: all of it lies on working days', ({ days }) => {
    expect(days.filter(({ date }) => !plain.isWorking(date))).toEqual([]);
    expect(sum(days.map(({ minutes }) => minutes))).toBeCloseTo(effort);
    expect(effort).toBeGreaterThan(10 * fullDay);
  });

  it('stands in docs/coverage.md', async () => {
    const text = readFileSync(page, 'utf8');
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    expect(from, 'where the tables begin').toBeGreaterThan(0);
    expect(to, 'where the tables end').toBeGreaterThan(from);
    const fresh = text.slice(0, from + begin.length) + tables() + text.slice(to);
    await expect(fresh, 'stale tables: run this test with -u').toMatchFileSnapshot(page);
  });
});

function tables(): string {
  const columns = all.map(({ name }) => name);
  const weeks = range(Math.max(...all.map((start) => start.weeks.length)));
  const workdays = range(Math.max(...all.map((start) => start.days.length)));
  return [
    '',
    `A working day has ${fullDay} minutes. A week is Monday to Sunday, so that the first one is short for a`,
    'start in its middle; for a start on a weekend it is the one that follows. A test keeps every day within',
    `${fullDay} minutes and every week within ${4 * fullDay}, which leaves a fifth of it for meetings.`,
    '',
    ...table(
      ['start', 'in all', 'fullest day', 'fullest week'],
      all.map(({ name, days, weeks: sums }) => {
        const day = days.reduce((most, each) => (each.minutes > most.minutes ? each : most));
        const week = Math.max(...sums);
        return [
          name,
          `${Math.round(sum(sums))}`,
          `${Math.round(day.minutes)} on working day ${day.workday}`,
          `${Math.round(week)} in week ${sums.indexOf(week) + 1}`,
        ];
      }),
    ),
    '',
    'By week, for a start on:',
    '',
    ...table(
      ['week', ...columns],
      weeks.map((week) => [`${week}`, ...all.map((start) => cell(start.weeks[week - 1]))]),
    ),
    '',
    'By working day, for a start on:',
    '',
    ...table(
      ['day', ...columns],
      workdays.map((day) => [`${day}`, ...all.map((start) => cell(start.days[day - 1]?.minutes))]),
    ),
    '',
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** All columns but the first to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) =>
    Math.max(title.length, 3, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(head), line(rule), ...rows.map(line)];
}

function cell(minutes: number | undefined): string {
  return minutes === undefined ? '' : `${Math.round(minutes)}`;
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_, index) => index + 1);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
