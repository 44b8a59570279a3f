/** Runs the program against a hostile server and a hostile repository, whose messages and names it shows. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { quoted } from '../../src/view/words.ts';
import { Home } from '../../tests/cli/home.ts';
import { all, attacks } from '../../tests/cli/hostile.ts';
import type { Size } from '../trial.ts';
import { eve } from './commands.ts';
import { today } from './lay-out.ts';
import { onTerminal, type Run, ways } from './ways.ts';

/** A hostile name that git accepts. Git's messages and the texts in a repository may hold anything. */
const name = `<<${attacks.bidi}${attacks.c1}>>`.replace(/[\s<>]/g, '');

/** Reports each run with a hostile repository, and what the run printed. */
export async function eachRemoteRun(
  folder: string,
  template: string,
  size: Size,
  tell: (what: string, code: number, run: Run) => void,
): Promise<void> {
  mkdirSync(folder);
  const home = new Home(folder);
  cpSync(template, folder, { recursive: true });
  writeFileSync(join(home.home, '.gitconfig'), '[user]\nname = Ada\nemail = ada@example.com\n');
  const git = (...args: string[]) => gitIn(home, home.folder, args);
  const bare = join(folder, 'team.git');
  gitIn(home, folder, ['init', '--quiet', '--bare', '--initial-branch=main', bare]);
  const run = async (what: string, args: readonly string[], code: number, says = '') => {
    for (const [way, start] of Object.entries(ways)) {
      const result = await start(home, [...args, '--no-input', ...today]);
      const strays = result.printed.includes(says) ? [] : [`not said: ${says}`];
      tell(`${way}: ${what}`, code, { ...result, strays: [...result.strays, ...strays] });
    }
  };
  await run('sync --init', ['sync', '--init', '--remote', bare], 0);

  const hook = join(bare, 'hooks/pre-receive');
  // The program shows only the last lines of what a server says.
  const { colour, title, link, cursor, c1, bidi, invisible, bell } = attacks;
  const lines = [
    colour + title + link + cursor,
    c1 + bidi + invisible + bell,
    '::error::x',
    '##[error]so it said',
  ];
  const said = `${lines.join('\n')}\n`.replaceAll('\u0000', '');
  writeFileSync(hook, `#!/bin/sh\nprintf %s ${quoted(said)} >&2\nexit 1\n`, { mode: 0o755 });
  await home.run(['note', '1.1', 'x', '--hire', eve]);
  await run('a push that the server rejects in its own words', ['sync'], 3, 'so it said');
  if (size === 'short') return;
  rmSync(hook);

  const other = join(folder, 'other');
  gitIn(home, folder, ['clone', '--quiet', bare, other]);
  writeFileSync(join(other, `${name}.md`), all);
  gitIn(home, other, ['add', '--all']);
  const author = `--author=${name} <eve@example.com>`;
  gitIn(home, other, ['commit', '--quiet', author, '-m', all.replaceAll('\u0000', '')]);
  gitIn(home, other, ['push', '--quiet']);
  await run('a commit of somebody else', ['sync'], 0);

  const stranger = join(folder, 'stranger');
  mkdirSync(stranger);
  cpSync(join(home.home, '.gitconfig'), join(stranger, '.gitconfig'));
  const joining = ['sync', '--join', bare, `joined ${name}`, ...today];
  const steps = [['Who are you?', '\u001b[B\r']] as const;
  tell('on a terminal: sync --join', 0, await onTerminal(home, joining, steps, stranger));

  git('config', 'remote.origin.url', `file:///${name}/${attacks.bidi}`);
  await run('a URL that is not the one agreed to', ['sync'], 3);
  await run('such a URL', ['doctor'], 1);
  git('config', 'remote.origin.url', bare);
  git('checkout', '--quiet', '-b', name);
  await run('a branch of such a name', ['sync'], 3);
  await run('such a branch', ['doctor'], 1);
}

function gitIn({ home }: Home, cwd: string, args: readonly string[]): void {
  const env = { PATH: process.env['PATH'], HOME: home };
  execFileSync('git', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
}
