/** What a single value in program.yaml or in a checklist may be; which key takes which is said in keys.ts. */
import * as z from 'zod';
import { type CalendarDate, datePattern, parseDate, weekdays } from '../dates.ts';
import {
  dateRulePattern,
  effortPattern,
  fromRulePattern,
  idPattern,
  phaseRulePattern,
  validForPattern,
} from './grammar.ts';
import { partPathPattern } from './parts.ts';

/** Schema → the rule of lint that reports a value which the schema refuses; `wrong-value` for all other schemas. */
export const brokenRules = z.registry<{ rule: string }>();

/** Notes the rule of lint that reports a value which the schema refuses. @returns the schema */
export function underRule<Schema extends z.ZodType>(rule: string, schema: Schema): Schema {
  brokenRules.add(schema as z.ZodType, { rule });
  return schema;
}

/**
 * Text that fits a pattern. A value that isn't text at all gets the same message.
 * @param examples what editors show and propose
 */
export function phrase(pattern: RegExp, expected: string, examples: readonly string[] = []) {
  const schema = z.string({ error: expected }).regex(pattern, { error: expected, abort: true });
  return schema.meta(wordsOfEditor(expected, examples));
}

/** Text that fits a pattern; a value of another type is the business of the rule wrong-type. */
export function fitting(pattern: RegExp, expected: string) {
  return z.string().regex(pattern, expected).meta(wordsOfEditor(expected));
}

/** What editors show instead of the pattern where a value doesn't fit it. */
function wordsOfEditor(expected: string, examples: readonly string[] = []) {
  const patternErrorMessage = expected.replace(/^must/, 'Must');
  return { patternErrorMessage, ...(examples.length > 0 ? { examples: [...examples] } : {}) };
}

/** What a list has to hold that would be about nothing otherwise. */
export const someItem = 'must hold at least one item';

export const notEmpty = 'must not be empty';

export const text = fitting(/\S/, notEmpty);

export const id = underRule(
  'id-style',
  fitting(idPattern, 'must be lower-case words joined by hyphens, such as `meet-manager`'),
);

export const role = underRule(
  'unknown-role',
  fitting(idPattern, 'must be the id of a role, such as `release-manager`'),
);

/**
 * One role, or several.
 * @param sentence what each of several is
 */
export function roles(sentence: string) {
  return z.union([role, z.array(role.describe(sentence)).min(1, 'must name at least one role')]);
}

/** Compiled: one role as text, several as a list. */
export const compiledRoles = z.union([id, z.array(id).min(2)]);

/** The roles without duplicates, one of them as text. */
export function oneOrSeveral(written: string | readonly string[] | undefined) {
  const all = [...new Set(written === undefined ? [] : [written].flat())];
  return all.length > 1 ? all : all[0];
}

/** The path of a part; whether there is such a part is looked up when the program is read (draft.ts). */
export const partPath = underRule(
  'unknown-part',
  phrase(
    partPathPattern,
    'must be the path of a part, such as `../parts/security.yaml`: folders and a file, without spaces',
    ['../parts/security.yaml'],
  ),
);

/** What is said of a date that can't be read. @param dates the forms that there are */
function datesAmong(dates: string): string {
  return `must be ${dates}, such as \`workday 3\``;
}

const orNone = ', or `none`';

const examplesOfDates = ['day 1', 'workday 3', 'week 2', '5 days before start', '2 workdays before start'];
const examplesOfItems = ['3 workdays after meet-buddy', '5 days after meet-buddy'];
const examplesOfEnds = ['10 workdays before end', '0 workdays before end'];
const wordsOfDates =
  '`day N`, `week N` or `workday N`, `N workdays before start`, `N workdays after ID` or `N workdays before end`';

export const dateRule = underRule(
  'due-syntax',
  phrase(dateRulePattern, datesAmong(wordsOfDates + orNone), [
    ...examplesOfDates,
    ...examplesOfItems,
    ...examplesOfEnds,
    'none',
  ]),
);

/** From when on something may be done: as {@link dateRule}, but there is a day. */
export const fromRule = underRule(
  'due-syntax',
  phrase(fromRulePattern, datesAmong(wordsOfDates), [
    ...examplesOfDates,
    ...examplesOfItems,
    ...examplesOfEnds,
  ]),
);

/** When a phase ends: on a day that follows from the first or the last day alone. */
export const phaseRule = underRule(
  'due-syntax',
  phrase(
    phaseRulePattern,
    'must be `day N`, `week N` or `workday N`, `N workdays before start` or `N workdays before end`, such as `week 1`',
    [...examplesOfDates, ...examplesOfEnds],
  ),
);

