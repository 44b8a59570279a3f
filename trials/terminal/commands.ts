/** The command lines of the trial, with hostile text wherever free text is allowed. */
import { all, attacks } from '../../tests/cli/hostile.ts';

/** The arguments of a command, and the exit code to expect. */
export type Command = readonly [args: readonly string[], code: number];

const lintFormats = [
  ...['text', 'compact', 'json', 'github', 'sarif', 'gitlab', 'junit', 'checkstyle', 'rdjson'],
];

/** The ids of hires with hostile names. */
export const eve = 'h00000bad';
export const fay = 'h00000fae';

/** Commands that only read or are refused, so that their order doesn't matter. */
export const reading: readonly Command[] = [
  ...['', '--json', '--markdown'].flatMap((format): Command[] => {
    const flags = format === '' ? [] : [format];
    return [
      [['status', ...flags], 0],
      [['status', eve, ...flags], 0],
      [['next', '-n', '99', ...flags], 0],
      [['review', 'Ada', '--as', 'Alan', ...flags], 0],
      [['review', 'Ada', '--as', attacks.bidi, ...flags], 0],
      [['team', ...flags], 0],
      [['team', '--items', ...flags], 0],
      [['preview', '--start', '2026-11-23', ...flags], 0],
      [['upgrade', '--all', '--dry-run', ...flags], 0],
    ];
  }),
  [['team', '--csv'], 0],
  [['team', '--items', '--csv'], 0],
  [['preview', '--calendar'], 0],
  [['calendar'], 0],
  [['calendar', '--days-off'], 0],
  ...['1.1', '1.2', '2.1', 'meet-manager'].flatMap((item): Command[] => [
    [['show', item], 0],
    [['show', item, '--why'], 0],
    [['show', item, '--json'], 0],
  ]),
  [['book', '1.1'], 0],
  [['book', '1.1', '--markdown'], 0],
  [['book'], 4],
  [['book', '1.1', '--on', '2026-12-01', '--at', attacks.cursor], 2],
  [['reschedule', '--zone', all], 2],
  ...['week', 'day', 'phase'].map((by): Command => [['plan', '--by', by], 0]),
  [['plan', eve], 0],
  [['plan', '--json'], 0],
  [['plan', '--markdown'], 0],
  [['plan', '--by', all], 2],
  [['plan', '--catch-up'], 0],
  [['plan', '--catch-up', '--json'], 0],
  [['log'], 0],
  [['log', eve], 0],
  [['log', '--json'], 0],
  [['log', '--item', '1.1'], 0],
  [['log', '--notes'], 0],
  [['log', '--markdown'], 0],
  [['find', 'a'], 0],
  [['find', all], 0],
  [['find', 'a', '--json'], 0],
  ...lintFormats.map((format): Command => [['lint', 'checklists', '--format', format], 1]),
  [['lint', 'hostile', '--format', 'text'], 1],
  [['lint', 'hostile', '--format', 'github'], 1],
  [['lint', 'checklists', '--fix', '--dry-run'], 1],
  [['share', '-o', '-'], 0],
  [['share', '--receive', all], 3],
  [['schema', 'record'], 0],
  [['schema', all], 2],
  [['help', '--all'], 0],
  [['help', attacks.link], 2],
  [['help', 'privacy'], 0],
  [[attacks.link], 2],
  [['status', all], 2],
  [['status', 'xyzzy'], 2],
  [['status', '--as', 'nobody', '--hire', all], 2],
  [['status', '--today', all], 2],
  [['status', `--${attacks.colour}`], 2],
  [['status', '--workspace', attacks.bidi], 2],
  [['show', all], 2],
  [['team', '--buddy', all], 2],
  [['team', '--buddy', attacks.bidi], 0],
  [['team', '--sort', all], 2],
  [['lint', attacks.bidi], 3],
  [['preview', '--program', attacks.bidi], 3],
  [['away', '--from', attacks.title, '--to', '2026-12-08'], 2],
  [['move', '1.1', '--due', attacks.cursor], 2],
  [['reschedule', '--start', '2026-11-24', '--dry-run'], 0],
  [['reschedule', '--start', attacks.link], 2],
  [['assign', '--role', all, '--to', 'Lin'], 2],
  [['count', '1.1', attacks.cursor], 2],
  [['done', '1.1', '--on', attacks.title], 2],
  [['forget', eve, '--confirm', all], 2],
  [['redact', all], 2],
  [['redact', attacks.cursor, '--item', attacks.link], 2],
  [['start', '--start', '2026-11-23', '--name', attacks.link], 2],
  [['add', '--from', attacks.bidi, 'x'], 3],
  [['demo'], 0],
  [['doctor'], 1],
  [['doctor', '--json'], 1],
  [['doctor', '--restore', all], 2],
  [['doctor', '--unlock', all], 2],
  [['sync'], 3],
  [['sync', '--join', attacks.link], 2],
];

/** Commands that change something, to be run in this order. */
export const writing: readonly Command[] = [
  [['done', '1.1', '--note', all], 0],
  [['note', '1.2', all], 0],
  [['ask', all], 0],
  [['skip', '1.2', '--reason', all], 0],
  [['reopen', '1.2'], 0],
  [['undo'], 0],
  [['count', 'listen-to-customers'], 0],
  [['away', '--from', '2026-12-07', '--to', '2026-12-08'], 0],
  [['away'], 0],
  [['away', '--remove', '--from', '2026-12-07'], 0],
  [['move', '2.1', '--due', '2026-12-01'], 0],
  [['book', '2.1', '--on', '2026-12-01', '--at', '10:00'], 0],
  [['book', '2.1', '--cancel'], 0],
  [['plan', '--catch-up', '--yes'], 0],
  [['reschedule', '--start', '2026-11-24'], 0],
  [['assign', '--role', 'support-lead', '--to', attacks.bidi], 0],
  [['add', all, '--details', all], 2],
  [['add', attacks.link, '--with', attacks.bidi], 2],
  [['remove', '--force', '1.1'], 2],
  [['review', 'Ada', '--as', 'Alan', '--note', all], 0],
  [['review', 'Ada', '--as', 'Alan', '--finish'], 0],
  [['upgrade', '--yes'], 0],
  [['share', '-o', `${attacks.bidi}.json`], 0],
  [['init', attacks.bidi], 0],
  [['finish', '--force', '--note', all], 0],
  [['redact', all, '--all', '--yes'], 0],
  [['archive', 'Ada', '--reason', all], 0],
  [['forget', eve, '--confirm', eve], 0],
];

/** One command for each kind of output, for the short trial of every change. */
export const brief: readonly Command[] = [
  [['status'], 0],
  [['next', '--markdown'], 0],
  [['team', '--csv'], 0],
  [['show', '1.1'], 0],
  [['lint', 'hostile', '--format', 'github'], 1],
  [['status', all], 2],
];
