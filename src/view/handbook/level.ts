/** One level with the next beside it. */
import type { Competency, Level, Levels } from '../../program/levels.ts';

export interface LevelView {
  readonly schemaVersion: 1;
  /** What people read of the whole. */
  readonly title: string;
  readonly level: Level;
  /** The next one; null at the last. */
  readonly next: Level | null;
  readonly rows: readonly LevelRow[];
  /** How the levels are meant to be used. */
  readonly about: string | null;
}

export interface LevelRow {
  readonly competency: Competency;
  readonly text: string;
  /** The number of the lowest level that says this. */
  readonly since: number;
  /** What the next level says; null at the last. `same`: the same, so that nothing is to be read into it. */
  readonly next: { readonly text: string; readonly same: boolean } | null;
}

/** @param number of a level that there is */
export function viewLevel(levels: Levels, number: number): LevelView {
  const at = levels.levels.findIndex((each) => each.number === number);
  const [level, next] = levels.levels.slice(at, at + 2);
  if (!level) throw new Error(`no level ${number}`);
  return {
    schemaVersion: 1,
    title: levels.title,
    level,
    next: next ?? null,
    rows: levels.competencies.map((competency) => {
      const cell = levels.cell(competency.id, number);
      const above = next && levels.cell(competency.id, next.number);
      return {
        competency,
        text: cell.text,
        since: cell.since,
        next: above ? { text: above.text, same: above.since === cell.since } : null,
      };
    }),
    about: levels.about ?? null,
  };
}