const wordsOfTemplates =
  '`day N`, `week N` or `workday N`, counted from the first day, or `N workdays after ID`';
const templateRules =
  '(day|week|workday) [1-9]\\d{0,2}|[1-9]\\d{0,2} (days?|workdays?) after (?!(?:start|end)$)[a-z0-9]+(?:-[a-z0-9]+)*';

/** The forms of {@link dateRule} that make sense counted from the first day of a template's items, or from another of them. */
export const templateDateRule = phrase(
  new RegExp(`^(?:${templateRules}|none)$`),
  datesAmong(wordsOfTemplates + orNone),
  ['day 1', 'workday 3', 'week 2', '3 workdays after draft', 'none'],
);

/** As {@link templateDateRule}, for what isn't to be done before a day. */
export const templateFromRule = phrase(new RegExp(`^(?:${templateRules})$`), datesAmong(wordsOfTemplates), [
  'day 1',
  'workday 3',
  '3 workdays after draft',
]);

/** What the dates of a program count from. */
export const anchor = z.enum(['start', 'end']);

export const effort = phrase(effortPattern, 'must be `N min`, `N h` or `N days`, such as `30 min`', [
  '30 min',
  '2 h',
  '3 days',
]);

export const validFor = phrase(validForPattern, 'must be `N days`, from 1 to 366, such as `3 days`', [
  '3 days',
  '30 days',
]);

/** When what others owe a hire goes to somebody else, and to whom. */
export const escalation = z.strictObject({
  after: phrase(/^[1-9]\d{0,2} workdays?$/, 'must be `N workdays`, such as `5 workdays`', [
    '5 workdays',
  ]).describe('So many working days of the hire after it was due, was asked or was handed in.'),
  to: role.describe('The role whose holders hear of it, in their own list and in their reminders.'),
});

/** Compiled: `after` is a number of working days. */
export const compiledEscalation = z.object({ after: z.int().min(1).max(999), to: id });

/** A plain file name without a folder: a calendar file lies beside the file that names it. */
export const calendarFilePattern = /^[\p{L}\p{M}\p{N}._() -]+\.ics$/u;

function dateOr(pattern: string, expected: string) {
  return phrase(new RegExp(pattern, 'u'), expected).refine(
    (value) => !plainDate.test(value) || parseDate(value) !== undefined,
    expected,
  );
}

const plainDate = new RegExp(datePattern.source);
export const dateText = dateOr(datePattern.source, 'must be a date as YYYY-MM-DD, such as `2026-12-25`');
const words = z
  .array(text.describe('A word that stands in the title of an event.'))
  .min(1, 'must name at least one word');

/** A holiday: a date, a calendar file, or one of the two with more to say about it. */
const holiday = z.union([
  dateOr(
    `${datePattern.source}|${calendarFilePattern.source}`,
    'must be a date as YYYY-MM-DD, such as `2026-12-25`, or a calendar file beside this one, such as `company.ics`',
  ).describe('A day on which nobody works, YYYY-MM-DD, or an iCalendar file beside this one.'),
  z.strictObject({
    file: phrase(
      calendarFilePattern,
      'must be a calendar file beside this one, such as `company.ics`',
    ).describe('The name of an iCalendar file beside this one.'),
    only: words.optional().describe('Only events with one of these words count.'),
    except: words.optional().describe("Events with one of these words don't count."),
  }),
  z.strictObject({
    date: dateText.describe('The day, YYYY-MM-DD.'),
    name: text.describe('What the day is called.'),
  }),
]);

const hours = 'must be a number of hours above 0 and up to 24, halves allowed, such as `6` or `4.5`';

