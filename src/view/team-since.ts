/** What has changed in the team since a day: who started, finished or left, and whose items got stuck. */
import { type CalendarDate, compareDates, longDate, shortDate } from '../dates.ts';
import { endingOf, type Run } from '../plan/run.ts';
import { type MineHire, viewMineHire } from './mine/entries.ts';
import { isPressing, viewStuck } from './review/stuck.ts';
import type { Chosen, Nobody } from './team-choice.ts';
import { type UnreadableHire, viewUnread } from './unread.ts';
import { listText, plural, unlistedText } from './words.ts';

export interface TeamSinceView {
  readonly schemaVersion: 1;
  readonly today: CalendarDate;
  readonly since: CalendarDate;
  readonly changes: readonly TeamChange[];
  /** Hires whose record or program can't be used. */
  readonly unreadable: readonly UnreadableHire[];
  /** Why there is nobody to show; null where there is somebody. */
  readonly nobody: Nobody | null;
}

/** The kinds of changes, in the order of the list. */
const kinds = ['finished', 'left', 'stuck', 'started'] as const;

export interface TeamChange {
  /** `left`: the run was archived. */
  readonly kind: (typeof kinds)[number];
  readonly hire: MineHire;
  /** The day on which it happened; of items, the day on which the first of them got stuck. */
  readonly on: CalendarDate;
  /** The note or the reason of an end; null where there is none. */
  readonly text: string | null;
  /** The items that were due, or were returned, since that day and are still open; empty but for `stuck`. */
  readonly items: readonly { readonly ref: string; readonly title: string; readonly on: CalendarDate }[];
  /** The names of the buddies. */
  readonly buddy: readonly string[];
}

export function viewTeamSince(team: Chosen<readonly TeamChange[]>, since: CalendarDate): TeamSinceView {
  const changes = team.shown.flat();
  return {
    schemaVersion: 1,
    today: team.today,
    since,
    changes: changes.sort(
      (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || compareDates(a.on, b.on),
    ),
    unreadable: team.unread.map(viewUnread),
    nobody: team.nobody,
  };
}

/** What has changed in a run between two days. */
export function changesIn(run: Run, since: CalendarDate, today: CalendarDate): TeamChange[] {
  const { plan, progress, people } = run;
  const plain = {
    hire: viewMineHire(run),
    text: null,
    items: [],
    buddy: (people.get('buddy') ?? []).map(({ name }) => name),
  };
  const within = (date: CalendarDate) => since <= date && date <= today;
  const ended = endingOf(progress);
  const stuck = viewStuck(run)
    .filter(isPressing)
    .map(({ ref, title, due, reasons }) => {
      const returned = reasons.find(({ kind }) => kind === 'returned');
      return { ref, title, on: returned?.on ?? due };
    })
    .filter(({ on }) => within(on))
    .sort((a, b) => compareDates(a.on, b.on));
  const [first] = stuck;
  return [
    ...(ended && within(ended.on)
      ? [
          {
            ...plain,
            kind: ended.how === 'finished' ? ('finished' as const) : ('left' as const),
            on: ended.on,
            text: ended.text,
          },
        ]
      : []),
    ...(first ? [{ ...plain, kind: 'stuck' as const, on: first.on, items: stuck }] : []),
    ...(within(plan.start) ? [{ ...plain, kind: 'started' as const, on: plan.start }] : []),
  ];
}

const titles: Readonly<Record<TeamChange['kind'], string>> = {
  finished: 'Finished',
  left: 'Left',
  stuck: 'Got stuck',
  started: 'Started',
};

export type TeamSinceScreen = ReturnType<typeof teamSinceScreen>;

/** The list as people read it. */
export function teamSinceScreen(
  { today, since, changes, unreadable, nobody }: TeamSinceView,
  say = shortDate,
) {
  return {
    today,
    title: `The team since ${longDate(since, today)} · ${longDate(today, today)}`,
    summary: changes.length === 0 ? 'Nobody started, finished, left or got stuck.' : summaryOf(changes),
    sections: kinds.flatMap((kind) => {
      const rows = changes
        .filter((each) => each.kind === kind)
        .map((each) => rowOf(each, say(each.on, today)));
      return rows.length === 0 ? [] : [{ title: titles[kind], rows }];
    }),
    notices: unreadable.map(unlistedText),
    nobody,
  };
}

function summaryOf(changes: readonly TeamChange[]): string {
  const words = { finished: 'finished', left: 'left', stuck: 'got stuck', started: 'started' };
  const counts = kinds.flatMap((kind) => {
    const count = changes.filter((each) => each.kind === kind).length;
    return count > 0 ? [`${count} ${words[kind]}`] : [];
  });
  return `${listText(counts)}.`;
}

function rowOf({ kind, hire, text, items, buddy }: TeamChange, date: string) {
  const name = hire.run === null ? hire.name : `${hire.name}, ${hire.run}`;
  const refs = items.slice(0, 5).map(({ ref }) => ref);
  const more = items.length > refs.length ? ` and ${items.length - refs.length} more` : '';
  const details = {
    finished: text ?? '',
    left: text ?? '',
    stuck: `${plural(items.length, 'item')}: ${refs.join(', ')}${more}`,
    started: buddy.length > 0 ? `buddy ${listText(buddy)}` : 'no buddy yet',
  };
  return { name, when: kind === 'stuck' ? `since ${date}` : date, details: details[kind] };
}
