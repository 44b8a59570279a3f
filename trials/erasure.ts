/**
 * Somebody erases a hire, or rewrites the shared history so that a text is gone for good, while others have events that were
 * never shared, or an old clone. Nothing is lost unasked, and no erased text is sent again by a command of ours.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Home } from '../tests/cli/home.ts';
import type { Given, Outcome, Trial } from './trial.ts';

const today = ['--today', '2026-11-24'];
const secret = 'said by mistake';

class Clone extends Home {
  readonly name: string;

  constructor(base: string, name: string) {
    mkdirSync(base);
    super(base);
    this.name = name;
    this.signAs(name);
  }

  async must(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(args);
    if (code !== 0) throw new Error(`${this.name}: ${args.join(' ')}: exit ${code}: ${stderr}`);
    return stdout + stderr;
  }

  /** Whether a text stands in any file of a folder of the workspace. */
  has(text: string, folder: 'hires' | 'backups'): boolean {
    const path = join(this.workspace, folder);
    const names = existsSync(path) ? readdirSync(path) : [];
    return names.some((name) => readFileSync(join(path, name), 'utf8').includes(text));
  }
}

/** The clones of a lead, who erases, and of a buddy, who has what nobody else has; and their remote. */
async function team(folder: string): Promise<{ lead: Clone; buddy: Clone; remote: string }> {
  mkdirSync(folder);
  const lead = new Clone(join(folder, 'lead'), 'Alan Turing');
  const buddy = new Clone(join(folder, 'buddy'), 'Grace Hopper');
  const remote = join(folder, 'team.git');
  lead.gitIn(lead.folder, 'init', '--quiet', '--bare', remote);
  await lead.must('start', '--name', 'Ada Lovelace', '--start', '2026-11-23', '--no-me', ...today);
  await lead.must('start', '--name', 'Annie Easley', '--start', '2026-11-23', '--no-me', ...today);
  await lead.must('note', '1.1', secret, '--hire', 'Ada', ...today);
  await lead.must('sync', '--init', '--remote', remote);
  await buddy.must('sync', '--join', remote, '--me', buddy.name);
  return { lead, buddy, remote };
}

/** The lead forgets Ada while the buddy has notes that were never shared. */
async function tombstone(folder: string, notes: number): Promise<string[]> {
  const { lead, buddy } = await team(folder);
  for (let n = 0; n < notes; n += 1)
    await buddy.must('note', '1.2', `unshared ${n}`, '--hire', 'Ada', ...today);
  await lead.must('forget', 'Ada', '--confirm', 'Ada Lovelace', '--as', lead.name);
  await lead.must('sync');
  const said = await buddy.must('sync');
  const broken: string[] = [];
  if (!/erased by\s+Alan Turing/.test(said)) broken.push(`nobody says who erased it: ${said}`);
  for (let n = 0; n < notes; n += 1)
    if (!buddy.has(`unshared ${n}`, 'backups')) broken.push(`the note ${n} is lost unasked`);
  if (buddy.has('Ada Lovelace', 'hires')) broken.push('the record is there still');
  const [, id = ''] = /doctor\s+--restore\s+(h\w+)/.exec(said) ?? [];
  await buddy.must('doctor', '--restore', id);
  for (let n = 0; n < notes; n += 1)
    if (!buddy.has(`unshared ${n}`, 'hires')) broken.push(`the note ${n} does not come back`);
  await buddy.must('sync');
  await lead.must('sync');
  if (!lead.has(`unshared ${notes - 1}`, 'hires')) broken.push('what was brought back is not shared');
  return broken.map((each) => `a tombstone against ${notes} notes: ${each}`);
}

/** The lead rewrites the shared history without Ada's text; the buddy has an old clone, and a note that was never shared. */
async function rewritten(folder: string, hasOwn: boolean): Promise<string[]> {
  const { lead, buddy, remote } = await team(folder);
  if (hasOwn) await buddy.must('note', '1.2', 'only here', '--hire', 'Annie', ...today);
  await lead.must('forget', 'Ada', '--confirm', 'Ada Lovelace', '--as', lead.name);
  await lead.must('sync');
  lead.git('checkout', '--quiet', '--orphan', 'anew');
  lead.git('commit', '--quiet', '-m', 'Anew');
  lead.git('branch', '-M', 'main');
  lead.git('push', '--quiet', '--force', 'origin', 'main');
  const broken: string[] = [];
  const sent = () =>
    spawnSync('git', ['-C', remote, 'log', '-p', '--all', '--full-history'], { encoding: 'utf8' }).stdout;
  const stopped = await buddy.run(['sync']);
  if (stopped.code !== 3 || !/rewritten/.test(stopped.stderr)) broken.push('it does not stop');
  if (sent().includes(secret)) broken.push('the text is sent again');
  await buddy.must('sync', '--follow');
  await buddy.must('sync');
  // What people do next with plain git must not send it either.
  spawnSync('git', ['-C', buddy.workspace, 'push', '--quiet'], { env: { ...process.env, HOME: buddy.home } });
  if (sent().includes(secret)) broken.push('the text is sent again after it was followed');
  if (hasOwn && !sent().includes('only here')) broken.push('what was never shared is not sent');
  if (buddy.has(secret, 'hires')) broken.push('the text is in the record still');
  return broken.map((each) => `a rewritten history${hasOwn ? ' against a note' : ''}: ${each}`);
}

export const erasure: Trial = {
  name: 'erasure',
  promise: 'what others erase is lost nowhere unasked, and what was erased is never sent again',
  faults: [
    {
      what: 'a record is erased although events of it were never shared',
      edits: [
        {
          file: 'src/sync/apply.ts',
          from: 'if (unshared === 0 && kept.events.length > 0 && session.mayAsk && !isAutomatic) {',
          to: 'if (unshared >= 0) {',
        },
      ],
    },
    {
      what: 'a history that was rewritten is merged with the former one',
      edits: [
        { file: 'src/sync/sync.ts', from: 'if (follow) return last;', to: 'if (last) return undefined;' },
      ],
    },
  ],
  missing: () => (spawnSync('git', ['--version']).status === 0 ? undefined : 'git is not installed'),
  async run({ size, folder }: Given): Promise<Outcome> {
    const rounds = [
      (place: string) => tombstone(place, 1),
      (place: string) => rewritten(place, true),
      ...(size === 'full'
        ? [(place: string) => tombstone(place, 5), (place: string) => rewritten(place, false)]
        : []),
    ];
    const broken: string[] = [];
    for (const [at, round] of rounds.entries())
      broken.push(...(await round(join(folder, `round-${at}`)).catch((error: Error) => [error.message])));
    return {
      figure: `${rounds.length} erasures against unshared events and old clones: ${broken.length} times something was lost unasked or sent again`,
      broken,
    };
  },
};
