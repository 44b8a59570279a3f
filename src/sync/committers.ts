/**
 * Asks git who committed the lines of a record. That is the author whom a commit names: it is declared too, as every name in a
 * record is, but whoever sends commits under one name and events under another has to set both.
 */
import { attempt, cannot } from '../errors.ts';
import { type InGit, isOwnerOf, ownersEvents } from '../plan/gate.ts';
import type { Committer } from '../plan/run.ts';
import { namesWithin } from '../plan/sign-off.ts';
import { type IsThem, normaliseName } from '../progress/names.ts';
import { placeOf as pathOf } from '../progress/record-id.ts';
import type { OpenRun } from '../session/run.ts';
import { quoted } from '../view/words.ts';
import { Git } from './git.ts';
import { gitFailure } from './git-failure.ts';
import { agreedState, placeOf, prefixOf, safeGit } from './repository.ts';
import { thenAgain } from './repository-checks.ts';
import { blobsOf } from './trees.ts';

/** Git may take so many milliseconds; an answer that takes longer is done without. */
const wait = { local: 5_000, network: 5_000 };

/**
 * Id of an event → who committed it, where none of the names, handles and contacts of the person who acted is the name or the
 * address of the commit's author. Lines that aren't committed have none.
 * @returns nothing where this machine doesn't share the workspace, or git can't tell: a history is shown without it all the same
 */
export async function committersOf(run: OpenRun): Promise<ReadonlyMap<string, Committer>> {
  const { session, record, progress, people } = run;
  try {
    agreedState(session.io, session.workspace);
    const { folder, root = folder } = placeOf(session.workspace);
    const { git } = await safeGit(new Git(session.io, root, { wait }));
    const path = `${prefixOf(git.folder, folder)}${pathOf(record.hire)}`;
    const team = Object.values(session.config.people).flat();
    const circle = { hire: progress.hire, people, team };
    const known = new Map<string, (committer: Committer) => boolean>();
    const isByThem = (by: string, committer: Committer) => {
      const isTheirs = known.get(by) ?? sameAs(namesWithin(circle, by), team);
      known.set(by, isTheirs);
      return isTheirs(committer);
    };
    const names = new Map(record.events.map(({ id, by }) => [id, by]));
    const differs = (id: string, { author }: Commit) => {
      const by = names.get(id);
      return by !== undefined && !isByThem(by, author);
    };
    return await new Blame(git, path).authors(differs);
  } catch {
    return new Map();
  }
}

/**
 * What git says of who committed some events of a run, for a gate, which must not go by a guess. It needs nobody's agreement to
 * sharing: nothing of the repository is run.
 * @param ids the events that matter
 * @returns undefined where git doesn't keep the record, and the workspace isn't shared from here
 * @throws UserError (exit 3) where git can't tell although it keeps the record
 */
export async function authorsOf(run: OpenRun, ids: readonly string[]): Promise<InGit | undefined> {
  const { session, record } = run;
  const { folder, root } = placeOf(session.workspace);
  if (root === undefined) return undefined;
  const { git } = await safeGit(new Git(session.io, root));
  const path = `${prefixOf(git.folder, folder)}${pathOf(record.hire)}`;
  const isTracked = (await git.bytes(['ls-files', '-z', '--', path])).length > 0;
  if (!isTracked && attempt(() => agreedState(session.io, session.workspace)) === undefined) return undefined;
  if ((await git.text(['rev-parse', '--is-shallow-repository'])) === 'true')
    throw cannot(
      `the history in ${root} is cut off, so git can't tell who waived something; to fetch all of it:`,
      thenAgain,
      [`  git -C ${quoted(root)} fetch --unshallow`],
    );
  const own = ownersEvents(run);
  const wanted = new Set([...ids, ...own]);
  const authors = await new Blame(git, path, true).authors((id) => wanted.has(id));
  const team = Object.values(session.config.people).flat();
  const isNamed = sameAs(isOwnerOf(run), team);
  const brought = own.flatMap((id) => authors.get(id) ?? []).flatMap(({ name, email }) => [name, email]);
  const theirs = new Set(brought.map(normaliseName));
  return {
    authorOf: (id) => authors.get(id),
    isOwner: (author) =>
      isNamed(author) || [author.name, author.email].some((text) => theirs.has(normaliseName(text))),
  };
}

/** Returns a test: whether somebody of these names, or of the contacts that belong to them, is the author of a commit. */
function sameAs(
  isThem: IsThem,
  team: readonly { readonly name: string; readonly contact?: string }[],
): (committer: Committer) => boolean {
  const contacts = new Set(
    team.flatMap(({ name, contact }) => (contact && isThem(name) ? [normaliseName(contact)] : [])),
  );
  return ({ name, email }) => [name, email].some((text) => isThem(text) || contacts.has(normaliseName(text)));
}

