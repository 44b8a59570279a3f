/** Reads calendar files with two readers that know nothing of this program or of each other: ical.js and Debian's python3-icalendar. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { addDays, type CalendarDate } from '../src/dates.ts';
import { iCalendar } from '../src/render/icalendar.ts';
import { calendarEntries } from '../src/view/calendar-entries.ts';
import { all } from '../tests/cli/hostile.ts';
import { type ReadEvent, readCalendar } from '../tests/ical.ts';
import { deed, inZone, people, start, usual } from '../tests/view/calendar-histories.ts';
import { zones } from '../tests/zones.ts';
import type { Given, Outcome, Trial } from './trial.ts';

/** Prints what python3-icalendar reads of the files of a folder, as JSON. */
const reader = `
import datetime, glob, json, os, sys
import icalendar
def when(value):
    if value is None: return ''
    if not isinstance(value.dt, datetime.datetime): return value.dt.isoformat()
    return value.dt.isoformat().replace('+00:00', 'Z')
files = {}
for path in glob.glob(os.path.join(sys.argv[1], '*.ics')):
    calendar = icalendar.Calendar.from_ical(open(path, 'rb').read())
    files[os.path.basename(path)] = [{
        'uid': str(each['uid']), 'sequence': int(each['sequence']), 'title': str(each['summary']),
        'description': str(each.get('description', '')), 'status': str(each['status']),
        'transparent': str(each['transp']) == 'TRANSPARENT',
        'start': when(each['dtstart']), 'end': when(each.get('dtend')),
    } for each in calendar.walk('VEVENT')]
json.dump(files, sys.stdout)
`;

/** The Python that has the reader: Debian puts it with the system's own. */
function python(): string | undefined {
  return ['python3', '/usr/bin/python3'].find(
    (name) => spawnSync(name, ['-c', 'import icalendar']).status === 0,
  );
}

/** What both readers give of an event. */
type Both = Omit<ReadEvent, 'stamp' | 'attendees' | 'organiser'>;

function fault(what: string, file: string, from: string, to: string) {
  return { what, edits: [{ file, from, to }] };
}

export const calendars: Trial = {
  name: 'calendars',
  promise: 'a calendar file says the same to two readers, along any history',
  sourceOnly: true,
  faults: [
    fault(
      'lines are broken after 75 characters, however many octets they have',
      'src/render/icalendar.ts',
      'return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;',
      'return code > 0 ? 1 : 1;',
    ),
    fault(
      'a backslash is escaped by another one',
      'src/render/icalendar.ts',
      "return value.replaceAll('\\\\', '/').replace(/[;,]/g",
      "return value.replaceAll('\\\\', '\\\\\\\\').replace(/[;,]/g",
    ),
    fault(
      'the number stays where something moves',
      'src/view/calendar-entries.ts',
      'sequence: events.length,',
      'sequence: 1,',
    ),
    fault(
      'what is removed goes without a word',
      'src/view/calendar-entries.ts',
      'return [...present, ...goneFrom(run, options).filter(({ uid }) => !known.has(uid))];',
      'return present.filter(({ uid }) => known.has(uid));',
    ),
    fault(
      'the id is made of the title',
      'src/view/calendar-entries.ts',
      'word(firstId(item.id, run, options))',
      'word(title + planned.due)',
    ),
  ],
  missing: () =>
    python() === undefined
      ? 'there is no python3-icalendar to read with (apt-get install python3-icalendar)'
      : undefined,
  async run({ size, folder }: Given): Promise<Outcome> {
    const histories = fc.sample(
      fc.tuple(
        fc.constantFrom(...zones),
        fc.array(fc.tuple(deed, fc.integer({ min: 0, max: 9 })), { minLength: 5, maxLength: 20 }),
      ),
      { numRuns: size === 'full' ? 200 : 20, seed: 20_261_123 },
    );
    const broken = new Set<string>();
    const texts = new Map<string, string>();
    for (const [at, [zone, deeds]] of histories.entries()) {
      const story = inZone(zone);
      const title = at % 2 === 0 ? all : 'Öl, Äpfel; \\new 漢字 👩‍👧 '.repeat(6);
      story.add({ kind: 'added', item: 'own', title, phase: 'week-1', with: ['buddy'] });
      let today: CalendarDate = start;
      for (const [step, [fact, passed]] of deeds.entries()) {
        today = addDays(today, passed);
        story.add(fact, { on: today });
        const run = story.run(usual, today, { people });
        const entries = calendarEntries(run, { today, dues: at % 3 === 0, programs: new Map() });
        texts.set(`${at}-${String(step).padStart(2, '0')}.ics`, iCalendar(title, entries));
      }
    }
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of texts) writeFileSync(join(folder, name), text);
    const read = spawnSync(python() ?? '', ['-c', reader, folder], { encoding: 'utf8', maxBuffer: 2 ** 30 });
    if (read.status !== 0)
      return { figure: 'nothing', broken: [`python3-icalendar: ${read.stderr.trim().split('\n').at(-1)}`] };
    const theirs = JSON.parse(read.stdout) as Record<string, Both[]>;
    let events = 0;
    const latest = new Map<string, Both>();
    for (const [name, text] of texts) {
      const mine = readCalendar(text).events.map(
        ({ stamp: _, attendees: _a, organiser: _o, ...rest }): Both => rest,
      );
      events += mine.length;
      if (JSON.stringify(sorted(mine)) !== JSON.stringify(sorted(theirs[name] ?? [])))
        broken.add('the two read something else');
      for (const line of text.split('\r\n'))
        if (Buffer.byteLength(line) > 75) broken.add('a line is too long');
      for (const event of theirs[name] ?? [])
        for (const fault of faultsOf(event, latest, name)) broken.add(fault);
      for (const fault of goneSilently(name, theirs[name] ?? [], latest)) broken.add(fault);
    }
    return {
      figure: `${texts.size} files of ${histories.length} histories with ${events} entries, read by ical.js and python3-icalendar`,
      broken: [...broken],
    };
  },
};

/** The events with their fields in one order. */
function sorted(events: readonly Both[]): unknown[] {
  return events.map((event) => Object.entries(event).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What is wrong with an event, given the state of it in the file before. @param latest history and UID → that state */
function faultsOf(event: Both, latest: Map<string, Both>, name: string): string[] {
  const key = `${name.split('-')[0]} ${event.uid}`;
  const was = latest.get(key);
  latest.set(key, event);
  if (was === undefined) return [];
  const moved = was.start !== event.start || was.status !== event.status;
  return [
    ...(event.sequence < was.sequence ? ['a number fell'] : []),
    ...(moved && event.sequence === was.sequence ? ['something moved under the same number'] : []),
  ];
}

/** Entries of the file before that aren't in this one, though nothing said that they are cancelled. */
function goneSilently(name: string, events: readonly Both[], latest: Map<string, Both>): string[] {
  const uids = new Set(events.map(({ uid }) => uid));
  const twice = uids.size < events.length ? ['an id stands twice in a file'] : [];
  const [history] = name.split('-');
  for (const [key, { uid, status }] of latest) {
    if (!key.startsWith(`${history} `) || uids.has(uid)) continue;
    latest.delete(key);
    if (status !== 'CANCELLED') return [...twice, 'an entry went without a word'];
  }
  return twice;
}
