import { childrenOf, entriesOf, mapAt, textAt } from '../../program/draft.ts';
import { didYouMean, guesser } from '../../program/nearest.ts';
import type { Located } from '../../program/yaml.ts';
import { atRange, type Found, type Rule } from '../rule.ts';
import { rangeIn, rolesOf, textsOf, urlsOf } from '../texts.ts';

/** The placeholders that stand for the hire. */
const hirePlaceholders = ['hire', 'first-name'] as const;

/** What may be meant as a placeholder, also in forms that other programs know: `{{ hire.name }}`, `${NAME}`. */
const placeholderLike = /\$?\{\{?\s*([\p{L}][\p{L}\p{N}._-]{0,60}(?: [\p{L}\p{N}._-]{1,30}){0,3})\s*\}?\}/gu;

export const unknownPlaceholder: Rule = {
  id: 'unknown-placeholder',
  severity: 'error',
  why: 'What nobody fills in, the hire reads as it stands: braces instead of a name.',
  needs: ['whole'],
  check({ draft }) {
    // A lone checklist has no roles, and a template has a placeholder of its own.
    if (!draft.program) return [];
    const known = [...hirePlaceholders, ...rolesOf(draft).map(({ key }) => key)];
    const fixed = new Set(
      [
        textAt(draft.program, 'title') ?? [],
        rolesOf(draft).flatMap((role) => textAt(role, 'title') ?? []),
        entriesOf(draft).flatMap((entry) => {
          const count = mapAt(entry, 'count');
          return count ? childrenOf(count).map(({ path, yaml }) => ({ path, yaml })) : [];
        }),
      ]
        .flat()
        .map(placeOf),
    );
    return [
      ...textsOf(draft).flatMap((text) => faultsIn(text, known, () => fixed.has(placeOf(text)))),
      ...urlsOf(draft).flatMap((url) => [...faultsIn(url, known, () => false), ...hostFaults(url)]),
    ];
  },
};

function placeOf({ yaml, path }: Pick<Located, 'yaml' | 'path'>): string {
  return `${yaml.file} ${path.join(' ')}`;
}

/** @param isIn whether names are not filled in at this place */
function faultsIn(text: Located<string>, known: readonly string[], isIn: () => boolean): Found[] {
  if (!text.value.includes('{')) return [];
  const isFixed = isIn();
  const guess = guesser(new Set(known));
  // Code has no placeholders, here as where they are filled in.
  const prose = text.value.replace(/`[^`]*`/g, (code) => ' '.repeat(code.length));
  return [...prose.matchAll(placeholderLike)].flatMap(({ 0: piece, 1: inner = '', index }) => {
    const isKnown = known.some((id) => piece === `{${id}}`);
    if (isKnown && !isFixed) return [];
    const range = rangeIn(text, index, piece);
    if (isKnown) return [atRange(text.yaml, range, `\`${piece}\` is not filled in here`, fixedHint)];
    const meant = meantBy(inner, known) ?? guess(inner.toLowerCase().replace(/[ ._]+/g, '-'))[0];
    const hint = isFixed
      ? fixedHint
      : (didYouMean(meant && `{${meant}}`) ?? `there are: ${known.map((id) => `{${id}}`).join(', ')}`);
    return [atRange(text.yaml, range, `\`${piece}\` stands for nothing that is known`, hint)];
  });
}

const fixedHint = 'names are filled in in titles, details, topics and links of items, groups and phases';

/** The placeholder that other programs call so. */
function meantBy(inner: string, known: readonly string[]): string | undefined {
  const words = inner.toLowerCase().split(/[ ._-]+/);
  if (words.includes('first')) return 'first-name';
  const role = known.find((id) => words.join('-') === id || words[0] === id);
  return role ?? (words.includes('name') || words.includes('hire') ? 'hire' : undefined);
}

/** A name in the host of an address would make another host of it. */
function hostFaults(url: Located<string>): Found[] {
  const [host = ''] = /^https?:\/\/[^/?#]*/.exec(url.value) ?? [];
  const [piece] = /\{[^}]*\}/.exec(host) ?? [];
  if (piece === undefined) return [];
  const range = rangeIn(url, host.indexOf(piece), piece);
  return [
    atRange(
      url.yaml,
      range,
      `\`${piece}\` can't stand in the name of a host`,
      'write it behind the first `/`',
    ),
  ];
}