interface Commit {
  readonly author: Committer;
  readonly parents: readonly string[];
  /** The second in which it was made. */
  readonly time: number;
}

/** An event's line: the commit that it came with, and whether its comma may have come later than the event. */
interface Line {
  readonly commit: string;
  readonly isFirst: boolean;
}

/** What git tells of the lines of one file. */
class Blame {
  readonly #git: Git;
  readonly #path: string;
  readonly #commits = new Map<string, Commit>();
  readonly #lines = new Map<string, ReadonlyMap<string, Line>>();

  readonly #isStrict: boolean;

  /** @param isStrict whether an error is thrown where git can't tell, instead of an answer without it */
  constructor(git: Git, path: string, isStrict = false) {
    // A list of commits to pass over would hide who made them.
    this.#git = git.with({ 'blame.ignoreRevsFile': '' });
    this.#path = path;
    this.#isStrict = isStrict;
  }

  /** Id of an event → the author of the commit that brought its line, for the events that pass the test. */
  async authors(test: (id: string, commit: Commit) => boolean): Promise<ReadonlyMap<string, Committer>> {
    const found = new Map<string, Committer>();
    for (const [id, line] of await this.#linesAt('HEAD')) {
      if (!test(id, this.#commit(line.commit))) continue;
      const commit = line.isFirst ? await this.#bringing(id, line.commit) : this.#commit(line.commit);
      if (test(id, commit)) found.set(id, commit.author);
    }
    return found;
  }

  /**
   * The commit that brought an event, given one that has changed its line: an event that is put before the first of a section
   * gives that one a comma, so that its line changes once more.
   */
  async #bringing(id: string, changing: string): Promise<Commit> {
    for (let last = changing; ; ) {
      const commit = this.#commit(last);
      const before = await Promise.all(commit.parents.map((parent) => this.#linesAt(parent)));
      const line = before.flatMap((lines) => lines.get(id) ?? [])[0];
      if (!line) return commit;
      last = line.commit;
    }
  }

  #commit(id: string): Commit {
    return this.#commits.get(id) as Commit;
  }

  /** Id of an event → its line as of a commit; empty where that lacks the file. */
  async #linesAt(commit: string): Promise<ReadonlyMap<string, Line>> {
    const known = this.#lines.get(commit);
    if (known) return known;
    const rows = rowsIn(await this.#blame(commit));
    await this.#readCommits(rows.map((row) => row.commit));
    const lines = new Map<string, Line>();
    let oldest = Number.POSITIVE_INFINITY;
    for (const row of rows) {
      const { time } = this.#commit(row.commit);
      const id = /^,?\{"id":"([^"\\]+)"/.exec(row.text)?.[1];
      // A new section begins.
      if (id === undefined) oldest = Number.POSITIVE_INFINITY;
      else {
        lines.set(id, { commit: row.commit, isFirst: oldest >= time });
        oldest = Math.min(oldest, time);
      }
    }
    this.#lines.set(commit, lines);
    return lines;
  }

  /** Git's account of the lines as of a commit; empty where that lacks the file, or isn't there yet. */
  async #blame(commit: string): Promise<string> {
    const args = ['blame', '--porcelain', '--no-textconv', commit, '--', this.#path];
    const { code, stdout, stderr } = await this.#git.run(args);
    if (code === 0) return stdout.toString();
    const isAbsent = /no such path|bad revision 'HEAD'|no such ref: HEAD/.test(stderr);
    if (this.#isStrict && !isAbsent) throw gitFailure({ doing: 'asking git who waived something' }, stderr);
    return '';
  }

  /** Reads the commits as git keeps them, since a file in the repository could have git show other names. */
  async #readCommits(ids: readonly string[]): Promise<void> {
    const unknown = [...new Set(ids)].filter((id) => !this.#commits.has(id));
    for (const [id, bytes] of await blobsOf(this.#git, unknown, 'commit')) {
      const head = bytes.toString().split('\n\n', 1)[0] ?? '';
      const [, name = '', email = ''] = /^author (.*?) ?<(.*)> \d+ \S+$/m.exec(head) ?? [];
      const time = Number(/^committer .*> (\d+) \S+$/m.exec(head)?.[1]);
      const parents = [...head.matchAll(/^parent (\w+)$/gm)].map(([, parent = '']) => parent);
      this.#commits.set(id, { author: { name, email }, parents, time });
    }
  }
}

/** The lines of a file in git's account of them: first a line that names the commit, then what it says of that, then the text. */
function rowsIn(porcelain: string): { readonly commit: string; readonly text: string }[] {
  const rows: { commit: string; text: string }[] = [];
  let commit = '';
  for (const line of porcelain.split('\n')) {
    if (line.startsWith('\t')) rows.push({ commit, text: line.slice(1) });
    else commit = /^([0-9a-f]{40,64}) \d+ \d+/.exec(line)?.[1] ?? commit;
  }
  return rows;
}
