/** Plans random programs on random calendars, and checks what has to hold of every plan. */
import { planProperties } from '../tests/plan/plan-properties.ts';
import { situation } from '../tests/plan/random-plans.ts';
import type { Given, Outcome, Trial } from './trial.ts';

export const plans: Trial = {
  name: 'plans',
  sourceOnly: true,
  promise: 'dates keep their order, their phase and their leave on every calendar',
  faults: [
    {
      what: 'an item may be due before what it waits for',
      edits: [{ file: 'src/plan/due-dates.ts', from: '    lift(other.bound, predecessor.id);\n', to: '' }],
    },
    {
      what: 'workday N is always the Nth working day',
      edits: [
        {
          file: 'src/plan/timeline.ts',
          from: "if (unit === 'workday') return this.#fitted(n);",
          to: "if (unit === 'workday') return n;",
        },
      ],
    },
    {
      what: 'a rule may lie after the end of its phase',
      edits: [{ file: 'src/plan/timeline.ts', from: 'Math.min(end, workday)', to: 'workday' }],
    },
    {
      what: 'a moved date is lifted like any other',
      edits: [
        {
          file: 'src/plan/due-dates.ts',
          from: "    if (change?.moved) return { due: change.moved, liftedBy: undefined };\n    let lifted: Pick<ItemDates, 'due' | 'liftedBy'> = { due: ruled, liftedBy: undefined };",
          to: "    let lifted: Pick<ItemDates, 'due' | 'liftedBy'> = { due: change?.moved ?? ruled, liftedBy: undefined };",
        },
      ],
    },
    {
      what: 'the counter stands still on days off',
      edits: [{ file: 'src/plan/timeline.ts', from: 'off += 1;', to: 'off += 0;' }],
    },
    {
      what: 'leave counts by the calendar day',
      edits: [
        {
          file: 'src/plan/timeline.ts',
          from: 'dateOf(this.#nth(workday, this.#worked, true));\n    this.#dates',
          to: 'this.baseDateAt(workday);\n    this.#dates',
        },
      ],
    },
  ],
  async run({ size }: Given): Promise<Outcome> {
    const [runs, names] = [size === 'full' ? 10_000 : 300, Object.keys(planProperties)];
    const broken: string[] = [];
    for (const [name, property] of Object.entries(planProperties)) {
      for (let seed = 1; seed <= runs; seed += 1) {
        const wrong = property(situation(seed));
        if (!wrong) continue;
        broken.push(`${name}: situation ${seed}: ${wrong}`);
        break;
      }
    }
    return { figure: `${names.length} properties of ${runs} plans each, ${broken.length} broken`, broken };
  },
};
