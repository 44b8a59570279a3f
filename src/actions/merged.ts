/** What a merge of two copies of a record makes of its counts, for `share --receive` and `sync`. */
import { attempt } from '../errors.ts';
import type { HireRecord } from '../progress/record.ts';
import { reduceEvents } from '../progress/reduce.ts';
import { type OpenRun, runOf } from '../session/run.ts';
import type { Session } from '../session/session.ts';
import { recountSentences } from '../view/recount.ts';

/**
 * Sentences on the items that are done or open again by their count since the merge.
 * @param before the record before the merge; undefined if the hire is new here
 * @returns an empty list where a run can't be planned: its own commands say why
 */
export function mergedCounts(session: Session, before: HireRecord | undefined, after: HireRecord): string[] {
  const [was, is] = [before, after].map((record) => record && attempt(() => runFrom(session, record)));
  return was && is ? recountSentences(was.plan, is.plan) : [];
}

function runFrom(session: Session, record: HireRecord): OpenRun | undefined {
  const progress = reduceEvents(record);
  if (!progress) return undefined;
  const { id, name, handles } = progress.hire;
  return runOf(session, { id, name, handles, record, progress });
}
