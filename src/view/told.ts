/** What a task list that came back says of a run: what is new in it, and what of it can't be taken as it is. */
import type { PlannedItem } from '../plan/plan.ts';
import { isDone, isToDo } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { type ListLine, plainWords, type TaskList } from '../program/task-list.ts';
import { samePerson } from '../progress/names.ts';
import { viewAnswer, viewRole } from './item.ts';
import type { ListedItem } from './outcome.ts';
import { hireFlag, plural, roleNames, stateWord } from './words.ts';

/** A line of the list, and the item that it is about. */
export interface Told {
  readonly line: ListLine;
  readonly planned: PlannedItem;
}

export interface ToldView {
  /** Ticked in the list and to do here. */
  readonly ticks: readonly Told[];
  readonly left: readonly Left[];
  readonly already: readonly PlannedItem[];
  /** Not ticked in the list, and done here. */
  readonly gone: readonly PlannedItem[];
  /** In the list without a box. */
  readonly unknown: readonly PlannedItem[];
  /** Numbers that the plan doesn't have. */
  readonly strange: readonly string[];
}

/** A tick, or another sign, that isn't taken; the reason begins with the item's name. */
export interface Left {
  readonly planned: PlannedItem;
  readonly reason: string;
}

/** Why the whole list can't be taken. */
export interface ListFault {
  readonly fault: string;
  readonly hint: string;
  readonly lines?: readonly string[];
}

/** @returns what the list says, or why it can't be this hire's list */
export function viewTold(list: TaskList, run: Run): ToldView | ListFault {
  const byRef = new Map(run.plan.items.map((planned) => [planned.ref, planned]));
  const all = list.lines.flatMap((line) => {
    const planned = byRef.get(line.ref);
    return planned ? [{ line, planned }] : [];
  });
  const fault = faultIn(list, all, run);
  if (fault) return fault;
  const lines = [
    ...new Map(all.filter(({ line }) => line.box !== 'none').map((each) => [each.line.ref, each])).values(),
  ];
  const boxed = new Set(lines.map(({ planned }) => planned));
  const isIn = (...boxes: ListLine['box'][]) => lines.filter(({ line }) => boxes.includes(line.box));
  const fresh = isIn('done').filter(({ planned }) => isToDo(planned) || planned.state === 'skipped');
  const odd = fresh.flatMap(({ line, planned }) => {
    const reason = oddity(line, planned, run);
    return reason === undefined ? [] : [{ planned, reason: `${nameOf(planned)}: ${reason}` }];
  });
  const isOdd = new Set(odd.map(({ planned }) => planned));
  return {
    ticks: fresh.filter(({ planned }) => !isOdd.has(planned)),
    left: [
      ...odd,
      ...isIn('skipped')
        .filter(({ planned }) => isToDo(planned))
        .map(({ planned }) => ({
          planned,
          reason: `${nameOf(planned)} is marked as not to be done. If so: pm-onboard skip ${planned.ref}${hireFlag(run)}`,
        })),
      ...isIn('unclear').map(({ line, planned }) => ({
        planned,
        reason: `${nameOf(planned)}: the box in line ${line.line} is neither ticked nor empty`,
      })),
    ],
    already: isIn('done').flatMap(({ planned }) => (isClosed(planned) ? [planned] : [])),
    gone: isIn('open').flatMap(({ planned }) => (isClosed(planned) ? [planned] : [])),
    unknown: [...new Set(all.map(({ planned }) => planned))].filter((planned) => !boxed.has(planned)),
    strange: [
      ...new Set(list.lines.flatMap(({ ref, box }) => (byRef.has(ref) || box === 'none' ? [] : [ref]))),
    ],
  };
}

/** Whether it is done, or with somebody to be signed off. */
function isClosed(planned: PlannedItem): boolean {
  return isDone(planned) || planned.state === 'in review';
}