const wordsOfUrl = 'must be a web address without spaces, such as `https://…`, or `mailto:` and an address';
const url = underRule(
  'link-syntax',
  // The pattern asks for a host, because browsers would take `page` in `https:///page` for the host.
  phrase(/^(?:https?:\/\/[^\s/?#@\\]\S*|mailto:[^\s@]+@[^\s@]+)$/, wordsOfUrl)
    .refine((value) => URL.canParse(value), { error: wordsOfUrl, abort: true })
    .refine(
      (value) => !holdsSecret(new URL(value)),
      'must not hold a user name or password: all who see the checklist see it',
    ),
);

function holdsSecret({ username, password }: URL): boolean {
  return username + password !== '';
}

/** What the title of a link says. */
export const behindLink = 'What is behind the link.';

export const link = z.strictObject({
  title: text.describe(behindLink),
  url: url.describe('The address: `https://…`, or `mailto:…` for mail.'),
});

export const positive = z.int().min(1, 'must be 1 or more');

export const times = underRule('count-target', positive);

export const count = z
  .strictObject({
    target: times
      .optional()
      .describe('How often at least; without it, the item is a tally that a person closes.'),
    'up-to': times.optional().describe('How often at most makes sense; only shown.'),
    unit: text.optional().describe('Of what, in the plural: `calls`; `days` also says how long it takes.'),
  })
  .refine(({ target = 0, 'up-to': upTo = target }) => upTo >= target, {
    path: ['up-to'],
    error: ({ input }) => `must be at least the target, ${(input as { target: number }).target}`,
  });

const traitValue = underRule(
  'id-style',
  fitting(idPattern, 'must be lower-case words joined by hyphens, such as `us`'),
);

const wantedValue = underRule(
  'unknown-trait',
  fitting(idPattern, 'must be a value of the trait: lower-case words joined by hyphens, such as `us`'),
);

const listOfValues = 'must be a list of values, such as `[us, de, other]`, or `boolean`';

/** What a trait may be: the list of its values, or `boolean` for yes and no. */
export const traitValues = z
  .union([
    z
      .array(traitValue.describe('A value that a hire may have.'), { error: listOfValues })
      .min(2, 'must name at least two values'),
    z.literal('boolean'),
  ])
  .meta({
    description: 'A trait: the list of its values, or `boolean` for yes and no.',
    examples: [['us', 'de', 'other'], 'boolean'],
  });

const conditionValue = z
  .union([
    z
      .array(wantedValue.describe('A value of the trait; any of those named will do.'), {
        error: 'must be a list of values, such as `[us]`, or `true` or `false`',
      })
      .min(1, 'must name at least one value'),
    z.boolean(),
  ])
  .meta({
    description: 'What the hire has to have of this trait: one of a list of values, or `true` or `false`.',
    examples: [['us'], true],
  });

/** Trait → the values of it that the hire has to have one of. */
export const condition = z.record(id, conditionValue);

export const compiledTraits = z.record(id, z.array(id));
export const compiledCondition = z.record(id, z.array(id));

export const evidence = z.enum(['none', 'text', 'url']);

export const roleDefinition = z.strictObject({
  title: text.describe('What people read of the role, such as `PM buddy`.'),
  required: z.boolean().optional().describe('Whether every hire should have somebody in it from the start.'),
  default: role.optional().describe('The role that stands in while nobody is bound to this one.'),
});

export const calendarSchema = z.strictObject({
  'working-days': z
    .array(z.enum(weekdays).describe('A day of the week on which people work.'))
    .min(1, 'must name at least one day')
    .optional()
    .describe('The days of the week on which people work; `mon` to `fri` if left out.'),
  holidays: z
    .array(holiday)
    .optional()
    .describe(
      'Days on which nobody works: dates, YYYY-MM-DD, and iCalendar files beside this one, whose all-day events count. `{ date, name }` names a day, `{ file, only, except }` picks events by their words.',
    ),
  'extra-working-days': z
    .array(dateText.describe('A day that is worked all the same, YYYY-MM-DD.'))
    .optional()
    .describe('Days that are worked although they are at a weekend or a holiday: dates, YYYY-MM-DD.'),
  'hours-per-day': z
    .number({ error: hours })
    .gt(0, hours)
    .max(24, hours)
    .multipleOf(0.5, hours)
    .optional()
    .describe(
      'How many hours of a working day are for the program; 6 if left out, the rest goes to meetings.',
    ),
  'holidays-until': dateText
    .optional()
    .describe('The day up to which `holidays` is complete, YYYY-MM-DD: that list is all until then.'),
});

export const compiledCount = z.strictObject({
  target: z.exactOptional(times),
  upTo: z.exactOptional(times),
  unit: z.exactOptional(text),
});

export const compiledRole = z.strictObject({
  title: text,
  required: z.boolean(),
  default: z.exactOptional(id),
});

const date = z.custom<CalendarDate>((value) => typeof value === 'string' && parseDate(value) !== undefined);

/** A day that a list names: its date, what it is called, and the file that says so. */
const namedDay = z.strictObject({
  date,
  name: z.exactOptional(text),
  source: z.exactOptional(text),
});

export const compiledCalendar = z.strictObject({
  workingDays: z.exactOptional(z.array(z.enum(weekdays)).min(1)),
  holidays: z.exactOptional(z.array(namedDay)),
  extraWorkingDays: z.exactOptional(z.array(namedDay)),
  holidaysUntil: z.exactOptional(date),
  minutesPerDay: z.exactOptional(z.int().min(1).max(1440)),
});

/** Plain data that nobody may change. */
export type Frozen<T> = T extends readonly (infer Entry)[]
  ? readonly Frozen<Entry>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;
