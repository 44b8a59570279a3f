/** The form in which somebody writes how they see a level, with what a record has to point to. */
import type { CalendarDate } from '../../dates.ts';
import { sha256 } from '../../digest.ts';
import type { Run } from '../../plan/run.ts';
import type { FormKey } from '../../program/worksheet.ts';
import { type DoneView, viewSummary } from '../finish.ts';
import type { LevelView } from './level.ts';

export interface WorksheetView {
  readonly level: LevelView;
  readonly key: FormKey;
  /** Whom it is about; empty where nobody knows. */
  readonly about: string;
  readonly today: CalendarDate;
  /** What a record shows as done, with something to point to, the newest first. */
  readonly evidence: readonly Pick<DoneView, 'ref' | 'title' | 'on' | 'link' | 'evidence'>[];
}

/** So many entries are listed: more would be read by nobody. */
const most = 40;

/**
 * @param name the name of the file of levels
 * @param run whose items may be pointed to; undefined where there is none
 */
export function viewWorksheet(
  level: LevelView,
  name: string,
  run: Run | undefined,
  today: CalendarDate,
): WorksheetView {
  const items = run ? viewSummary(run).phases.flatMap((phase) => phase.items) : [];
  return {
    level,
    key: keyOf(level, name),
    about: run?.progress.hire.name ?? '',
    today,
    evidence: items
      .filter(({ link, evidence }) => link !== null || evidence !== null)
      .sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0))
      .slice(0, most)
      .map(({ ref, title, on, link, evidence }) => ({ ref, title, on, link, evidence })),
  };
}

/** What a form about this level and the next says of itself. */
export function keyOf({ level, next, rows }: LevelView, name: string): FormKey {
  const sentences = rows.map(({ competency, text, next: above }) => [competency.id, text, above?.text ?? '']);
  return {
    name,
    levels: next ? [level.number, next.number] : [level.number],
    text: sha256(JSON.stringify(sentences)).slice(0, 8),
  };
}
