/** Runs and people as lines: those of `mine`, `team`, `people`, `run` and `start --list`. */
import type { ChecklistsView } from '../../view/checklists.ts';
import type { OwnItemView, OwnView } from '../../view/mine/own.ts';
import type { MineView } from '../../view/mine.ts';
import type { PeopleView } from '../../view/people.ts';
import type { ProgramsView } from '../../view/programs.ts';
import type { TeamHireView, TeamView } from '../../view/team.ts';
import type { TeamItemsView, TeamItemView } from '../../view/team-items.ts';
import type { TeamSinceView } from '../../view/team-since.ts';
import { unlistedText } from '../../view/words.ts';
import { teamColumns, teamItemColumns } from '../team-columns.ts';
import { type Cell, type Columns, tableOf } from './table.ts';

export const mineTable = tableOf(
  {
    group: ({ group }) => group,
    kind: ({ kind }) => kind,
    on: ({ on, undated }) => (undated ? null : on),
    ref: ({ ref }) => ref,
    title: ({ title }) => title,
    run: ({ hire }) => hire.id,
    name: ({ hire }) => hire.name,
    own: ({ own }) => own,
    days: ({ days }) => days,
    time: ({ time }) => time,
    role: ({ roles }) => roles,
    people: ({ people }) => people,
    optional: ({ optional }) => optional,
    blocked_by: ({ blockedBy }) => blockedBy,
    id: ({ id }) => id,
    subject: ({ hire }) => hire.subject,
    link: ({ link }) => link,
    command: ({ command }) => command,
  } satisfies Columns<ReturnType<typeof mineRows>[number]>,
  mineRows,
);

/** What is the reader's own comes first, as on the screen; with a role, only what is owed by that. */
function mineRows({ entries, own, role }: MineView) {
  const owed = entries.map((entry) => {
    const { who, item } = entry;
    return { ...entry, own: false, roles: who.roles ?? [who.role], people: who.people, id: item };
  });
  return role === null ? [...own.flatMap(ownRows), ...owed] : owed;
}

function ownRows({ hire, before, late, items, next }: OwnView) {
  const isLate = new Set(late.map(({ id }) => id));
  const rows = (group: string, list: readonly OwnItemView[]) =>
    list.map((item) => ({ ...item, group, hire, on: item.due, own: true, roles: [], people: [] }));
  return [
    ...rows('before', before),
    ...rows('late', late),
    ...rows(
      'today',
      items.filter(({ id }) => !isLate.has(id)),
    ),
    ...rows('next', next),
  ];
}

/** Column of the CSV → what it is called in every table here: `id` is that of an item. */
const elsewhere: Partial<Record<string, string>> = { id: 'run', run: 'called' };

/** Those who can't be read are named on stderr, as an error. */
export const teamTable = tableOf<TeamView, TeamHireView>(
  Object.fromEntries(Object.entries(teamColumns).map(([name, cell]) => [elsewhere[name] ?? name, cell])),
  ({ hires }) => hires,
  ({ notices }) => notices,
);

export const teamItemsTable = tableOf<TeamItemsView, TeamItemView>(
  Object.fromEntries(
    Object.entries(teamItemColumns).map(([name, key]) => [name, (item: TeamItemView): Cell => item[key]]),
  ),
  ({ items }) => items,
);

export const teamSinceTable = tableOf<TeamSinceView, TeamSinceView['changes'][number]>(
  {
    kind: ({ kind }) => kind,
    on: ({ on }) => on,
    run: ({ hire }) => hire.id,
    name: ({ hire }) => hire.name,
    items: ({ items }) => items.map(({ ref }) => ref),
    text: ({ text }) => text,
    buddy: ({ buddy }) => buddy,
    program: ({ hire }) => hire.program,
  },
  ({ changes }) => changes,
);

export const peopleTable = tableOf(
  {
    role: ({ role }) => role,
    name: ({ person }) => person?.name,
    contact: ({ person }) => person?.contact,
    title: ({ title }) => title,
    from: ({ from }) => from,
    until: ({ until }) => until,
    bound_by: ({ boundBy }) => boundBy,
    required: ({ required }) => required,
    handles: ({ person }) => person?.handles,
    items: ({ items }) => items.map(({ ref }) => ref),
    run: ({ run }) => run,
  } satisfies Columns<ReturnType<typeof peopleRows>[number]>,
  peopleRows,
);

/** One for each role and person, with those to come; one without a name for a role that nobody holds. */
function peopleRows({ roles, hire }: PeopleView) {
  return roles.flatMap((role) =>
    [{ from: null, until: role.until, people: role.people }, ...role.later].flatMap(
      ({ from, until, people }) =>
        (people.length > 0 ? people : [null]).map((person) => ({
          ...role,
          from,
          until,
          person,
          run: hire.id,
        })),
    ),
  );
}

/** What `--run` takes is the id; a word of its name is enough for people. */
export const runTable = tableOf(
  {
    kind: ({ kind }) => kind,
    run: ({ run }) => run?.id,
    due: ({ run }) => run?.due,
    title: ({ title }) => title,
    template: ({ template }) => template,
    subject: ({ run }) => run?.subject,
    number: ({ run }) => run?.number,
    owner: ({ run }) => run?.owner,
    start: ({ run }) => run?.start,
    done: ({ run }) => run?.progress.done,
    skipped: ({ run }) => run?.progress.skipped,
    total: ({ run }) => run?.progress.total,
    overdue: ({ run }) => run?.overdue,
    open: ({ run }) => run?.open.own,
    open_others: ({ run }) => run?.open.others,
    called: ({ run }) => run?.run,
  } satisfies Columns<ReturnType<typeof runRows>[number]>,
  runRows,
  ({ unreadable }: ChecklistsView) => unreadable.map(unlistedText),
);

/** The runs under way, then the templates that can be begun. */
function runRows({ runs, templates }: ChecklistsView) {
  return [
    ...runs.map((run) => ({ kind: 'run', run, title: run.title, template: run.template })),
    ...templates.map(({ id, title }) => ({ kind: 'template', run: undefined, title, template: id })),
  ];
}

export const programsTable = tableOf<ProgramsView, ProgramsView['programs'][number]>(
  {
    program: ({ id }) => id,
    title: ({ title }) => title,
    usual: ({ usual }) => usual,
    missing: ({ missing }) => missing,
    hires: ({ hires }) => hires.length,
    under_way: ({ hires }) => hires.filter(({ over }) => !over).length,
    place: ({ place }) => place,
  },
  ({ programs }) => programs,
  ({ unreadable }) => unreadable.map(unlistedText),
);
