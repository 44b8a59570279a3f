/**
 * `node scripts/report-picture.mjs`: makes docs/report.png, the picture in docs/report.md: the page of a report, with the people of the
 * demo. Needs the built program, and chromium.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const picture = join(root, 'docs/report.png');
const today = ['--today', '2026-12-08'];
/** GitHub shows a README about this wide. */
const size = '900,690';
const most = 150_000;

const base = mkdtempSync(join(tmpdir(), 'pm-onboard-picture-'));
try {
  mkdirSync(join(base, 'home'));
  const env = { PATH: process.env.PATH, HOME: join(base, 'home'), TMPDIR: base };
  const run = (command, args, cwd) => {
    const { status, error, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
  };
  const program = (args, cwd = base) =>
    run(process.execPath, [join(root, 'bin/pm-onboard.cjs'), ...args, '--as', 'Grace Hopper', ...today], cwd);
  program(['demo']);
  const workspace = join(
    base,
    readdirSync(base).find((name) => name.startsWith('pm-onboard-demo-')),
  );
  const katherine = ['--hire', 'Katherine Johnson'];
  program(['away', 'Katherine', '--from', '2026-12-24', '--to', '2027-01-01'], workspace);
  program(['assign', 'Katherine', '--role', 'pm-peers', '--to', 'Hedy Lamarr'], workspace);
  program(['book', '4.8', '--on', '2026-12-11', '--at', '10:00', ...katherine], workspace);
  program(['book', '4.9', '--on', '2026-12-15', '--at', '14:00', ...katherine], workspace);
  program(['ask', 'Who decides Team or Enterprise edition?', ...katherine], workspace);
  program(['report', 'Katherine', '-o', 'report.html'], workspace);
  run('chromium', [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    `--window-size=${size}`,
    `--screenshot=${picture}`,
    `file://${join(workspace, 'report.html')}`,
  ]);
  const bytes = statSync(picture).size;
  if (bytes > most) throw new Error(`${picture} has ${bytes} bytes, more than ${most}`);
  console.log(`docs/report.png: ${bytes} bytes`);
} finally {
  rmSync(base, { recursive: true, force: true });
}