function faultIn(list: TaskList, all: readonly Told[], run: Run): ListFault | undefined {
  const { hire } = run.progress;
  // A tool, or the list itself, may have written signs of a name in another way.
  const isOwn = plainWords(list.heading ?? '') === plainWords(`${run.program.title}: ${hire.name}`);
  const owner = isOwn ? undefined : ownerOf(list.heading, run.program.title);
  if (owner !== undefined && !samePerson(hire, owner))
    return {
      fault: `it is the list of ${owner}, not of ${hire.name}`,
      hint: 'say whose it is with --hire, as the program calls them',
    };
  if (all.length === 0)
    return {
      fault: `none of its lines begins with the number of an item of ${hire.name}`,
      hint: `write such a list with: pm-onboard export ${run.called}`,
    };
  if (all.every(({ line }) => line.box === 'none'))
    return {
      fault: `it has ${plural(all.length, 'known line')}, but no box in any of them, so nobody can tell what is done`,
      hint: 'a copy of a page as it is shown loses its ticks: copy the text that is edited, with its [x]',
    };
  const other = all.filter(({ line, planned }) => differs(line, planned));
  const worded = all.filter(({ line }) => plainWords(line.text) !== '');
  if (other.length > 1 && other.length * 2 > worded.length)
    return {
      fault: `it seems to be the list of another program: ${other.length} of ${worded.length} titles differ`,
      hint: 'say whose list it is with --hire',
      lines: other.slice(0, 3).map((told) => `  ${differsText(told)}`),
    };
  const twice = all.find(
    ({ line }) =>
      line.box !== 'none' &&
      all.some(
        (each) => each.line.ref === line.ref && each.line.box !== 'none' && each.line.box !== line.box,
      ),
  );
  if (!twice) return undefined;
  const lines = all.filter(({ line }) => line.ref === twice.line.ref).map(({ line }) => line.line);
  return {
    fault: `it has ${nameOf(twice.planned)} twice, once ticked and once not (lines ${lines.join(' and ')})`,
    hint: 'take one of them out',
  };
}

/** Whose list it is by its heading, where that begins as those that the program writes. */
function ownerOf(heading: string | undefined, program: string): string | undefined {
  const at = heading?.lastIndexOf(': ') ?? -1;
  if (heading === undefined || at < 0 || plainWords(heading.slice(0, at)) !== plainWords(program))
    return undefined;
  return heading
    .slice(at + 2)
    .replace(/\\(?=[^\w\s])/g, '')
    .trim();
}

/** Whether the line has another title than the item. What follows a title doesn't count, nor does a title that is cut. */
function differs({ text }: ListLine, { item }: PlannedItem): boolean {
  const [said, title] = [plainWords(text), plainWords(item.title)];
  return said !== '' && title !== '' && !said.startsWith(title) && !title.startsWith(said);
}

function differsText({ line, planned }: Told): string {
  return `line ${line.line} calls ${planned.ref} "${titleIn(line)}", here it is "${planned.item.title}"`;
}

function titleIn({ text }: ListLine): string {
  return text
    .replace(/[*_`~\\]/g, '')
    .replace(/\s*\([^()]*\)\s*$/, '')
    .trim()
    .slice(0, 60);
}

/** Why a tick can't be taken as it is; undefined where it can. */
function oddity(line: ListLine, planned: PlannedItem, run: Run): string | undefined {
  const { item, progress, ref, state } = planned;
  if (differs(line, planned))
    return `${differsText({ line, planned })}. If it is done: pm-onboard done ${ref}${hireFlag(run)}`;
  if (item.by !== undefined)
    return `${roleNames(viewRole(item.by, run))} does it, so it is not the hire's to tick`;
  const said = viewAnswer(planned);
  if (state === 'skipped')
    return `${said.answer ? 'it is' : 'it was'} ${stateWord({ state, ...said })}. If it is done all the same: pm-onboard reopen ${ref}${hireFlag(run)}`;
  const target = item.count?.target;
  if (target !== undefined && progress.counted < target)
    return `it is at ${progress.counted} of ${target}. To count one more: pm-onboard count ${ref}${hireFlag(run)}`;
  return undefined;
}

export function nameOf({ ref, item }: PlannedItem): string {
  return `${ref} ${item.title}`;
}

export function listed({ ref, item }: PlannedItem): ListedItem {
  return { ref, id: item.id, title: item.title };
}

/** The address that somebody wrote behind an item's title; undefined where there is none but those of the title and the program. */
export function linkIn({ text }: ListLine, { item }: PlannedItem): string | undefined {
  const known = [...addressesIn(item.title), ...item.links.map(({ url }) => url)];
  return addressesIn(text).find((address) => !known.includes(address));
}

function addressesIn(text: string): string[] {
  return text.match(/https:\/\/[^\s<>()[\]"'`]+[^\s<>()[\]"'`.,;:!?*_]/g) ?? [];
}
