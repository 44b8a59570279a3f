/** Checks of calendar and clock. */
import { calendarNotices, eventsAhead, makersOf, toleratedMinutes } from '../notices.ts';
import { listText, plural } from '../words.ts';
import type { Facts } from './facts.ts';
import type { Check, Found } from './finding.ts';
import { instantText } from './locks.ts';
import { someNames } from './place-checks.ts';

export const timeChecks: readonly Check[] = [
  { id: 'holidays', subject: 'calendar', find: holidaysFound },
  { id: 'clock', subject: 'clock', find: clockFound },
];

/** One for each place where a list ends, with the hires whose plans go on behind it. */
function holidaysFound({ records }: Facts): Found[] {
  const names = new Map<string, string[]>();
  for (const { run, name } of records) {
    if (!run || run.progress.finished || run.progress.archived) continue;
    for (const notice of calendarNotices(run.plan, run.calendar))
      names.set(notice, [...(names.get(notice) ?? []), name]);
  }
  return [...names].map(([notice, hires]) => ({
    severity: 'warning',
    place: someNames(hires),
    message: notice,
    remedy: 'add the coming ones to `holidays` in pm-onboard.yaml, or to the .ics that it names',
  }));
}

/**
 * Events from the future are somebody else's clock, unless files of this machine are from the future too: then it is this
 * one's that went back.
 */
function clockFound({ records, now }: Facts): Found[] {
  const limit = now.getTime() + toleratedMinutes * 60_000;
  const latest = Math.max(0, ...records.map(({ written }) => written?.getTime() ?? 0));
  const each = records.map(({ record }) => (record ? eventsAhead(record, now) : []));
  const ahead = each.flat();
  const makers = [...new Set(each.flatMap(makersOf))].sort();
  const [last = ''] = ahead
    .map(({ at }) => at)
    .sort()
    .reverse();
  return [
    ...(latest > limit
      ? [
          {
            severity: 'warning',
            place: 'the clock of this machine',
            message: `says ${instantText(now)}, and a record here was written at ${instantText(new Date(latest))}`,
            remedy: 'set the clock; what is recorded keeps its order all the same',
          } as const,
        ]
      : []),
    ...(ahead.length > 0
      ? [
          {
            severity: 'warning',
            place: listText(makers),
            message: `${plural(ahead.length, 'event')} from the future, up to ${instantText(new Date(last))}`,
            remedy:
              latest > limit
                ? 'set the clock of this machine first'
                : 'see to the clock of the machine they work on; nothing is lost, and nothing else is pulled ahead',
          } as const,
        ]
      : []),
  ];
}
