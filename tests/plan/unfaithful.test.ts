import { expect, test } from 'vitest';
import { addDays, type CalendarDate } from '../../src/dates.ts';
import { paceOf } from '../../src/plan/pace.ts';
import type { CalendarConfig } from '../../src/program/model.ts';
import { programIn } from '../../src/workspace/program-files.ts';
import { root } from '../cli/world.ts';
import { live } from './lives.ts';

const shipped = await programIn(`${root}/checklists/product-manager`, { root, cwd: root });
const calendars: Readonly<Record<string, [CalendarConfig]>> = {
  plain: [{}],
  'mon-thu': [{ workingDays: ['mon', 'tue', 'wed', 'thu'] }],
  'mon-wed': [{ workingDays: ['mon', 'tue', 'wed'] }],
};
let seed = 1;
const rnd = () => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return seed / 2147483648;
};
const N = Number(process.env.N ?? 6);
test.each(Object.entries(calendars))('%s', (name, [calendar]) => {
  const lifted: string[] = [];
  const adds: number[] = [];
  const slow: string[] = [];
  let promised = 0,
    kept = 0;
  let most = 0;
  for (let n = 0; n < N; n += 1) {
    const m = 1 + (n % 5);
    const missed = new Set(Array.from({ length: m }, () => 1 + Math.floor(rnd() * 50)));
    const start = addDays('2026-11-23', Math.floor(rnd() * 200)) as CalendarDate;
    const days = live({
      program: shipped,
      start,
      calendar,
      does: (left, day) => (missed.has(day) ? [] : left),
    });
    let firstLate = 0;
    let claim: string | null = null;
    let missedSo = 0;
    for (const [at, d] of days.entries()) {
      const { today, laid } = d.morning.schedule();
      const fixed = today.parts
        .filter(
          (p) => p.kind === 'due' || p.kind === 'booked' || (p.kind === 'unit' && p.task.last <= d.workday),
        )
        .reduce((s, p) => s + p.minutes, 0);
      const hasLate = today.parts.some((p) => p.kind === 'late');
      most = Math.max(most, d.minutes / 60);
      if (hasLate && d.minutes > Math.max(360, fixed, laid().minutes) + 0.1)
        lifted.push(`${start} ${d.date} ${d.minutes} fixed ${fixed} laid ${laid()}`);
      if (missed.has(d.workday)) {
        missedSo++;
        const next = days[at + 1];
        const foretoldNext = [
          ...(function* () {
            let i = 0;
            for (const x of d.morning.schedule().ahead()) {
              if (i++ > 1) return;
              yield x;
            }
          })(),
        ][1];
        if (next && foretoldNext) adds.push((next.minutes - foretoldNext.minutes) / 60);
      }
      const over = d.morning.plan.items.some((i) => i.overdue);
      if (over && !firstLate) {
        firstLate = d.workday;
      }
      if (over && !missed.has(d.workday)) {
        claim ??= paceOf(d.morning).clearedBy;
      }
      if (!over && firstLate) {
        if (d.workday - firstLate > 2 * missedSo + 2)
          slow.push(
            `${start} took ${d.workday - firstLate} for ${missedSo} claim ${claim} cleared before ${d.date}`,
          );
        firstLate = 0;
        if (claim) {
          promised++;
          if (claim < d.date) kept++;
        }
        claim = null;
      }
    }
  }
  adds.sort((a, b) => a - b);
  console.log(
    name,
    'most',
    most,
    'lifted',
    lifted.length,
    lifted.slice(0, 5),
    'adds',
    adds.at(-1),
    adds.at(-2),
    'slow',
    slow.length,
    slow.slice(0, 6),
    promised,
    kept,
  );
});
test('0.7', () => {
  const days = live({
    program: shipped,
    start: '2026-11-23',
    calendar: {},
    does: (left) => left.filter(() => rnd() < 0.7),
  });
  for (const d of days)
    console.log(
      d.date,
      (d.minutes / 60).toFixed(1),
      d.morning.schedule().today.parts.length,
      d.morning.plan.items.filter((i) => i.overdue).length,
      paceOf(d.morning).clearedBy,
    );
});
