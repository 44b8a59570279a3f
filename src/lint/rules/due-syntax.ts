import { type Draft, type Entry, entriesOf, itemsOf, textAt, textsAt } from '../../program/draft.ts';
import { anchorOf, type DateRule, isUndated, parseDateRule } from '../../program/grammar.ts';
import { didYouMean, guesser } from '../../program/nearest.ts';
import { undatedFault } from '../../program/template.ts';
import type { Located } from '../../program/yaml.ts';
import { atValue, type Found, type Rule, retiredText } from '../rule.ts';
import { shapeProblems } from './shape.ts';

/** The form of dates, and whether the program has what they count from. */
export const dueSyntax: Rule = {
  id: 'due-syntax',
  severity: 'error',
  why: "A date that can't be worked out would leave the hire without one.",
  structural: true,
  needs: ['whole'],
  check: ({ draft }) => [
    ...shapeProblems({ draft }, 'due-syntax'),
    // Of a lone checklist, nobody knows what the program has.
    ...(draft.whole ? wrongDates(draft) : []),
  ],
};

/** A date rule where it is written. */
interface Written {
  readonly key: string;
  readonly rule: DateRule;
  readonly place: Located<string>;
  readonly entry?: Entry;
}

function wrongDates(draft: Draft): Found[] {
  const written = writtenIn(draft);
  return [...wrongAnchors(draft, written), ...wrongItems(draft, written)];
}

function writtenIn(draft: Draft): Written[] {
  const at = (parent: Located, keys: readonly string[], entry?: Entry) =>
    keys.flatMap((key): Written[] => {
      const place = textAt(parent, key);
      const rule = place && parseDateRule(place.value);
      return place && rule ? [{ key, rule, place, ...(entry ? { entry } : {}) }] : [];
    });
  return [
    ...draft.checklists.filter(({ listed }) => listed).flatMap((checklist) => at(checklist, ['due'])),
    ...itemsOf(draft).flatMap((item) => at(item, ['from', 'due'], item)),
  ];
}

/** What counts from the first day in a program that has a last day, and the other way round. */
function wrongAnchors(draft: Draft, written: readonly Written[]): Found[] {
  const anchor = (draft.program && textAt(draft.program, 'anchor')?.value) === 'end' ? 'end' : 'start';
  return written.flatMap(({ key, rule, place }) => {
    const own = anchorOf(rule);
    if (own === undefined || own === anchor) return [];
    const message =
      own === 'start'
        ? `\`${key}\` counts from the first day, and this program counts back from the last one (\`anchor: end\`)`
        : `\`${key}\` counts from the last day, and hires of this program have none`;
    const hint =
      own === 'start'
        ? 'write `N workdays before end`, or take `anchor: end` out of program.yaml'
        : 'write `anchor: end` in program.yaml, or count from the first day, such as `workday 3`';
    return [atValue(place, message, hint)];
  });
}

/** What counts from an item that isn't there, or from something that has no date. */
function wrongItems(draft: Draft, written: readonly Written[]): Found[] {
  if (!written.some(({ rule }) => rule.after !== undefined)) return [];
  const entries = entriesOf(draft);
  const byId = new Map<string, Entry>();
  for (const entry of entries) for (const { value } of textsAt(entry, 'formerly')) byId.set(value, entry);
  for (const entry of [...entries].reverse()) if (entry.id) byId.set(entry.id.value, entry);
  const retired = new Set(
    draft.checklists.flatMap((checklist) => textsAt(checklist, 'retired').map(({ value }) => value)),
  );
  const guess = guesser(itemsOf(draft).flatMap(({ id }) => id?.value ?? []));
  return written.flatMap(({ rule, place, entry }) => {
    const { after } = rule;
    if (after === undefined) return [];
    const target = byId.get(after);
    const group = target?.kind === 'group' ? target : undefined;
    if (group) {
      const first = itemsOf(draft).find((item) => item.group === group)?.id?.value;
      return [
        atValue(
          place,
          `\`${after}\` is a group, which has no date of its own`,
          `count from an item in it${first ? `, such as \`${first}\`` : ''}`,
        ),
      ];
    }
    if (target && isUndated(textAt(target, 'due')?.value ?? ''))
      return [atValue(place, ...undatedFault(after))];
    if (target) return [];
    if (retired.has(after))
      return [
        atValue(place, retiredText(after), 'count from another item, such as the one that took its place'),
      ];
    const near = guess(after).find((id) => id !== entry?.id?.value);
    const hint = didYouMean(near) ?? 'name the item whose date it is to count from';
    return [atValue(place, `the program has no item \`${after}\``, hint)];
  });
}
