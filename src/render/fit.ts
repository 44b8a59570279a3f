/** How many rows of each section of a screen there is room for. */
import type { Section } from '../view/sections.ts';

/** What rows can be taken from. */
type Fitting = Pick<Section, 'urgent'> & { readonly rows: readonly unknown[] };

/** With the rows that there is room for; where there is none for any, the title has to do. */
export type Fitted<S extends Fitting> = S & {
  /** How many rows there was no room for. */
  readonly more: number;
};

export type FittedSection = Fitted<Section>;

/** Who gets rows in turn, up to how many; all sections where it does not say which. */
export interface Round {
  readonly urgent?: boolean;
  readonly most: number;
}

/** What is told of the rows that there was no room for. */
export function restText({ rows, more }: Pick<Fitted<Fitting>, 'rows' | 'more'>): string {
  return rows.length === 0 ? `${more} not shown` : `… and ${more} more`;
}

const urgentFirst: readonly Round[] = [
  { urgent: true, most: 3 },
  { urgent: false, most: 1 },
  { urgent: true, most: Number.POSITIVE_INFINITY },
  { urgent: false, most: Number.POSITIVE_INFINITY },
];

/**
 * Every section keeps its title; rows are handed out while there is room, to the section that has the fewest.
 * @param heightOf how many lines a section takes
 */
export function fitSections<S extends Fitting>(
  sections: readonly S[],
  room: number,
  heightOf: (section: Fitted<S>) => number,
  rounds: readonly Round[] = urgentFirst,
): Fitted<S>[] {
  const fitted = sections.map((section) => withRows(section, 0));
  let left = fitted.reduce((sum, section) => sum - heightOf(section), room);
  for (const { urgent, most } of rounds) {
    for (;;) {
      const [step] = sections
        .flatMap((section, at) => {
          const now = fitted[at] as Fitted<S>;
          if (section.urgent !== (urgent ?? section.urgent) || now.more === 0 || now.rows.length >= most)
            return [];
          const next = withRows(section, now.rows.length + 1);
          return [{ at, next, cost: heightOf(next) - heightOf(now) }];
        })
        .filter(({ cost }) => cost <= left)
        .sort((a, b) => a.next.rows.length - b.next.rows.length);
      if (!step) break;
      fitted[step.at] = step.next;
      left -= step.cost;
    }
  }
  return fitted;
}

function withRows<S extends Fitting>(section: S, count: number): Fitted<S> {
  const { length } = section.rows;
  // A line that tells of one more would take the place of that one.
  const shown = count > 0 && count === length - 1 ? length : count;
  return { ...section, rows: section.rows.slice(0, shown), more: length - shown };
}
