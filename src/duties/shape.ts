/** The keys and values of duties.yaml, as zod schemas: the reader checks by them, and `schema duties` prints them for editors. */
import * as z from 'zod';
import { weekdays } from '../dates.ts';
import { isZone } from '../instants.ts';
import { idPattern } from '../program/grammar.ts';
import { dateText, fitting, id, phrase, text } from '../program/values.ts';
import {
  meetingRulePattern,
  onHolidays,
  parseTimeSpan,
  timeSpanPattern,
  turnOrders,
  turnRulePattern,
} from './model.ts';

const meetingRule = phrase(
  meetingRulePattern,
  'must be `week DAY`, `N weeks DAY` or `month NTH DAY`, such as `week wed`, `month 2nd mon` or `month last fri`',
  ['week wed', '2 weeks thu', 'month 2nd mon', 'month last fri'],
);

const turnRule = phrase(turnRulePattern, 'must be `week`, `N weeks` with N up to 8, or `month`', [
  'week',
  '2 weeks',
  'month',
]);

const wordsOfTimes = 'must be two times of one day, the earlier first, such as `09:00-09:30`';
const timeSpan = phrase(timeSpanPattern, wordsOfTimes, ['09:00-09:30']).refine(
  (value) => !timeSpanPattern.test(value) || parseTimeSpan(value) !== undefined,
  wordsOfTimes,
);

const wordsOfZone = 'must be the name of a time zone, such as `Europe/Berlin`, `America/New_York` or `UTC`';
const zone = phrase(/^[A-Za-z][A-Za-z0-9_+/-]*$/, wordsOfZone, ['Europe/Berlin', 'America/New_York', 'UTC'])
  // A text that doesn't fit the pattern is told already.
  .refine((value) => !/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(value) || isZone(value), wordsOfZone);

const nameOfPerson = fitting(/\S/, 'must be the name of a person');

/** A value, or a list of values of which each holds for some time, with the sentence for the value in the list. */
function dated<Schema extends z.ZodType>(value: Schema, sentence: string) {
  return z.union([
    value,
    z
      .array(
        z
          .strictObject({
            value: value.describe(sentence),
            since: dateText.optional().describe(`${sentence.slice(0, -1)}: the first day on which it holds.`),
            until: dateText.optional().describe(`${sentence.slice(0, -1)}: the last day on which it holds.`),
          })
          .describe(`${sentence.slice(0, -1)}, with the days from which and up to which it holds.`),
      )
      .min(1, 'must have at least one value'),
  ]);
}

/** What is done before, during and after: a list of words, or of words with the rotation whose holder does it. */
function deeds(when: string) {
  const deed = z
    .union([
      text,
      z.strictObject({
        do: text.describe(`What is done ${when}.`),
        rotation: id.describe(`The rotation whose holder does it ${when}; everybody if left out.`),
      }),
    ])
    .describe(
      `Something that is done ${when}: words, or \`{ do, rotation }\` where a rotation says who does it.`,
    );
  return z.array(deed).nullish().describe(`What is done ${when}, an entry each; \`duties prep\` lists it.`);
}

/** Which template `duties prep` begins; whether there is such a one is looked up elsewhere. */
function template(what: string) {
  return fitting(
    idPattern,
    'must be the id of a template, such as `pm-meeting`: lower-case words joined by hyphens',
  )
    .optional()
    .describe(
      `The template that \`duties prep\` begins for ${what}; if left out, it makes a checklist of the lines below.`,
    );
}

