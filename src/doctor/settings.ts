/** The settings as they count, each with what says so. */
import { weekdays } from '../dates.ts';
import { actingPerson, type Session } from '../session/session.ts';
import type { SettingFact } from '../view/doctor/facts.ts';
import { listText, plural, weekText } from '../view/words.ts';
import { configName } from '../workspace/config.ts';
import { locateWorkspace } from '../workspace/find.ts';

export function settingsOf(session: Session): SettingFact[] {
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

function sharing({ config, settings }: Session): SettingFact[] {
  if (config.sync !== undefined) return [{ key: 'sync', value: config.sync, from: configName }];
  return settings.sync === undefined ? [] : [{ key: 'sync', value: settings.sync, from: 'your settings' }];
}

function usualHire({ io, globals, settings }: Session): SettingFact[] {
  const said = [
    [globals.hire, '--hire'],
    [io.env['PM_ONBOARD_HIRE'] || undefined, 'PM_ONBOARD_HIRE'],
    [settings.hire, 'your settings'],
  ] as const;
  const [value, from] = said.find(([hire]) => hire !== undefined) ?? [];
  return value === undefined || from === undefined ? [] : [{ key: 'hire', value, from }];
}

/** What only the workspace's file can say. */
function teamSettings({ config: { calendar, calendarFiles, people, lint } }: Session): SettingFact[] {
  const { workingDays, holidays } = calendar;
  const from = configName;
  const files = Object.keys(calendarFiles);
  const rules = Object.keys(lint.rules);
  return [
    ...(workingDays
      ? [{ key: 'working days', value: weekText(weekdays.filter((day) => workingDays.includes(day))), from }]
      : []),
    ...(holidays
      ? [
          {
            key: 'holidays',
            value: plural(holidays.length, 'day'),
            from: files.length > 0 ? `${from}: ${listText(files)}` : from,
          },
        ]
      : []),
    ...(Object.keys(people).length > 0
      ? [{ key: 'people', value: listText(Object.keys(people)), from }]
      : []),
    ...(rules.length > 0 ? [{ key: 'lint rules', value: listText(rules), from }] : []),
  ];
}
