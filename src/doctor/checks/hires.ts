/** Checks of the hires and their team: calendars, clocks, names and roles. */
import { fullDate, instantText } from '../../dates.ts';
import { grouped } from '../../grouped.ts';
import { isZone } from '../../instants.ts';
import { keepText, keptUntil } from '../../keep.ts';
import { twinsOf } from '../../progress/names.ts';
import { isRunId } from '../../progress/record-id.ts';
import { makersOf, strayRoles, toleratedMinutes } from '../../view/notices.ts';
import { calledAmong, listText, plural } from '../../view/words.ts';
import { type Found, note, notJudged, warning } from './found.ts';
import type { Snapshot } from './index.ts';
import { someNames } from './programs.ts';

/** One finding for each way in which lists of holidays lack something, with the hires whose lists do. */
export function uncoveredHolidays({ records, checklists }: Snapshot): Found[] {
  if (checklists.some(({ isUnjudged }) => isUnjudged)) return [notJudged('the holidays')];
  const gaps = records.flatMap(({ run, name }) => {
    const gap = run?.gap;
    return gap ? [{ ...gap, name, run }] : [];
  });
  const groups = grouped(gaps, ({ text, run }) => `${run.record.team ? 'elsewhere' : 'here'} ${text}`);
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { text, unknown, end, run } = first;
    const whom = someNames([first, ...others].map(({ name }) => name));
    const own = `pm-onboard reschedule ${run.called}`;
    if (run.record.team) {
      const flag = unknown ? '--holidays none' : `--holidays-until ${end}`;
      const remedy = `whoever sent the record can add them there, and share it again; if that is all: ${own} ${flag}`;
      return [unknown ? note(whom, text, remedy) : warning(whom, text, remedy)];
    }
    return unknown
      ? [
          note(
            whom,
            text,
            `list them as \`holidays\` in pm-onboard.yaml; for one hire: ${own} --holidays none`,
          ),
        ]
      : [
          warning(
            whom,
            text,
            `add the others to \`holidays\` in pm-onboard.yaml, or to the .ics that it names; if that is all: \`holidays-until: ${end}\` there, or ${own} --holidays-until ${end}`,
          ),
        ];
  });
}

/** Zones that nobody knows, as only a stranger or a newer system writes them: times in them are shown as if none were given. */
export function unknownZones({ records }: Snapshot): Found[] {
  return records.flatMap(({ run, name }) => {
    const { zone } = run?.progress.hire ?? {};
    if (!run || zone === undefined || isZone(zone)) return [];
    const remedy = `say which it is: pm-onboard reschedule ${run.called} --zone UTC, or another such as Europe/Berlin`;
    return [warning(name, 'has a time zone that is not known here', remedy)];
  });
}

/** What doesn't count of the files that pm-onboard.yaml lists as holidays. */
export function calendarFiles({ calendarRemarks }: Snapshot): Found[] {
  const remedy =
    'list what should count as dates; pick events with `only` or `except`: { file: x.ics, except: […] }';
  return calendarRemarks.flatMap(({ file, passedOver, unmatched }) => [
    ...passedOver.map((text) => note(file, text, remedy)),
    ...unmatched.map((word) =>
      warning(file, `no event has the words "${word}"`, 'correct `only` or `except` in pm-onboard.yaml'),
    ),
  ]);
}

/**
 * Events from the future come from a machine whose clock is ahead. But if a record's file here was also written in the
 * future, the clock of this machine has gone back.
 */
export function clocks({ records, folders, now }: Snapshot): Found[] {
  const latest = Math.max(0, ...folders.map(({ written }) => written?.getTime() ?? 0));
  const wentBack = latest > now.getTime() + toleratedMinutes * 60_000;
  const perRecord = records.map(({ record }) => record?.ahead ?? []);
  const ahead = perRecord.flat();
  const found: Found[] = [];
  if (wentBack)
    found.push(
      warning(
        'the clock of this machine',
        `says ${instantText(now)}, and a record here was written at ${instantText(new Date(latest))}`,
        'set the clock; the order of what is recorded stays right',
      ),
    );
  if (ahead.length > 0) {
    const last = new Date(Math.max(...ahead.map(({ at }) => Date.parse(at))));
    const makers = listText([...new Set(perRecord.flatMap(makersOf))].sort());
    const message = `${plural(ahead.length, 'event')} from the future, up to ${instantText(last)}`;
    const remedy = wentBack
      ? 'set the clock of this machine first'
      : 'set the clock of the machine they work on; nothing is lost, and other events keep their times';
    found.push(warning(makers, message, remedy));
  }
  return found;
}

export function unknownUsualHire({ usualHire, records }: Snapshot): Found | undefined {
  const isKnown = records.some(
    ({ id, record, run, name }) =>
      !record?.forgotten && [id, name, ...(run?.progress.hire.handles ?? [])].includes(usualHire ?? ''),
  );
  if (usualHire === undefined || isKnown || records.length === 0) return undefined;
  const message = `they name the hire ${usualHire}, who is not in this workspace`;
  return note('your settings', message, 'say who is meant with --hire');
}

/** Finds roles in `people` that neither the current checklists nor the program of any hire defines. */
export function unknownRoles({ team, checklists, records }: Snapshot): Found[] {
  if (checklists.some(({ isUnjudged }) => isUnjudged)) return [notJudged('the people of each role')];
  // Most runs share their program's.
  const ofRuns = new Set(records.flatMap(({ run }) => (run ? [run.roles] : [])));
  const roles = Object.assign({}, ...ofRuns, ...checklists.map((program) => program.roles));
  return strayRoles({ roles }, team).map((text) => {
    const message = text.replace(/^pm-onboard\.yaml: /, '');
    return warning('pm-onboard.yaml', message, 'correct the name of the role, or take it out');
  });
}

export function twins({ records }: Snapshot): Found[] {
  // Whoever works through checklists has a run of each.
  const present = records.flatMap(({ id, run }) =>
    run && !isRunId(id) && !run.progress.endedOn ? [run] : [],
  );
  const events = (id: string) => records.find((record) => record.id === id)?.record?.events ?? 0;
  const groups = twinsOf(present.map(({ progress }) => progress.hire)).filter(
    // Several runs of a person who is known to be one are meant.
    (hires) => new Set(hires.map(({ person }) => person)).size > 1,
  );
  return groups.map((hires) => {
    const fewest = hires.reduce((a, b) => (events(b.id) < events(a.id) ? b : a));
    return note(
      listText(hires.map(({ id }) => id)),
      `look like records of one person, ${hires[0]?.name}`,
      `if they are, keep one: pm-onboard archive ${fewest.id}`,
    );
  });
}

/** Records that are to be kept no longer: their runs ended longer ago than `keep` in pm-onboard.yaml says. */
export function keptTooLong({ records, keep, today }: Snapshot): Found[] {
  if (!keep) return [];
  const hires = records
    .filter(({ id }) => !isRunId(id))
    .map(({ id, name, run }) => ({ id, name, handles: run?.progress.hire.handles ?? [] }));
  return records.flatMap(({ id, name, place, record }) => {
    const ended = record?.endedOn;
    if (ended === undefined || keptUntil(ended, keep) >= today) return [];
    const message = `${name}: the run ended on ${fullDate(ended)}, and \`keep\` is ${keepText(keep)}`;
    const called = isRunId(id) ? id : calledAmong(hires, { id, name });
    return [note(place, message, `to erase it for good: pm-onboard forget ${called}`)];
  });
}
