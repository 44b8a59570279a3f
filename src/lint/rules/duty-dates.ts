import { addDays, type CalendarDate } from '../../dates.ts';
import { phaseOf } from '../../duties/meetings.ts';
import type { Dated, Meeting, Rotation } from '../../duties/model.ts';
import { handOverFrom } from '../../duties/turns.ts';
import type { Path } from '../../program/yaml.ts';
import { readable } from '../duties.ts';
import { atValue, type Found, type Rule } from '../rule.ts';

type At = NonNullable<ReturnType<typeof readable>>['at'];

export const dutyDates: Rule = {
  id: 'duty-dates',
  severity: 'error',
  why: 'Dates that exclude, overlap or miss each other leave days on which a meeting has no time, or a turn nobody to begin it.',
  check: (subject) => {
    const found = readable(subject);
    if (!found) return [];
    const { duties, at } = found;
    return [
      ...duties.meetings.flatMap((meeting, index) => inMeeting(meeting, ['meetings', index], at)),
      ...duties.rotations.flatMap((rotation, index) => inRotation(rotation, ['rotations', index], at)),
    ];
  },
};

function inMeeting(meeting: Meeting, path: Path, at: At): Found[] {
  return [
    ...reversed(meeting.since, meeting.until, 'since', path, at),
    ...(['every', 'at', 'zone'] as const).flatMap((key) => inValues(meeting[key], [...path, key], at)),
    ...meeting.every.flatMap(({ value }, index) => {
      const isSparse = value.unit === 'week' && value.interval > 1;
      if (!isSparse || phaseOf(meeting, value) !== undefined) return [];
      const place = at(...path, 'every', ...(meeting.every.length > 1 ? [index, 'value'] : []));
      const message = `nothing says in which weeks of \`${value.interval} weeks\` the meeting is`;
      return [atValue(place, message, 'add `since`, with the first day of it')];
    }),
  ];
}

function inRotation(rotation: Rotation, path: Path, at: At): Found[] {
  return [
    ...(['every', 'switches', 'order'] as const).flatMap((key) =>
      inValues(rotation[key], [...path, key], at),
    ),
    ...rotation.members.flatMap(({ from, until }, index) =>
      reversed(from, until, 'from', [...path, 'members', index], at),
    ),
    ...rotation.anchors.flatMap(({ date }, index) => {
      const next = handOverFrom(rotation, date);
      if (next === date) return [];
      const message = `no turn begins on ${date}`;
      const hint =
        next === undefined
          ? 'look at `switches` and `every`'
          : `the next one that does is ${next}: write that`;
      return [atValue(at(...path, 'anchors', index, 'date'), message, hint)];
    }),
  ];
}

function reversed(
  first: CalendarDate | undefined,
  last: CalendarDate | undefined,
  key: string,
  path: Path,
  at: At,
): Found[] {
  if (first === undefined || last === undefined || first <= last) return [];
  return [atValue(at(...path, 'until'), `\`until\` is before \`${key}\`, ${first}`, 'swap the two')];
}

/** Values that hold one after the other: without a day between two, and without one that has both. */
function inValues(values: readonly Dated<unknown>[], path: Path, at: At): Found[] {
  if (values.length < 2) return values.flatMap((each, index) => inside(each, index));
  function inside({ since, until }: Dated<unknown>, index: number): Found[] {
    return reversed(since, until, 'since', [...path, index], at);
  }
  const sorted = [...values.entries()].sort(([, a], [, b]) => ((a.since ?? '') < (b.since ?? '') ? -1 : 1));
  return [
    ...values.flatMap(inside),
    ...sorted.slice(1).flatMap(([index, { since }], position) => {
      const before = sorted[position]?.[1];
      const place = at(...path, index);
      if (since === undefined)
        return [atValue(place, 'this value holds always, beside another', 'add `since`')];
      const wanted = addDays(since, -1);
      if (before?.until === wanted) return [];
      const hint = `give the one before \`until: ${wanted}\``;
      if (before?.until === undefined || before.until > wanted)
        return [atValue(place, `on ${since} the value before holds too`, hint)];
      return [atValue(place, `from ${addDays(before.until, 1)} to ${wanted} no value holds`, hint)];
    }),
  ];
}
