import { weekdays } from '../../dates.ts';
import { excessText } from '../../program/days-off.ts';
import { holidaysIn } from '../../program/draft.ts';
import { calendarFilesIn, excessIn, remarksOn } from '../../program/holidays.ts';
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

/** What is worth a look in the calendar files that a program.yaml or pm-onboard.yaml names. */
function doubtsIn({ file, calendars }: NamedCalendar): Found[] {
  const week = readableCalendar(file)['working-days'] ?? weekdays.slice(0, 5);
  return calendarFilesIn(holidaysIn(file)).flatMap((entry) => {
    const { file: name, passedOver, unmatched } = remarksOn(entry.value, calendars);
    const excess = excessIn(entry.value, calendars, week);
    const pick = `pick the days off by their words: \`{ file: ${name}, only: […] }\`, or \`except\``;
    return [
      ...passedOver.map((text) => atValue(entry, `\`${name}\`: ${text}`, 'list what should count as dates')),
      ...unmatched.map((word) => atValue(entry, `\`${name}\` has no event with the words \`${word}\``)),
      ...(excess ? [atValue(entry, `\`${name}\` ${excessText(excess)}`, pick)] : []),
    ];
  });
}
