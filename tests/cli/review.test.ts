/** `review` as a buddy, a manager and others see it, through the built program. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CalendarDate, daysBetween } from '../../src/dates.ts';
import type { Fact } from '../../src/progress/event.ts';
import { namesOf } from '../../src/progress/names.ts';
import { firstShown } from '../../src/progress/news.ts';
import { formatRecord, parseRecord } from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import { tooWide } from './facts.ts';
import { type Lived, writeLived } from './lived.ts';
import { expectPasteable } from './pasted.ts';
import { World } from './world.ts';

const ada = { name: 'Ada Lovelace', start: '2026-11-23', id: 'h0000000a' } as const;
const grace = 'Grace Hopper';
const buddy = ['--as', grace];

const daySixteen: Lived = {
  ...ada,
  today: '2026-12-08',
  behind: 4,
  awaiting: 1,
  beside: [
    ['2026-11-24', ada.name, { kind: 'noted', item: 'list-puzzles', text: 'who is "the CSM"?' }],
    ['2026-11-27', ada.name, { kind: 'assigned', role: 'support-lead', people: ['Barbara Liskov'] }],
    ['2026-11-27', ada.name, { kind: 'assigned', role: 'dev-lead', people: ['Margaret Hamilton'] }],
    ['2026-12-02', ada.name, { kind: 'noted', item: 'list-puzzles', text: 'two installers, which one?' }],
    ['2026-12-03', ada.name, { kind: 'noted', item: 'install-product', text: 'the help page is a 404' }],
    ['2026-12-03', ada.name, { kind: 'asked', text: 'Who decides Team or Enterprise edition?' }],
    ['2026-12-03', ada.name, { kind: 'asked', text: 'Whom do I ask for a test server?', item: 'meet-csm' }],
    ['2026-12-01', ada.name, { kind: 'counted', item: 'customer-calls', delta: 1 }],
    ['2026-12-03', ada.name, { kind: 'counted', item: 'support-standups', delta: 1 }],
    [
      '2026-12-07',
      ada.name,
      {
        kind: 'done',
        item: 'compare-competitors',
        evidence: 'https://wiki.example/rivals',
        note: 'four, on one page',
      },
    ],
    ['2026-12-07', ada.name, { kind: 'done', item: 'learn-qa-process', note: 'with Betty' }],
    ['2026-12-04', ada.name, { kind: 'skipped', item: 'try-mobile-app', reason: 'no phone of mine runs it' }],
  ],
};

/** Adds to the record of a hire who has lived, as if it had been saved on that day. */
function recordOn(
  world: World,
  lived: Lived,
  on: CalendarDate,
  by: string,
  factsOf: (text: string) => Fact[],
): void {
  const path = join(world.workspace, 'hires', `${lived.id}.json`);
  const text = readFileSync(path, 'utf8');
  const now = new Date(Date.parse('2020-01-01T20:00:00.000Z') - daysBetween(on, lived.today) * 86_400_000);
  const facts = factsOf(text);
  writeFileSync(
    path,
    formatRecord(withFacts(parseRecord(text), facts, { now, on, by, batch: `late-${on}` })),
  );
}

/** A review that showed all that had happened by then. */
function reviewOn(world: World, lived: Lived, on: CalendarDate, by: string): void {
  recordOn(world, lived, on, by, (text) => {
    const record = parseRecord(text);
    const before = { ...record, events: record.events.filter((event) => event.on < on) };
    return [{ kind: 'reviewed', events: firstShown(before, namesOf(by, [])) }];
  });
}

async function screen(
  lived: Lived,
  args: readonly string[],
  options = {},
  last?: CalendarDate,
): Promise<string> {
  const world = new World();
  writeLived(world.workspace, lived);
  if (last) reviewOn(world, lived, last, grace);
  const { code, stdout, stderr } = await world.run([...args, '--today', lived.today], options);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  // Whoever reviews has their name in the settings or in the environment.
  const env = { PM_ONBOARD_AS: args[args.indexOf('--as') + 1] ?? '' };
  await expectPasteable(world, stdout, { today: lived.today, env });
  return `$ pm-onboard ${args.map((arg) => (arg.includes(' ') ? `'${arg}'` : arg)).join(' ')}\n\n${stdout}`;
}

function golden(name: string): string {
  return join(import.meta.dirname, 'screens', `${name}.golden`);
}

/** Into 80 columns and 24 lines, the last one for the next prompt. */
function expectToFit(text: string): void {
  const stdout = text.split('\n').slice(2).join('\n');
  expect(stdout.trimEnd().split('\n').length, stdout).toBeLessThanOrEqual(23);
  expect(tooWide(stdout, 80)).toEqual([]);
}

describe('screens', () => {
  test.each([
    ['review-day-16', daySixteen, buddy, '2026-12-01'],
    ['review-day-16-first', daySixteen, buddy, undefined],
    ['review-day-16-since', daySixteen, [...buddy, '--since', '2026-12-03'], '2026-12-01'],
    ['review-day-16-manager', daySixteen, ['--as', 'Alan Turing'], undefined],
    ['review-day-16-nobody', daySixteen, ['--as', 'Lin'], undefined],
    ['review-day-16-hire', daySixteen, ['--as', ada.name], undefined],
    ['review-day-1', { ...ada, today: '2026-11-23', behind: 0, awaiting: 0 }, buddy, undefined],
    ['review-before-the-start', { ...ada, today: '2026-11-19', behind: 0, awaiting: 0 }, buddy, undefined],
    ['review-day-45', { ...ada, today: '2027-01-06', behind: 0, awaiting: 1 }, buddy, '2026-12-30'],
    ['review-day-92', { ...ada, today: '2027-02-22', behind: 2, awaiting: 1 }, buddy, '2027-02-16'],
    ['review-backlog', { ...ada, today: '2027-01-06', behind: 99, awaiting: 0 }, buddy, '2026-12-30'],
  ] satisfies [string, Lived, string[], CalendarDate | undefined][])(
    '%s',
    async (name, lived, args, last) => {
      const text = await screen(lived, ['review', 'ada', ...args], {}, last);
      await expect(text).toMatchFileSnapshot(golden(name));
      expectToFit(text);
    },
  );

  test('in 120 columns', async () => {
    const text = await screen(daySixteen, ['review', 'ada', ...buddy], { columns: 120 }, '2026-12-01');
    await expect(text).toMatchFileSnapshot(golden('review-day-16-wide'));
  });

  test('as an agenda to paste', async () => {
    const text = await screen(daySixteen, ['review', 'ada', ...buddy, '--markdown'], {}, '2026-12-01');
    await expect(text).toMatchFileSnapshot(golden('review-day-16-markdown'));
  });
});
