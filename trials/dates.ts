/** Plans the same record in time zones all around the Earth. The due dates must be equal, even on days when clocks jump. */

import { Home } from '../tests/cli/home.ts';
import { ada, type Lived, writeLived } from '../tests/cli/lived.ts';
import { type Here, here } from '../tests/plan/plans.ts';
import { zones } from '../tests/zones.ts';
import { Crew, each, type Given, type Outcome, serve, type Trial } from './trial.ts';

const dayNine: Lived = {
  ...ada,
  today: '2026-12-01',
  behind: 3,
  awaiting: 1,
  beside: [
    ['2026-11-24', 'Ada Lovelace', { kind: 'away', from: '2026-12-24', to: '2026-12-31' }],
    [
      '2026-11-24',
      'Ada Lovelace',
      { kind: 'changed', holidays: [{ date: '2026-11-26' }, { date: '2026-10-25' }, { date: '2027-03-28' }] },
    ],
  ],
};

const lines = [
  'pm-onboard status --today 2026-12-01',
  'pm-onboard next --json --today 2026-11-26',
  'pm-onboard show 3.3 --why --today 2026-12-01',
  'pm-onboard log --today 2026-12-01',
  'pm-onboard reschedule --start 2027-03-22 --dry-run --today 2026-12-01',
  'pm-onboard preview --start 2028-02-29 --today 2026-12-01',
];

/** What the built program prints in each time zone, by zone. */
async function screensIn(folder: string, some: readonly string[]): Promise<Map<string, string>> {
  const home = new Home(folder);
  writeLived(home.workspace, dayNine);
  const screens = new Map<string, string>();
  await each(some, 4, async (zone) => {
    const { code, stdout, stderr } = await home.shell(lines.join(' && '), { env: { TZ: zone } });
    screens.set(zone, `exit ${code}\n${stdout}\n${stderr}`);
  });
  return screens;
}

async function plansIn(some: readonly string[]): Promise<Here[]> {
  const crew = await Crew.of(some.length, (member) => ({ TZ: some[member] }));
  const all = await crew.order<object, Here>(() => ({}));
  crew.leave();
  return all;
}

/** The names of the values that differ from the first value. */
function unlike(values: readonly [name: string, value: unknown][]): string[] {
  const first = JSON.stringify(values[0]?.[1]);
  return values.flatMap(([name, value]) => (JSON.stringify(value) === first ? [] : name));
}

export const dates: Trial = {
  name: 'dates',
  promise: 'due dates are the same in every time zone and on every day',
  faults: [
    {
      what: 'days are counted in local hours, 24 each',
      edits: [
        {
          file: 'src/dates.ts',
          from: '  return dateOf(dayCount(date) + days);',
          to: '  return localDate(new Date(new Date(date + "T00:00").getTime() + days * millisecondsPerDay));',
        },
      ],
    },
  ],
  async run({ size, folder }: Given): Promise<Outcome> {
    const plans = await plansIn(zones);
    const shown = size === 'full' ? zones : ['UTC', 'America/St_Johns', 'Pacific/Kiritimati'];
    const screens = await screensIn(folder, shown);
    const broken = [
      ...unlike(plans.map((each, at) => [zones[at] ?? '', each.plans])).map(
        (zone) => `${zone} plans otherwise`,
      ),
      ...unlike([...screens]).map((zone) => `${zone} shows otherwise`),
    ];
    if (!screens.get('UTC')?.startsWith('exit 0')) broken.push(`no screens: ${screens.get('UTC')}`);
    // If the zones took effect, one instant falls on three different days and the zones have many offsets.
    const offsets = new Set(plans.map(({ offset }) => offset)).size;
    if (new Set(plans.map(({ localDate }) => localDate)).size !== 3 || offsets < 16)
      broken.push('the zones took no effect');
    return {
      figure: `${plans[0]?.plans.length} plans in ${zones.length} zones of ${offsets} offsets, ${lines.length} commands in ${shown.length}: ${broken.length} differ`,
      broken,
    };
  },
  worker: () => serve(async () => here()),
};
