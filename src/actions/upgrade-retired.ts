/** `upgrade`: what becomes of items that the checklists retire, for hires who have them open. */
import { exits, UserError } from '../errors.ts';
import { firstOf } from '../lint/texts.ts';
import { isToDo, type PlannedItem } from '../plan/plan.ts';
import { type Program, rolesOf } from '../program/model.ts';
import type { Fact } from '../progress/event.ts';
import type { OpenRun } from '../session/run.ts';
import type { Session } from '../session/session.ts';
import type { Proposal, UpgradeOptions } from './upgrade.ts';

/** What becomes of a retired item: it goes with its program, or stays as an item of the hire's own. */
const fates = ['drop', 'keep'] as const;
export type Fate = (typeof fates)[number];

/** @throws UserError where `--retired` has another value */
export function fateFrom(text: string | undefined): Fate | undefined {
  const fate = fates.find((each) => each === text);
  if (text === undefined || fate) return fate;
  throw new UserError(
    `--retired: "${text}" is neither keep nor drop`,
    'write --retired keep, or --retired drop',
  );
}

/** The items that the hire has to do, and that the program which they would adopt retires. */
function openRetired({ run, after }: Proposal): PlannedItem[] {
  const retired = new Set(retiredIn(after.pinned));
  return run.plan.items.filter(
    (planned) =>
      isToDo(planned) && planned.item.by === undefined && !planned.item.added && retired.has(planned.item.id),
  );
}

function retiredIn({ phases }: Program): string[] {
  return phases.flatMap(({ retired = [] }) => retired);
}

/** Id of each item that is retired and open for somebody → its title, and the names of those hires. */
function openByItem(proposals: readonly Proposal[]) {
  const open = new Map<string, { readonly title: string; readonly names: string[] }>();
  for (const proposal of proposals)
    for (const { item } of openRetired(proposal)) {
      const entry = open.get(item.id) ?? { title: item.title, names: [] };
      open.set(item.id, entry);
      entry.names.push(proposal.run.progress.hire.name);
    }
  return open;
}

/** @throws UserError (exit 4) where it isn't said what becomes of retired items, and nobody can be asked */
export function refuseUnsaid(
  { mayAsk }: Session,
  proposals: readonly Proposal[],
  given: Fate | undefined,
  { dryRun }: UpgradeOptions,
): void {
  if (mayAsk || dryRun || given !== undefined) return;
  const titles = [...openByItem(proposals).values()].map(({ title }) => title);
  if (titles.length === 0) return;
  throw new UserError(
    `what becomes of what is retired, and open for hires? ${firstOf(titles, 3)}`,
    'give it as --retired keep, as items of their own, or --retired drop',
    exits.needsInput,
  );
}

/**
 * Says what becomes of retired items: the flag, or an answer for each item.
 * @returns the fate of an item by its id
 */
export async function takeFates(
  proposals: readonly Proposal[],
  given: Fate | undefined,
): Promise<(id: string) => Fate> {
  const open = openByItem(proposals);
  if (given !== undefined || open.size === 0) return () => given ?? 'drop';
  const { askOne } = await import('../prompts.ts');
  const answers = new Map<string, string>();
  for (const [id, { title, names }] of open) {
    const question = `"${title}" is retired, and open for ${firstOf(names, 3)}. What becomes of it?`;
    const choices = [
      { name: 'It goes', value: 'drop' },
      { name: 'It stays, as an item of their own', value: 'keep' },
    ];
    answers.set(id, await askOne(question, choices));
  }
  return (id) => (answers.get(id) === 'keep' ? 'keep' : 'drop');
}

/** The facts that keep a hire's retired items; each keeps its id, so that what is recorded with it stays with it. */
export function keptFacts(proposal: Proposal, fateOf: (id: string) => Fate): Fact[] {
  return openRetired(proposal)
    .filter(({ item }) => fateOf(item.id) === 'keep')
    .map(({ item, due, phase }) => {
      const signers = rolesOf(item.signOff);
      return {
        kind: 'added',
        item: item.id,
        title: item.title,
        phase,
        due,
        details: item.details,
        with: anyOf(item.with),
        after: anyOf(item.after),
        takes: item.takes,
        evidence: item.evidence === 'none' ? undefined : item.evidence,
        signOff: signers.length === 1 ? signers[0] : undefined,
        signers: signers.length > 1 ? signers : undefined,
        links: anyOf(item.links),
        topics: anyOf(item.topics),
        optional: item.optional || undefined,
        stage: item.stage,
        validFor: item.validFor,
        ...(item.count
          ? { counted: true, target: item.count.target, upTo: item.count.upTo, unit: item.count.unit }
          : {}),
      };
    });
}

function anyOf<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** Sentences about what was kept. */
export function keptRemarks(run: OpenRun, facts: readonly Fact[]): string[] {
  const titles = facts.flatMap((fact) => (fact.kind === 'added' ? [fact.title] : []));
  return titles.length === 0 ? [] : [`${run.progress.hire.name} keeps, as their own: ${firstOf(titles, 5)}.`];
}
