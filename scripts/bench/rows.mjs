/**
 * The one table of what the bench measures: name of a row, what runs, and its bars. A bar says against what (`than`, `node -e 0`
 * if it isn't said), what is compared (`of`: processor time, or run time) and how many times as much it may be; or how much
 * memory, in MiB.
 */
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hireAt } from './generator.mjs';
import { ajv, jq, taskwarrior } from './peers.mjs';

const day = 86_400_000;
const daysAgo = (days) => new Date(Date.now() - days * day).toISOString().slice(0, 10);

/**
 * What the version before lint was made fast took for the 200 checklists, in times of `node -e 0` (docs/speed.md): the bars of lint are
 * parts of it. Where `--against` names a build, they are parts of what that one takes in the same rounds.
 */
const lintOfFirst = { processor: 150, run: 93 };
const partOfFirst = (part, of) => ({ most: lintOfFirst[of] * part, of, ofBefore: part });

const ratio = (most) => ({ most });
const memory = (most) => ({ memory: most });
const than = (name, most, run) => ({ than: name, most, run });

/** @param run what is measured, in the worlds of a build @param bars what it is held against */
const row = (group, name, run, ...bars) => ({ group, name, run, bars });

/** A command of Ada's, who is in her second week: reading, or writing. */
/** What was changed a moment ago is verified each time, so what only reads runs a while after any change. */
const reads = (line, most, ...bars) => ofAda(line, { settled: true }, ratio(most), ...bars);
const writes = (line, most, ...bars) => ofAda(line, { restore: 'all' }, ratio(most), ...bars);
const ofAda = (line, options, ...bars) => {
  const args = line === '(alone)' ? [] : line.split(' ');
  return row('everyday', line, (w) => w.pm(w.few(), args, { as: w.ada, ...options }), ...bars);
};

const plain = (major) => (major < 22 ? 1.6 : 1.5);

const everyday = [
  reads('status', plain, memory(45)),
  reads('next', plain, memory(45)),
  reads('(alone)', plain),
  ofAda('status --short', { settled: true }, ratio(1.3), memory(45)),
  reads('--help', 1.8, memory(45)),
  row(
    'everyday',
    'Tab: done',
    (w) => w.pm(w.few(), ['__complete', 'zsh', 'done', ''], { as: w.ada }),
    ratio(1.6),
    memory(45),
  ),
  row(
    'everyday',
    'Tab: start --',
    (w) => w.pm(w.few(), ['__complete', 'bash', 'pm-onboard start --', ':='], { as: w.ada }),
    ratio(1.6),
    memory(45),
  ),
  reads('run check message-reminders', 2.2, memory(45)),
  row(
    'everyday',
    'find note, in 1,000 events',
    (w) => w.pm(w.events(1000), ['find', 'note'], { as: w.ada, settled: true, says: /"note" in \d+ places/ }),
    ratio(2.4),
    memory(55),
  ),
  ...[
    'show set-1on1s',
    'plan',
    'log',
    'review',
    'team',
    'mine',
    'people',
    'remind',
    'calendar',
    'report',
    'export',
  ].map((line) => reads(line, 2.4)),
  ...['book 3.4', 'help done'].map((line) => reads(line, 2.4)),
  writes('done set-1on1s --evidence example.com/1', 2.0, memory(45)),
  writes('start --name Kurt --start today --no-me', 2.6),
  ...[
    'note set-1on1s two',
    'ask who?',
    'count spot-docs-flaws',
    'skip set-1on1s --reason none',
    'reopen learn-team',
    'undo',
    'book 3.4 --on +1w',
    'move set-1on1s --due +1w',
    'add Read --due +1w',
    'assign --role mentor --to Grace',
    'away --from +1w --to +2w',
  ].map((line) => writes(line, 2.6)),
];

const team = (count) => (w) => w.pm(w.hires(count), ['team'], { settled: true, says: /hires|day \d/ });

/** One hire among many: the one who acts, or who is named. */
const oneOf =
  (count, args, more = {}) =>
  (w) => {
    const { name, id } = w.middle(count);
    const given = args.map((arg) => (arg === '*' ? name : arg));
    const as = { acting: { me: name }, setting: { me: 'Grace Hopper', hire: id } }[more.by] ?? w.buddy;
    if (more.writes) return w.pm(w.hires(count), given, { as, restore: [`hires/${id}.json`] });
    return w.pm(w.hires(count), given, { as, settled: true, says: new RegExp(name) });
  };
const proof = ['done', 'set-1on1s', '--evidence', 'https://example.com/1'];

