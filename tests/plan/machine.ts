/** Machines that hold copies of one hire's record, work on the item `x`, and hear of each other only by merges. */
import type { Fact } from '../../src/progress/event.ts';
import type { HireRecord } from '../../src/progress/record.ts';
import { type ItemProgress, reduceEvents, untouched } from '../../src/progress/reduce.ts';
import { withFacts } from '../../src/progress/stamp.ts';

export class Machine {
  #steps = 0;

  constructor(
    public record: HireRecord,
    readonly second: number,
    /** How the item stands by its events; a test of counts knows a target beside. */
    readonly see: (own: ItemProgress) => ItemProgress = (own) => own,
  ) {}

  add(by: string, make: (own: ItemProgress) => readonly Fact[]): this {
    this.#steps += 1;
    const own = reduceEvents(this.record)?.items.get('x') ?? untouched;
    this.record = withFacts(this.record, make(this.see(own)), {
      now: new Date(Date.parse('2026-11-24T08:00:00.000Z') + this.second * 1000 + this.#steps * 10_000),
      on: '2026-11-24',
      by,
      batch: `${this.second}-${this.#steps}`,
    });
    return this;
  }

  undo(target: string): this {
    return this.add('Ada', () => [{ kind: 'undone', target }]);
  }
}

export const done = (): Fact[] => [{ kind: 'done', item: 'x' }];
export const approve = ({ closedBy }: ItemProgress): Fact[] =>
  closedBy ? [{ kind: 'approved', item: 'x', of: closedBy.id }] : [];
export const sendBack = ({ closings }: ItemProgress): Fact[] =>
  closings.map(({ id }) => ({ kind: 'returned', item: 'x', of: id, comment: 'almost' }));
export const reopen = ({ closings }: ItemProgress): Fact[] =>
  closings.map(({ id }) => ({ kind: 'reopened', item: 'x', of: id }));
