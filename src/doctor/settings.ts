/** The settings in effect, each with where it comes from. */
import { addDays, fullDate } from '../dates.ts';
import { keepText } from '../keep.ts';
import { Calendar } from '../plan/calendar.ts';
import type { CalendarConfig, NamedDay, Program } from '../program/model.ts';
import { titleOf } from '../progress/record-id.ts';
import type { SharedTeam } from '../progress/shared-team.ts';
import { settingsInForce } from '../session/in-force.ts';
import { actingPerson, type Session } from '../session/session.ts';
import type { Setting } from '../view/doctor.ts';
import { dayOffText, listText, plural, weekText } from '../view/words.ts';
import { configName } from '../workspace/config.ts';
import { locateWorkspace } from '../workspace/workspace.ts';
import type { RunFacts } from './checks/records.ts';

/** Where the people and the days off of each run come from that is kept elsewhere. */
export function settingsElsewhere(runs: readonly RunFacts[]): Setting[] {
  return runs.flatMap(({ record: { team }, progress: { hire } }) =>
    team
      ? [
          {
            key: titleOf(hire),
            value: `kept elsewhere; ${plural(daysIn(team), 'day')} off`,
            from: `the team there, as of the share of ${fullDate(team.on)}`,
          },
        ]
      : [],
  );
}

function daysIn({ calendar }: SharedTeam): number {
  return calendar.holidays?.length ?? 0;
}

/** @param program the program that new hires start with; undefined if it can't be read */
export function settingsOf(session: Session, program: Program | undefined): Setting[] {
  const { config } = session;
  return [
    ...settingsOutsideConfig(session),
    config.program === undefined
      ? { key: 'program', value: 'product-manager', from: 'pm-onboard itself' }
      : { key: 'program', value: config.program, from: configName },
    ...given(session, 'sync', 'accessible', 'late-colour', 'pager'),
    ...calendarSettings(session, program),
    ...teamSettings(session),
  ];
}

/** The settings in effect where pm-onboard.yaml can't be used. */
export function settingsWithoutConfig(session: Session): Setting[] {
  const unknown = { value: 'not known', from: `${configName}, which can't be used` };
  return [...settingsOutsideConfig(session), ...['program', 'calendar'].map((key) => ({ key, ...unknown }))];
}

/** The settings that pm-onboard.yaml has no part in. */
function settingsOutsideConfig(session: Session): Setting[] {
  const { io, globals, settings, today } = session;
  const { path, from } = locateWorkspace(io, globals.workspace);
  const acting = actingPerson(io, globals, settings);
  return [
    { key: 'workspace', value: path, from },
    { key: 'me', value: acting.name, from: acting.from },
    ...given(session, 'hire'),
    { key: 'today', value: today, from: globals.today === undefined ? 'the clock' : '--today' },
  ];
}

/** Those of these settings that somebody has given. */
function given(session: Session, ...keys: readonly string[]): Setting[] {
  return settingsInForce(session).flatMap(({ key, value, origin: { kind, place } }) => {
    if (!keys.includes(key) || kind === 'default') return [];
    const from = { user: 'your settings', workspace: configName }[kind as string] ?? place ?? kind;
    return [{ key, value: String(value), from }];
  });
}

/** The settings that only pm-onboard.yaml can hold. */
function teamSettings({ config: { people, lint, keep } }: Session): Setting[] {
  const from = configName;
  const roles = Object.keys(people);
  const rules = Object.keys(lint.rules);
  return [
    ...(roles.length > 0 ? [{ key: 'people', value: listText(roles), from }] : []),
    ...(rules.length > 0 ? [{ key: 'lint rules', value: listText(rules), from }] : []),
    ...(keep ? [{ key: 'keep', value: keepText(keep), from }] : []),
  ];
}

/** How far ahead days off are named, in days. */
const daysAhead = 366;

/** The calendar of new hires, key by key; days off from today on are named. @param program undefined if it can't be read */
function calendarSettings({ config, today }: Session, program: Program | undefined): Setting[] {
  const calendar = new Calendar([program?.calendar ?? {}, config.calendar]);
  const { workingDays, holidays, extraWorkingDays, minutesPerDay, holidaysUntil } = calendar;
  const fromOf = (key: keyof CalendarConfig) => {
    if (config.calendar[key] !== undefined) return configName;
    return program?.calendar[key] === undefined ? 'pm-onboard itself' : 'program.yaml';
  };
  const days = (list: readonly NamedDay[]) => {
    const coming = list.filter(({ date }) => date >= today && date <= addDays(today, daysAhead));
    const names = coming.map(({ date }) => dayOffText(calendar.dayOn(date), today)).join('; ');
    return `${plural(list.length, 'day')}${names && `: ${names}`}`;
  };
  return [
    { key: 'working days', value: weekText(workingDays), from: fromOf('workingDays') },
    { key: 'holidays', value: holidays.length === 0 ? 'none' : days(holidays), from: fromOf('holidays') },
    ...(extraWorkingDays.length > 0
      ? [{ key: 'extra days', value: days(extraWorkingDays), from: fromOf('extraWorkingDays') }]
      : []),
    ...(holidaysUntil === undefined
      ? []
      : [{ key: 'holidays until', value: holidaysUntil, from: fromOf('holidaysUntil') }]),
    { key: 'hours per day', value: `${minutesPerDay / 60}`, from: fromOf('minutesPerDay') },
  ];
}
