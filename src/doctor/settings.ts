/** The settings in effect, each with where it comes from. */
import { weekdays } from '../dates.ts';
import { actingPerson, type Session } from '../session/session.ts';
import type { Setting } from '../view/doctor.ts';
import { listText, plural, weekText } from '../view/words.ts';
import { configName } from '../workspace/config.ts';
import { locateWorkspace } from '../workspace/workspace.ts';

export function settingsOf(session: Session): Setting[] {
  const { io, globals, config, settings, today } = session;
  const { path, from } = locateWorkspace(io, globals.workspace);
  const acting = actingPerson(io, globals, settings);
  return [
    { key: 'workspace', value: path, from },
    { key: 'me', value: acting.name, from: acting.from },
    ...usualHire(session),
    { key: 'today', value: today, from: globals.today === undefined ? 'the clock' : '--today' },
    config.program === undefined
      ? { key: 'program', value: 'product-manager', from: 'pm-onboard itself' }
      : { key: 'program', value: config.program, from: configName },
    ...sharing(session),
    ...teamSettings(session),
  ];
}

function sharing({ config, settings }: Session): Setting[] {
  if (config.sync !== undefined) return [{ key: 'sync', value: config.sync, from: configName }];
  return settings.sync === undefined ? [] : [{ key: 'sync', value: settings.sync, from: 'your settings' }];
}

function usualHire({ io, globals, settings }: Session): Setting[] {
  const said = [
    [globals.hire, '--hire'],
    [io.env['PM_ONBOARD_HIRE'] || undefined, 'PM_ONBOARD_HIRE'],
    [settings.hire, 'your settings'],
  ] as const;
  const [value, from] = said.find(([hire]) => hire !== undefined) ?? [];
  return value === undefined || from === undefined ? [] : [{ key: 'hire', value, from }];
}

/** The settings that only pm-onboard.yaml can hold. */
function teamSettings({ config: { calendar, calendarFiles, people, lint } }: Session): Setting[] {
  const { workingDays, holidays } = calendar;
  const from = configName;
  const files = Object.keys(calendarFiles);
  const calendarFrom = files.length > 0 ? `${from}: ${listText(files)}` : from;
  const roles = Object.keys(people);
  const rules = Object.keys(lint.rules);
  return [
    ...(workingDays
      ? [{ key: 'working days', value: weekText(weekdays.filter((day) => workingDays.includes(day))), from }]
      : []),
    ...(holidays ? [{ key: 'holidays', value: plural(holidays.length, 'day'), from: calendarFrom }] : []),
    ...(roles.length > 0 ? [{ key: 'people', value: listText(roles), from }] : []),
    ...(rules.length > 0 ? [{ key: 'lint rules', value: listText(rules), from }] : []),
  ];
}