const meetingSchema = z.strictObject({
  id: id.describe('The name of the meeting for commands; it never changes.'),
  title: text.describe('What people call the meeting.'),
  every: dated(meetingRule, 'On which days the meeting takes place.').describe(
    'On which days: `week wed`, `2 weeks thu`, `month 2nd mon`, `month last fri`; or a list of such values with `since` and `until`, since meetings move.',
  ),
  at: dated(timeSpan, 'From when to when the meeting takes place.').describe(
    'From when to when, by the clocks of `zone`: `09:00-09:30`; or a list of such values with `since` and `until`.',
  ),
  zone: dated(zone, 'The time zone whose clocks the meeting goes by.').describe(
    'The time zone whose clocks the meeting goes by, such as `America/Los_Angeles`; or a list of such values with `since` and `until`.',
  ),
  'on-holiday': z
    .enum(onHolidays)
    .optional()
    .describe(
      "What becomes of the meeting on a holiday of the team's calendar: `keep` (if left out), `skip`, or `next-workday`.",
    ),
  since: dateText.optional().describe('The first day on which the meeting may take place, YYYY-MM-DD.'),
  until: dateText.optional().describe('The last day on which the meeting may take place, YYYY-MM-DD.'),
  template: template('a date of the meeting'),
  before: deeds('before the meeting'),
  during: deeds('in the meeting'),
  after: deeds('after the meeting'),
});

const memberSchema = z.strictObject({
  name: nameOfPerson.describe('Who takes turns, by the full name.'),
  from: dateText
    .optional()
    .describe('The first day as a member, YYYY-MM-DD; it acts from the next hand-over on.'),
  until: dateText
    .optional()
    .describe('The last day as a member, YYYY-MM-DD; whoever has the turn then keeps it to its end.'),
});

const anchorSchema = z.strictObject({
  date: dateText.describe('The first day of a turn, YYYY-MM-DD.'),
  name: nameOfPerson.describe('Whose turn begins on that day; the order goes on from there.'),
});

const coverSchema = z.strictObject({
  turn: dateText.describe('The first day of the turn, YYYY-MM-DD.'),
  by: nameOfPerson.describe('Who has the turn.'),
  'instead-of': nameOfPerson.describe('Whose turn it would be.'),
  why: text.optional().describe('Why; only shown.'),
});

const rotationSchema = z.strictObject({
  id: id.describe('The name of the rotation for commands; it never changes.'),
  title: text.describe('What people call the duty.'),
  every: dated(turnRule, 'How long a turn lasts.').describe(
    'How long a turn lasts: `week`, `2 weeks` or `month`; or a list of such values with `since` and `until`.',
  ),
  switches: dated(z.enum(weekdays), 'The day of the week on which the turn changes hands.').describe(
    'The day of the week on which the turn changes hands, as the day begins in `zone`; or a list of such values with `since` and `until`.',
  ),
  zone: zone.describe('The time zone in which the day of the hand-over begins.'),
  order: dated(z.enum(turnOrders), 'In which order people take turns.').describe(
    'In which order people take turns: by `given-name`, or as `listed` under `members`; or a list of such values with `since` and `until`.',
  ),
  members: z
    .array(memberSchema.describe('Somebody who takes turns, with the days of joining and leaving.'))
    .nullish()
    .describe('Who takes turns. People who have left stay in the list with `until`: past turns are theirs.'),
  anchors: z
    .array(anchorSchema.describe('A turn whose holder is said, from which the order goes on.'))
    .nullish()
    .describe(
      'Whose turn it is from which day on: the first one begins the rotation, a later one begins anew.',
    ),
  covers: z
    .array(coverSchema.describe('A turn that somebody else has; a swap is two of them.'))
    .nullish()
    .describe('Who has a turn for somebody else; `duties swap` writes them.'),
  until: dateText.optional().describe('No turn begins after this day, YYYY-MM-DD.'),
  template: template('a turn'),
  before: deeds('before a turn'),
  during: deeds('during a turn'),
  after: deeds('after a turn'),
});

export const dutiesSchema = z.strictObject({
  meetings: z
    .array(meetingSchema.describe('A meeting that comes again and again.'))
    .nullish()
    .describe('The meetings of the team.'),
  rotations: z
    .array(rotationSchema.describe('A duty that people have in turn.'))
    .nullish()
    .describe('The duties that people have in turn.'),
});

export type DutiesText = z.infer<typeof dutiesSchema>;
