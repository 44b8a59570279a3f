/** A program made of what somebody had elsewhere: its ids, its dates as far as titles tell them, and the text of its files. Pure. */
import measure from 'fast-string-truncated-width';
import { stringify } from 'yaml';
import { parseDateRule } from './grammar.ts';
import type { Link } from './model.ts';

/** What was found, before it has ids. */
export interface Found {
  readonly title: string;
  readonly phases: readonly FoundPhase[];
  /** What can't be carried over, in the order in which it stood. */
  readonly lost: readonly Lost[];
}

export interface FoundPhase {
  readonly title: string;
  readonly objective?: string;
  /** When it is due, by the form of checklists; absent where its title has to tell. */
  readonly due?: string;
  readonly entries: readonly (FoundItem | FoundGroup)[];
}

export interface FoundItem {
  readonly title: string;
  readonly details?: string;
  readonly links?: readonly Link[];
  readonly due?: string;
  readonly takes?: string;
  readonly count?: { readonly target?: number; readonly unit?: string };
  readonly evidence?: 'url' | 'text';
  readonly optional?: true;
}

export interface FoundGroup {
  readonly title: string;
  readonly items: readonly FoundItem[];
}

/** @param at where it stood, such as `line 12`; empty where that says nothing */
export interface Lost {
  readonly at: string;
  readonly what: string;
}

export interface ImportedProgram {
  readonly id: string;
  readonly title: string;
  readonly phases: number;
  readonly items: number;
  /** Name of a file → its text. */
  readonly files: ReadonlyMap<string, string>;
  /** What a person has to decide, in sentences. */
  readonly toFill: readonly string[];
}

/** The program, with an id for everything that has a title. */
export function programOf({ title, phases }: Found): ImportedProgram {
  const ids = new Set(['program']);
  const takenItems = new Set<string>();
  const toFill: string[] = [];
  const files = new Map<string, string>();
  let last = Number.NEGATIVE_INFINITY;
  const names = phases.map((phase) => {
    const id = uniqueId(phase.title, 'phase', ids);
    const told = phase.due ?? dueIn(phase.title);
    const day = told === undefined ? 0 : dayOf(told);
    const isLate = told !== undefined && day >= last;
    const due = isLate ? told : `week ${Number.isFinite(last) ? Math.max(1, Math.floor(last / 7) + 1) : 1}`;
    last = dayOf(due);
    if (!isLate) toFill.push(`${id}.yaml: when the phase is due; \`due: ${due}\` is a guess`);
    const items = phase.entries.map((entry) =>
      'items' in entry
        ? {
            id: uniqueId(entry.title, 'group', takenItems),
            title: entry.title,
            items: entry.items.map((item) => itemOf(item, takenItems)),
          }
        : itemOf(entry, takenItems),
    );
    files.set(`${id}.yaml`, yamlOf({ id, title: phase.title, due, objective: phase.objective, items }));
    return id;
  });
  const id = uniqueId(title, 'imported', new Set());
  files.set('program.yaml', yamlOf({ id, title, phases: names }));
  const all = phases.flatMap(({ entries }) =>
    entries.flatMap((entry) => ('items' in entry ? entry.items : [entry])),
  );
  if (all.length > 0)
    toFill.push('who does what and with whom: `roles` in program.yaml, `with`, `by` and `sign-off` at items');
  if (all.some(({ takes, count }) => takes === undefined && count === undefined))
    toFill.push(
      `how long items take: \`takes\` is missing at ${all.filter(({ takes }) => takes === undefined).length} of ${all.length}`,
    );
  return { id, title, phases: phases.length, items: all.length, files, toFill };
}

function itemOf(
  { title, details, links, due, takes, count, evidence, optional }: FoundItem,
  taken: Set<string>,
) {
  const id = uniqueId(title, 'item', taken);
  return {
    id,
    title,
    details,
    links: links?.length ? links : undefined,
    due,
    takes,
    count,
    evidence,
    optional,
  };
}

/** YAML with its long texts in blocks. Keys without a value are left out. */
export function yamlOf(value: object): string {
  return stringify(value, { lineWidth: 0, blockQuote: 'literal' });
}

/** The most columns that lint allows a title. */
const widest = 72;

/** Whether lint finds no fault with the length of a title. */
export function isShort(title: string): boolean {
  return measure(title).width <= widest;
}

/** The beginning of a title that is too long, up to the last word that is whole; never a part of a sign. */
export function shortened(title: string): string {
  let kept = '';
  let columns = 0;
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(title)) {
    columns += measure(segment).width;
    if (columns > widest) break;
    kept += segment;
  }
  return kept === title ? title : kept.replace(/\s+\S*$/, '');
}

/** The longest id that is made of a title. */
const longest = 40;

/** A title as an id that nothing else has: its first words in small Latin letters. @param otherwise for a title without any */
export function uniqueId(title: string, otherwise: string, taken: Set<string>): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'’]/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const short =
    words.length <= longest
      ? words
      : words
          .slice(0, longest + 1)
          .replace(/-[^-]*$/, '')
          .slice(0, longest);
  // An id of digits alone would be a number to YAML and to people.
  const plain = /[a-z]/.test(short) ? short : [otherwise, short].filter(Boolean).join('-');
  let id = plain;
  for (let n = 2; taken.has(id); n += 1) id = `${plain}-${n}`;
  taken.add(id);
  return id;
}

const units: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
};

/** When a phase is due, by its title: `First week`, `Day 2-3`, `30 days`, `Before you start`; undefined where it doesn't say. */
export function dueIn(title: string): string | undefined {
  const text = title.toLowerCase();
  if (
    /\b(?:pre-?(?:arrival|boarding|start)|before (?:(?:your|the|their) )?(?:first day|day|you|start|they|arriv)|prior to|day 0)\b/.test(
      text,
    )
  )
    return '1 day before start';
  const numbered = /\b(day|week|month)s?\s+(?:\d+\s*(?:-|–|to|and)\s*)?(\d{1,3}|one|two|three|four)\b/.exec(
    text,
  );
  const ordinal = /\b(first|second|third|fourth)\s+(\d{1,3}\s+)?(day|week|month)s?\b/.exec(text);
  const sum = /\b(\d{1,3})[\s-]+(day|week|month)s?\b/.exec(text);
  if (numbered) return ruleOf(numbered[1] ?? '', numberOf(numbered[2]));
  if (ordinal) return ruleOf(ordinal[3] ?? '', ordinal[2] ? Number(ordinal[2]) : numberOf(ordinal[1]));
  if (sum) return ruleOf(sum[2] ?? '', Number(sum[1]));
  return undefined;
}

function numberOf(word = ''): number {
  return units[word] ?? Number(word);
}

function ruleOf(unit: string, n: number): string | undefined {
  const rule = unit === 'month' ? `day ${n * 30}` : `${unit} ${n}`;
  return parseDateRule(rule) ? rule : undefined;
}

/** The day of a run on which a date rule ends, about. */
function dayOf(rule: string): number {
  if (rule === '1 day before start') return -1;
  const [unit = '', n] = rule.split(' ');
  return Number(n) * (unit === 'week' ? 7 : 1);
}
