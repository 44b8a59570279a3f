import { test } from 'vitest';
import { addDays, type CalendarDate } from '../../src/dates.ts';
import { Calendar } from '../../src/plan/calendar.ts';
import { makePlan } from '../../src/plan/plan.ts';
import { scheduleOf } from '../../src/plan/schedule.ts';
import { notBegun } from '../../src/progress/reduce.ts';
import { programIn } from '../../src/workspace/program-files.ts';
import { root } from '../cli/world.ts';
const shipped0 = await programIn(process.env.PROG ?? `${root}/checklists/product-manager`, { root, cwd: root });
const over: any = JSON.parse(process.env.OVER ?? '{}');
const phases: any[] = shipped0.phases.map((p: any) => ({ ...p, items: p.items.map((i: any) => { const o = over[i.id] ?? {}; const r = { ...i, ...o }; if (o.due === null) r.due = p.due; if (o.from === null) delete r.from; return r; }) }));
for (const [id, o] of Object.entries<any>(over)) if (o.phase) { for (const p of phases) { const i = p.items.find((x: any) => x.id === id); if (i && p.id !== o.phase) { p.items = p.items.filter((x: any) => x !== i); phases.find((q) => q.id === o.phase).items.push(i); break; } } }
const shipped: any = { ...shipped0, phases };
const closure = Array.from({ length: 11 }, (_, day) => ({ date: addDays('2026-12-24', day) }));
const cals: any = { plain: [{}], 'mon-thu': [{ workingDays: ['mon', 'tue', 'wed', 'thu'] }], 'mon-wed': [{ workingDays: ['mon', 'tue', 'wed'] }], closure: [{ holidays: [{ date: '2026-11-26' }, ...closure] }], leave: [{}, { from: '2026-12-21', to: '2027-01-01' }], 'sun-thu': [{ workingDays: ['sun', 'mon', 'tue', 'wed', 'thu'] }] };
test('tune', () => {
  const early: string[] = [];
  for (const [name, [config, ...leaves]] of Object.entries<any>(cals)) {
    let most = 0, w = [99, 0], late = 0, even = 0, all = 0; let where = '';
    for (let n = 0; n < Number(process.env.N ?? 200); n += 1) {
      const start = addDays('2026-11-23', n) as CalendarDate;
      const calendar = new Calendar([config], leaves);
      const plan = makePlan(shipped, notBegun(shipped.id, start).progress, calendar, start);
      const s = scheduleOf(plan, 360);
      const days: any[] = [];
      for (const day of s.ahead()) { days.push(day); if (days.length > 80) break; }
      while (days.at(-1).minutes === 0) days.pop();
      const weeks = new Map<string, number[]>();
      days.forEach((d, i) => {
        const h = d.minutes / 60;
        if (h > most) { most = h; where = `${start} ${d.date}: ${d.parts.map((p: any) => p.task.planned.ref + ' ' + p.task.id + ' ' + Math.round(p.minutes)).join(', ')}`; }
        if (i < 5 && name === 'plain') w = [Math.min(w[0]!, h), Math.max(w[1]!, h)];
        late += d.parts.filter((p: any) => p.kind === 'late').length;
        const k = addDays(d.date, -((new Date(d.date).getUTCDay() + 6) % 7));
        weeks.set(k, [...(weeks.get(k) ?? []), h]);
        if (name === 'plain' && n === 0) for (const p of d.parts) if (p.kind === 'next') { const gap = p.task.last - (i + 1); if (gap > 3) early.push(`${p.task.planned.ref} ${p.task.id} laid ${i + 1} due ${p.task.last}`); }
      });
      for (const v of weeks.values()) { const avg = v.reduce((a, b) => a + b, 0) / v.length; for (const h of v) { all++; if (h <= Math.max(1.5 * avg, avg + 2)) even++; } }
      if (n === 0 && (name === 'plain')) console.log(days.map((d) => (d.minutes / 60).toFixed(1)).join(' '));
    }
    console.log(name, most.toFixed(2), 'late', late, 'week1', w, 'even', (100 * even / all).toFixed(1), where);
  }
  console.log(early.join('\n'));
});
