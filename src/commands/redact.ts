/** `redact [text]`: takes what somebody typed out of the record and all copies of it here; the event itself stays. */
import { historyAdvice } from '../actions/history.ts';
import { eventsMeant, isConfirmed, type RedactFlags } from '../actions/redact.ts';
import type { Event, Fact } from '../progress/event.ts';
import { takenOutText, withoutTexts } from '../progress/redact.ts';
import { type OpenRun, saveFacts } from '../session/run.ts';
import { historyOf, nameOfItems } from '../view/log.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import { hireFlag, plural } from '../view/words.ts';
import { dropKept } from '../workspace/kept.ts';
import { withCopies } from '../workspace/restore.ts';

export async function redact(run: OpenRun, words: readonly string[], flags: RedactFlags): Promise<Outcome> {
  const part = words.length > 0 ? words.join(' ') : undefined;
  const kept = withCopies(run.session.workspace, run.record);
  const { events, others } = await eventsMeant(run, kept, part, flags);
  if (events.length === 0 || !(await isConfirmed(run, kept, events, part, flags)))
    return unchanged('Nothing is taken out.');
  const after = await saveFacts(
    run,
    events.map((event): Fact => ({ kind: 'redacted', of: event.id, event: withoutTexts(event) })),
  );
  if (!run.session.globals.dryRun) dropKept(run.session.io.dirs.cache);
  return redactedOutcome(after, events, others);
}

/** Says what was taken out, from where it is gone, and where it may still be. @param others how many other texts have the part */
function redactedOutcome(run: OpenRun, events: readonly Event[], others: number): Outcome {
  const { session, record, plan } = run;
  const ids = new Set(events.map(({ id }) => id));
  const history = historyAdvice(session.workspace, record.hire, 'hold the text');
  const entries = historyOf(record.events, nameOfItems(plan.items, record.events));
  const sentences = entries.filter((_, index) => ids.has(record.events[index]?.id ?? ''));
  return {
    changes: sentences.map(({ by, what }) => `taken out of what ${by} had written: ${what}`),
    remarks: [
      `The record and its backups here have ${takenOutText} instead, and no undo, backup or copy brings it back.`,
      ...(others > 0 ? [`${plural(others, 'other text')} with these words stay as they are.`] : []),
      "Files made by `share` and copies on other machines are not reached from here; with the next sync others' copies lose it too.",
      ...(history?.remarks ?? []),
    ],
    hint: history?.hint ?? `Who took out what: pm-onboard log${hireFlag(run)}`,
    commands: history?.commands ?? [],
  };
}