const hires = [
  row(
    'hires',
    'team, 2,000 hires',
    team(2000),
    ratio(15),
    than('jq', 2.5, (w) => jq(w.hires(2000))),
    memory(120),
  ),
  row('hires', 'team, 10,000 hires', team(10_000), ratio(75), memory(200)),
  row(
    'hires',
    'mine, 2,000 hires',
    (w) => w.pm(w.hires(2000), ['mine'], { as: w.buddy }),
    than('team', 1.2, team(2000)),
  ),
  row('hires', 'remind, 2,000 hires', (w) => w.pm(w.hires(2000), ['remind']), than('team', 1.2, team(2000))),
  row('hires', 'mine, 3 hires', (w) => w.pm(w.hires(3, 1), ['mine'], { as: w.buddy }), ratio(1.9)),
  row(
    'hires',
    'mine, 200 hires of one buddy',
    (w) => w.pm(w.hires(200, 1), ['mine'], { as: w.buddy }),
    ratio(12),
  ),
  row('hires', 'status, who acts among 2,000', oneOf(2000, ['status'], { by: 'acting' }), ratio(2.0)),
  row('hires', 'status, by the setting among 2,000', oneOf(2000, ['status'], { by: 'setting' }), ratio(2.0)),
  row('hires', 'status NAME, among 2,000', oneOf(2000, ['status', '*']), ratio(3.5)),
  row('hires', 'done, who acts among 2,000', oneOf(2000, proof, { by: 'acting', writes: true }), ratio(2.4)),
  row(
    'hires',
    'done, by the setting among 2,000',
    oneOf(2000, proof, { by: 'setting', writes: true }),
    ratio(2.4),
  ),
  row(
    'hires',
    'done --hire NAME, among 2,000',
    oneOf(2000, [...proof, '--hire', '*'], { writes: true }),
    ratio(3.5),
  ),
  row(
    'hires',
    'doctor, 2,000 hires',
    (w) => w.pm(w.hires(2000), ['doctor'], { says: /2,?000 records/ }),
    ratio(30),
  ),
  row(
    'hires',
    'upgrade --all --dry-run, 2,000 hires',
    (w) => w.pm(w.hires(2000), ['upgrade', '--all', '--dry-run']),
    ratio(30),
  ),
  row(
    'hires',
    'sync, nothing new, 2,000 hires',
    (w) => w.pm(w.shared(2000, w.ada), ['sync'], { as: w.ada }),
    ratio(15),
  ),
];

/** As after a change of the record: what was printed before is not printed again. */
const changed = (run) => ({
  ...run,
  before() {
    run.before();
    rmSync(join(run.env.HOME, '.cache/pm-onboard/kept'), { recursive: true, force: true });
  },
});

const ofEvents =
  (count, args, more = {}) =>
  (w) =>
    w.pm(w.events(count), args, {
      as: w.ada,
      ...more,
      restore: more.writes ? [`hires/${hireAt(0).id}.json`] : undefined,
    });
const long = (args, more) =>
  row(
    'events',
    `${args.slice(0, 2).join(' ')}, 100,000 events`,
    ofEvents(100_000, args, more),
    than('10,000 events', 12, ofEvents(10_000, args, more)),
  );
const reviewed = ['review', '--as', 'Grace Hopper', '--no-input'];
const tenThousand = (args, more) =>
  row('events', `${args.slice(0, 2).join(' ')}, 10,000 events`, ofEvents(10_000, args, more), ratio(15));

const events = [
  tenThousand(['log']),
  tenThousand(['log', '--json']),
  tenThousand(reviewed),
  tenThousand(['show', 'compare-competitors']),
  tenThousand(['status']),
  tenThousand(proof, { writes: true }),
  long(['status']),
  long(proof, { writes: true }),
  long(['log']),
  long(reviewed),
  row(
    'events',
    'log | head, 100,000 events',
    ofEvents(100_000, ['log'], { pipe: 'head' }),
    than('status after a change', 2, (w) => changed(ofEvents(100_000, ['status'])(w))),
  ),
];

const ofItems =
  (count, args, start = daysAgo(0)) =>
  (w) =>
    w.pm(w.items(count, start), args, { as: w.ada, says: /Learn thing number/, settled: true });
const items = [
  row('items', 'status, 1,000 items', ofItems(1000, ['status']), ratio(1.9)),
  row('items', 'next, 1,000 items', ofItems(1000, ['next']), ratio(1.9)),
  row('items', 'status, 1,000 items, after a change', (w) => changed(ofItems(1000, ['status'])(w)), ratio()),
  row(
    'items',
    'status, 1,000 items, two months late',
    (w) => changed(ofItems(1000, ['status'], daysAgo(63))(w)),
    than('before', 1.3),
  ),
  row('items', 'status, 10,000 items', ofItems(10_000, ['status']), ratio(4)),
  row(
    'items',
    'status, 10,000 items, after a change',
    (w) => changed(ofItems(10_000, ['status'])(w)),
    ratio(),
  ),
  row(
    'items',
    'next, 10,000 items',
    ofItems(10_000, ['next']),
    ratio(4),
    than('taskwarrior', 0.5, (w) => taskwarrior(w, 10_000)),
  ),
];

const sound = /no problems/;
let edits = 0;
const edited = (w) => () => {
  edits += 1;
  appendFileSync(join(w.checklists(200), 'program-7/phase-3.yaml'), `# Edit ${edits}\n`);
};

const lint = [
  row(
    'lint',
    'lint, 200 checklists, cold',
    (w) => w.pm(w.checklists(200), ['lint', '.'], { cold: true, says: sound }),
    partOfFirst(0.45, 'processor'),
    partOfFirst(0.25, 'run'),
    { ...than('ajv-cli', undefined, (w) => ajv(w, w.checklists(200))) },
    memory(200),
  ),
  row(
    'lint',
    'lint, 200 checklists, nothing changed',
    (w) => w.pm(w.checklists(200), ['lint', '.'], { says: sound }),
    partOfFirst(0.045, 'processor'),
    partOfFirst(0.025, 'run'),
  ),
  row(
    'lint',
    'lint, 200 checklists, one file changed',
    (w) => w.pm(w.checklists(200), ['lint', '.'], { says: sound, before: edited(w) }),
    partOfFirst(0.045, 'processor'),
    partOfFirst(0.025, 'run'),
  ),
  row(
    'lint',
    'lint of the shipped program',
    (w) => w.pm(w.few(), ['lint', join(w.folder, 'checklists/product-manager')], { cold: true, says: sound }),
    ratio(6),
  ),
];

export const rows = [...everyday, ...hires, ...events, ...items, ...lint];
export const parts = { team, oneOf, ofEvents, ofItems, proof, reviewed, sound };
