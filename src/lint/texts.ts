/** Where in a program's files its texts, links and roles stand, and places inside a text. */

import { once } from '../once.ts';
import { firstFew } from '../phrases.ts';
import {
  at,
  childrenOf,
  type Draft,
  type Entry,
  entriesOf,
  isTextAt,
  listAt,
  mapAt,
  textAt,
  textsAt,
} from '../program/draft.ts';
import type { Located, Range, YamlFile } from '../program/yaml.ts';
import { atRange, type Found, type Subject } from './rule.ts';

/** Every text that a screen may show, without ids, dates and comments. */
export const textsOf = once((draft: Draft): readonly Located<string>[] => [
  ...titlesOf(draft),
  ...rolesOf(draft).flatMap((role) => textAt(role, 'title') ?? []),
  ...draft.checklists.flatMap((checklist) =>
    [textAt(checklist, 'objective') ?? [], textsAt(checklist, 'focus')].flat(),
  ),
  ...entriesOf(draft).flatMap(textsOfEntry),
  ...textsOfLevels(draft),
]);

/** The addresses of the links of items and groups. */
export const urlsOf = once((draft: Draft): readonly Located<string>[] =>
  entriesOf(draft).flatMap((entry) => listAt(entry, 'links').flatMap((link) => textAt(link, 'url') ?? [])),
);

/** The texts of a file of levels. */
function textsOfLevels({ levels }: Draft): Located<string>[] {
  if (!levels) return [];
  const within = ['levels', 'competencies', 'cells'].flatMap((list) => listAt(levels, list));
  const keys = ['title', 'about', 'principle', 'text'];
  return [levels, ...within].flatMap((place) => keys.flatMap((key) => textAt(place, key) ?? []));
}

/** The titles of the program, its phases, groups and items. */
export const titlesOf = once((draft: Draft): readonly Located<string>[] => {
  const titled = [...(draft.program ? [draft.program] : []), ...draft.checklists, ...entriesOf(draft)];
  return titled.flatMap((each) => textAt(each, 'title') ?? []);
});

/** All values of a file that are text, under any key. */
export function valuesIn(yaml: YamlFile): Located<string>[] {
  const textsIn = (place: Located): Located<string>[] =>
    isTextAt(place) ? [place] : childrenOf(place).flatMap(textsIn);
  return textsIn({ value: yaml.value, yaml, path: [] });
}

/**
 * The range of a piece of a text in its file. If quotes or line breaks hide the piece, it is the range of the whole text.
 * @param index where the piece begins in the text
 */
export function rangeIn({ value, yaml, path }: Located<string>, index: number, piece: string): Range {
  const [from, to] = yaml.valueRange(path) ?? [0, 0];
  const raw = yaml.text.slice(from, to);
  const shift = raw.indexOf(value);
  const start = shift >= 0 ? shift + index : nth(raw, piece, value.slice(0, index).split(piece).length);
  return start >= 0 ? [from + start, from + start + piece.length] : [from, to];
}

/** Where a piece of a text begins for the nth time; -1 where it doesn't. */
function nth(text: string, piece: string, n: number): number {
  let at = -1;
  for (let left = n; left > 0; left -= 1) {
    at = text.indexOf(piece, at + 1);
    if (at < 0) return -1;
  }
  return at;
}

/**
 * The text with its code overwritten by backticks, so that offsets stay: rules about prose don't look into code. Code is
 * what stands between backticks, or between two lines that begin with three.
 */
export function withoutCode(text: string): string {
  if (!text.includes('`') && !text.includes('~~~')) return text;
  return text.replace(/^ *(```|~~~)[^\n]*\n[\s\S]*?^ *\1|`[^`]*`/gm, (code) => code.replace(/[^\n]/g, '`'));
}

/**
 * One finding for all pieces of a text that match, at the first of them.
 * @param sign what stands in each piece that matches: a text without it isn't searched, which takes long
 * @param pattern gives what is searched for: one that knows all letters takes milliseconds to make, and few texts ask for it
 * @param isMeant whether a piece counts
 * @param verbs what the message says of a single piece, and of several: `is a placeholder`, `are placeholders`
 */
export function atPieces(
  text: Located<string>,
  sign: string | RegExp,
  pattern: () => RegExp,
  isMeant: (piece: string) => boolean,
  [one, several]: readonly [string, string],
  hint: string,
): Found[] {
  if (typeof sign === 'string' ? !text.value.includes(sign) : !sign.test(text.value)) return [];
  const matches = [...withoutCode(text.value).matchAll(pattern())].filter(([piece]) => isMeant(piece));
  const [first] = matches;
  if (!first) return [];
  const pieces = [...new Set(matches.map(([piece]) => `\`${piece}\``))];
  const message = `${firstOf(pieces, 5)} ${pieces.length > 1 ? several : one}`;
  return [atRange(text.yaml, rangeIn(text, first.index, first[0]), message, hint)];
}

/** The first words of a list, at most `most`, and how many are left: `one, two and 3 more`. */
export function firstOf(words: readonly string[], most: number): string {
  return words.length > most ? firstFew(words, most) : words.join(', ');
}

function textsOfEntry(entry: Entry): Located<string>[] {
  const details = textAt(entry, 'details');
  const texts = details ? [details] : [];
  for (const topic of textsAt(entry, 'topics')) texts.push(topic);
  for (const link of listAt(entry, 'links')) {
    const title = textAt(link, 'title');
    if (title) texts.push(title);
  }
  const count = at(entry, 'count');
  const unit = count && textAt(count, 'unit');
  if (unit) texts.push(unit);
  return texts;
}

/** The roles that `program.yaml` declares; each one's `key` is its id. */
export const rolesOf = once(({ program }: Draft): readonly (Located & { readonly key: string })[] => {
  const roles = program && mapAt(program, 'roles');
  return roles ? childrenOf(roles).map((role) => ({ ...role, key: String(role.path.at(-1)) })) : [];
});

/** Every place that names a role: the `default` of another role, `escalate`, and items and groups. */
export const namedRoles = once((draft: Draft): readonly Located<string>[] => {
  const standIns = rolesOf(draft).flatMap((role) => textAt(role, 'default') ?? []);
  const escalation = draft.program && mapAt(draft.program, 'escalate');
  const told = (escalation && textAt(escalation, 'to')) ?? [];
  return [...standIns, ...[told].flat(), ...rolesOfEntries(draft)];
});

/** The places in all items and groups that name a role. */
export const rolesOfEntries = once((draft: Draft): readonly Located<string>[] =>
  entriesOf(draft).flatMap(rolesIn),
);

function rolesIn(entry: Located): Located<string>[] {
  const roles = [...textsAt(entry, 'with')];
  for (const key of ['by', 'sign-off']) {
    const role = textAt(entry, key);
    for (const each of role ? [role] : textsAt(entry, key)) roles.push(each);
  }
  return roles;
}

/** The files that are looked at: those of the program, or a duties.yaml. */
export function yamlsOf({ draft, duties }: Subject): YamlFile[] {
  return [...draft.files.map(({ yaml }) => yaml), ...(duties ? [duties.file.yaml] : [])];
}
