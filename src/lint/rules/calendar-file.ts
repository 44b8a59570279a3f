import { weekdays } from '../../dates.ts';
import { excessOf, excessText } from '../../program/days-off.ts';
import { holidaysIn } from '../../program/draft.ts';
import { calendarFilesIn, contentOf } from '../../program/holidays.ts';
import { type PassedOver, passedOverText } from '../../program/icalendar.ts';
import { readableCalendar } from '../readable.ts';
import { atValue, type Found, type NamedCalendar, type Rule } from '../rule.ts';

export const calendarFile: Rule = {
  id: 'calendar-file',
  severity: 'warning',
  why: 'A calendar file may list what is no day off, or hold events that are passed over, and nobody would notice.',
  check: ({ draft: { program, calendars }, workspace }) => [
    ...(program ? doubtsIn({ file: program, calendars }) : []),
    ...(workspace ? doubtsIn(workspace) : []),
  ],
};

/** Reasons for which events are passed over in any file, so that they are nothing to look at. */
const usual: readonly PassedOver['why'][] = ['cancelled', 'older version', 'left out'];

/**
 * What is worth a look in the calendar files that a program.yaml or pm-onboard.yaml names. Where an entry picks events by
 * their words, its author has looked, and only words without an event are told.
 */
function doubtsIn({ file, calendars }: NamedCalendar): Found[] {
  const week = readableCalendar(file)['working-days'] ?? weekdays.slice(0, 5);
  return calendarFilesIn(holidaysIn(file)).flatMap((entry) => {
    const { file: name, only, except } = entry.value;
    const { off = [], passedOver = [], unmatched = [] } = contentOf(entry.value, calendars) ?? {};
    const say = (text: string, hint: string) => atValue(entry, `\`${name}\` ${text}`, hint);
    if (only || except)
      return unmatched.map((word) => say(`has no event with the words \`${word}\``, 'it may be misspelt'));
    const excess = excessOf(off, week);
    const pick = `pick the days off by their words: \`{ file: ${name}, only: […] }\`, or \`except\``;
    return [
      ...passedOver
        .filter(({ why }) => !usual.includes(why))
        .map((each) => say(`has what is no day off: ${passedOverText(each)}`, pick)),
      ...(excess ? [say(excessText(excess), pick)] : []),
    ];
  });
}
