/** What `run next` says of an item before it asks about it. */
import { shortDate } from '../dates.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import { dueOr } from './anchor.ts';
import { detailLines } from './details.ts';
import { guideOf, type ItemView } from './item.ts';
import {
  againText,
  evidenceWish,
  firstName,
  hireFlag,
  lateText,
  meetText,
  namesOrWhom,
  oneLine,
  sizeText,
} from './words.ts';

/** How much of the details is shown, in characters; the rest is one command away. */
const most = 320;

/** The item's name, when it is due and whose it is, and the beginning of its details. */
export function actLines({ item, ref }: PlannedItem, view: ItemView, run: Run): string[] {
  const { today } = run.plan;
  const guide = guideOf(run) ?? null;
  const due = view.overdue ? lateText(view, today) : dueOr(view, `due ${shortDate(view.due, today)}`);
  const facts = [
    due,
    ...againText(view, today),
    ...(sizeText(view) ? [sizeText(view)] : []),
    view.by
      ? `for ${namesOrWhom(view.by, guide)}; anyone may record it`
      : `for ${firstName(run.progress.hire.name)}`,
    ...(view.with.length > 0 ? [`meet ${view.with.map((role) => meetText(role, guide)).join(', ')}`] : []),
    ...evidenceWish(view),
    ...(view.optional ? ['optional'] : []),
  ];
  const back = view.signOff?.state === 'returned' && view.signOff.comment;
  return [
    `${ref} ${item.title}`,
    facts.join(' · '),
    ...(back ? [`Returned: ${back}`] : []),
    ...shortened(detailLines(item.details), `pm-onboard show ${ref}${hireFlag(run)}`),
  ];
}

/** The first paragraph, cut behind a sentence or a word where it is long; then the command that shows the rest. */
function shortened(lines: readonly string[], command: string): string[] {
  const end = lines.indexOf('');
  const text = oneLine((end < 0 ? lines : lines.slice(0, end)).join('\n'));
  if (text === '') return [];
  if (text.length <= most) return end < 0 ? [text] : [text, `More: ${command}`];
  const cut = text.slice(0, most);
  const sentence = Math.max(...['. ', '? ', '! '].map((sign) => cut.lastIndexOf(sign)));
  const shown = sentence > most / 2 ? cut.slice(0, sentence + 1) : `${cut.slice(0, cut.lastIndexOf(' '))} …`;
  return [shown, `More: ${command}`];
}
