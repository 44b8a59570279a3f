/** People who share a workspace through a bare repository. Each has a home, a git identity and a clone. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect } from 'vitest';
import { keepWorld, type Result, type RunOptions, World } from './world.ts';

export const monday = ['--today', '2026-11-23'];

/** A world with a git identity. Commands find its workspace without a flag. */
export class Member extends World {
  readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
    this.signAs(name);
  }

  /** Runs a command, which has to succeed. */
  async ok(args: readonly string[], options?: RunOptions): Promise<Result> {
    const result = await this.run(args, options);
    expect(result, result.stderr).toMatchObject({ code: 0 });
    return result;
  }

  sync(...flags: string[]): Promise<Result> {
    return this.ok(['sync', ...flags]);
  }

  /** Writes a file of the workspace. */
  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.workspace, path)), { recursive: true });
    writeFileSync(join(this.workspace, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.workspace, path), 'utf8');
  }

  /** A hash of the workspace's files, git's index and HEAD, branches, tags and stash, to compare states with. */
  state(): string {
    const hash = createHash('sha256');
    const visit = (folder: string) => {
      for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
        a.name < b.name ? -1 : 1,
      )) {
        const path = join(folder, entry.name);
        if (entry.name === '.git') continue;
        hash.update(`${path}\n`);
        if (entry.isDirectory()) visit(path);
        else if (entry.isFile()) hash.update(readFileSync(path));
      }
    };
    visit(this.workspace);
    hash.update(readFileSync(join(this.workspace, '.git/index')));
    hash.update(this.git('for-each-ref', 'refs/heads', 'refs/tags', 'refs/stash'));
    hash.update(readFileSync(join(this.workspace, '.git/HEAD')));
    return hash.digest('hex');
  }
}

/** Makes the bare repository that a team shares through. @returns its path */
export function bareRepository(world: World, name = 'team.git'): string {
  const path = join(world.folder, name);
  execFileSync('git', ['init', '--quiet', '--bare', path]);
  return path;
}

export interface Team {
  readonly ada: Member;
  readonly grace: Member;
  readonly remote: string;
}

/** Ada, who has started and shares, and Grace, Ada's buddy, who has joined. */
export const sharingTeam: () => Promise<Team> = preparedTeam(begin);

/** Gives each test of a file an equal team: the first is made by `layOut`, the others are copies of it. */
export function preparedTeam<Made extends Team>(layOut: () => Promise<Made>): () => Promise<Made> {
  let kept: Promise<Kept<Made>> | undefined;
  return async () => {
    kept ??= layOut().then((made) => {
      const homes = [made.ada, made.grace].map(({ home }) => dirname(home));
      return { made, homes, copies: homes.map((home) => keepWorld(home)) };
    });
    const { made, ...places } = await kept;
    return { ...made, ...copyOf(places) };
  };
}

function copyOf(places: Omit<Kept<Team>, 'made'>): Team {
  const [ada, grace] = [new Member('Ada Lovelace'), new Member('Grace Hopper')];
  const homes = [ada, grace].map(({ home }) => dirname(home)) as [string, string];
  for (const [at, member] of [ada, grace].entries()) {
    const base = dirname(member.home);
    cpSync(places.copies[at] as string, base, { recursive: true });
    for (const path of textsIn(base)) {
      const text = readFileSync(path, 'latin1');
      const moved = places.homes.reduce(
        (all, home, which) => all.replaceAll(home, homes[which] as string),
        text,
      );
      if (moved !== text) writeFileSync(path, moved, 'latin1');
    }
    moveShared(member, places.homes[at] as string);
    // This makes git's index note the time stamps of the copied files.
    member.git('status', '--short');
  }
  return { ada, grace, remote: join(ada.folder, 'team.git') };
}

interface Kept<Made extends Team> {
  readonly made: Made;
  /** The folders of Ada and Grace in it. */
  readonly homes: readonly string[];
  readonly copies: readonly string[];
}

async function begin(): Promise<Team> {
  const [ada, grace] = [new Member('Ada Lovelace'), new Member('Grace Hopper')];
  const remote = bareRepository(ada);
  await ada.startAda();
  await ada.sync('--init', '--remote', remote);
  await grace.sync('--join', remote, '--me', grace.name);
  return { ada, grace, remote };
}

/** The paths of files whose text may contain the path of a folder. */
function textsIn(base: string): string[] {
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'index' && !entry.parentPath.includes('/objects'))
    .map(({ parentPath, name }) => join(parentPath, name));
}

/** Renames the file with a machine's sharing state, which is named by the hash of the workspace's path. */
function moveShared({ home, workspace }: Member, before: string): void {
  const nameOf = (path: string) => `${createHash('sha256').update(path).digest('hex').slice(0, 32)}.json`;
  const shared = join(home, '.config/pm-onboard/shared');
  const old = join(before, relative(dirname(home), workspace));
  renameSync(join(shared, nameOf(old)), join(shared, nameOf(workspace)));
}
