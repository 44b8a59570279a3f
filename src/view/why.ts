/** Explains an item's due date, what the item waits for and who acts, in one sentence for each step. */
import { addDays, type CalendarDate, daysBetween, longDate } from '../dates.ts';
import { type Calendar, calendarDays, type DayKind, resolveDate } from '../plan/calendar.ts';
import { type PlannedItem, reworkedBy, weekAfter, wholeDaysOf } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import type { Item } from '../program/model.ts';
import { underPresentIds } from '../progress/reduce.ts';
import { countOf, guideOf, viewRole } from './item.ts';
import { nameOfItems } from './log.ts';
import { countText, firstName, listText, plural, roleNames } from './words.ts';

export function explainItem(planned: PlannedItem, run: Run): string[] {
  return [
    ...explainDue(planned, run),
    ...explainState(planned, run),
    ...explainCount(planned),
    explainActor(planned, run),
  ];
}

function explainDue(planned: PlannedItem, run: Run): string[] {
  const { item, progress, due, begin, from } = planned;
  const { plan, calendar } = run;
  const say = (date: CalendarDate) => longDate(date, plan.today);
  const ruled = resolveDate(item.due, plan.start, calendar);
  const steps = [...explainOrigin(item, say)];
  if (!item.added?.due)
    steps.push(
      `The start is ${say(plan.start)}; the rule is \`${item.due}\`.`,
      ...explainRule(ruled, plan.start, calendar, say),
    );
  steps.push(...explainAdopted(planned, ruled.date, run));
  const reworked = reworkedBy(progress, calendar);
  if (progress.moved && progress.moved !== item.added?.due)
    steps.push(
      `It was moved by hand to ${say(progress.moved)}${reworked ? '' : ', which counts as it stands'}.`,
    );
  if (progress.returned && reworked)
    return [
      ...steps,
      `It was returned on ${say(progress.returned.on)}. There is time to rework it until ${say(reworked)}; it is due ${reworked === due ? 'then' : 'later anyway'}.`,
    ];
  if (from) steps.push(`Not before ${say(from)}: \`from: ${item.from}\`.`);
  const days = wholeDaysOf(item);
  if (days > 0 && begin < due)
    steps.push(
      `It ${item.count?.unit === 'days' ? 'is counted on' : 'takes'} ${plural(days, 'day')}, so it is to be begun on ${say(begin)}.`,
    );
  return steps;
}

function explainOrigin({ added }: Item, say: (date: CalendarDate) => string): string[] {
  if (!added) return [];
  const due = added.due ? `, due ${say(added.due)}, which counts as it stands` : ' without a date of its own';
  return [`${added.by} added it on ${say(added.on)}${due}.`];
}

/** Explains a due date that isn't the rule's: an item adopted later has a week, a done item keeps its former date. */
function explainAdopted(
  { item, progress: { closedBy, moved }, due }: PlannedItem,
  ruled: CalendarDate,
  { progress, plan, calendar }: Run,
): string[] {
  const say = (date: CalendarDate) => longDate(date, plan.today);
  const on = progress.adopted.get(item.id);
  const earliest = on && weekAfter(on, calendar);
  const came =
    earliest && earliest > ruled && !moved
      ? [`It came with the checklists adopted on ${say(on)}, and gets a week from then: ${say(earliest)}.`]
      : [];
  const expected = moved ?? (earliest && earliest > ruled ? earliest : ruled);
  const kept = closedBy && due !== expected ? [`It was done when it was due ${say(due)}, which stays.`] : [];
  return [...came, ...kept];
}

function explainRule(
  { rule, raw, date }: ReturnType<typeof resolveDate>,
  start: CalendarDate,
  calendar: Calendar,
  say: (date: CalendarDate) => string,
): string[] {
  if (rule.unit === 'days before start')
    return [`${plural(rule.n, 'day')} before the start is ${say(date)}, taken literally.`];
  const skipped = skippedDays(
    start,
    raw,
    calendar,
    rule.unit === 'workday' ? ['weekend', 'holiday', 'leave'] : ['leave'],
  );
  const without = skipped === '' ? '' : `, ${skipped} left out`;
  if (rule.unit === 'workday') return [`Working day ${rule.n} from there is ${say(date)}${without}.`];
  const week = rule.unit === 'week' ? `Week ${rule.n} ends with day ${calendarDays(rule)}. ` : '';
  const counted = `${week}Day ${calendarDays(rule)} is ${say(raw)}${without}.`;
  if (raw === date) return [counted];
  const reason = { weekend: 'not in the working week', holiday: 'a holiday', leave: 'on leave', working: '' }[
    calendar.kindOf(raw)
  ];
  const moved =
    date < raw
      ? `back to the nearest working day, ${say(date)}`
      : `on to the next working day, ${say(date)}: there is none before it to go back to`;
  return [counted, `That is ${reason}, so it moves ${moved}.`];
}

/** Counts the days of these kinds from `from` to `to`: `6 weekend days and 1 holiday`. */
function skippedDays(
  from: CalendarDate,
  to: CalendarDate,
  calendar: Calendar,
  kinds: readonly DayKind[],
): string {
  const days = Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) =>
    calendar.kindOf(addDays(from, index)),
  );
  const names = { weekend: 'weekend day', holiday: 'holiday', leave: 'day of leave', working: 'working day' };
  const parts = kinds.flatMap((kind) => {
    const count = days.filter((day) => day === kind).length;
    return count === 0
      ? []
      : [kind === 'leave' && count > 1 ? `${count} days of leave` : plural(count, names[kind])];
  });
  return listText(parts);
}

function explainState({ item, blockers, state }: PlannedItem, run: Run): string[] {
  const { plan } = run;
  if (item.after.length === 0) return ['It waits for no other item.'];
  const waitsFor = plan.items.filter((other) => blockers.includes(other.item.id));
  const before = listText(item.after.map((id) => titleIn(run, id)));
  if (state === 'done' || state === 'skipped' || state === 'in review') return [`It came after ${before}.`];
  if (waitsFor.length === 0)
    return [`It comes after ${before}, and nothing of that is open: it can be done.`];
  return waitsFor.map(
    ({ ref, item: other, state: its }) => `It waits for ${ref} ${other.title}, which is ${its}.`,
  );
}

function explainCount(planned: PlannedItem): string[] {
  const count = countOf(planned);
  if (!count || planned.progress.closedBy?.kind !== 'counted') return [];
  return [`Its count has reached the target: ${countText(count)}.`];
}

/** An item or group in words. One that the program no longer has is called as it last was. */
function titleIn({ plan, program, record }: Run, id: string): string {
  const group = program.phases.flatMap(({ groups }) => groups).find((each) => each.id === id);
  if (group) return group.title;
  const name = nameOfItems(plan.items, underPresentIds(record.events))(id);
  return name === id ? 'an item that is gone' : name;
}

function explainActor({ item, state }: PlannedItem, run: Run): string {
  const { hire } = run.progress;
  const actor = item.by === undefined ? hire.name : nameWithTitle(item.by, run);
  const signOff = item.signOff === undefined ? '' : ` ${nameWithTitle(item.signOff, run)} signs it off.`;
  if (state === 'in review') return `${actor} has done it.${signOff}`;
  return `${actor} acts.${signOff}`;
}

function nameWithTitle(role: string, run: Run): string {
  const view = viewRole(role, run);
  const guide = guideOf(run);
  return view.people.length > 0
    ? `${view.people.join(', ')} (${view.title})`
    : `The ${roleNames(view)}, who is not assigned yet${guide ? ` (ask ${firstName(guide)})` : ''},`;
}
