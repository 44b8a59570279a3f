/** What to talk about, in phrases made of what the other sections hold. */
import type { Phase } from '../../program/model.ts';
import { listText, lowerFirst } from '../words.ts';
import type { OwedView } from './owed.ts';
import type { StuckView } from './stuck.ts';

/** So many of a kind are named in full. */
const most = 2;

export function agendaOf(
  stuck: readonly StuckView[],
  owed: readonly OwedView[],
  next: Phase | undefined,
): string[] {
  const ofKind = (kind: OwedView['kind']) => owed.filter((each) => each.kind === kind);
  const questions = ofKind('question').map(({ ref }) => ref);
  const roles = ofKind('role').map(({ text }) => `the ${lowerFirst(text)}`);
  return [
    ...(stuck.length > most
      ? [`what is stuck or quiet: ${shortList(stuck.map(({ ref }) => ref))}`]
      : stuck.map(({ ref, title }) => `${ref} ${title}`)),
    ...(questions.length > 0 ? [`an answer to ${shortList(questions)}`] : []),
    ...(roles.length > 0
      ? [roles.length > most ? `${roles.length} roles that nobody holds yet` : `who is ${listText(roles)}`]
      : []),
    ...(next
      ? [`next, ${lowerFirst(next.title)}: ${next.focus[0] ?? next.objective ?? 'what it is for'}`]
      : []),
  ];
}

function shortList(names: readonly string[]): string {
  return names.length > 4 ? listText([...names.slice(0, 3), `${names.length - 3} more`]) : listText(names);
}
