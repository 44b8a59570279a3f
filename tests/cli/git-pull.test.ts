/** What plain git, with nothing of ours installed, makes of records that people share; and what `sync` makes of that. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventsIn, flat, json } from './facts.ts';
import { startAnother } from './home.ts';
import { type Member, monday, sharingTeam, type Team } from './team.ts';

/** The notes of the only record, whatever stands around them. */
function notes(member: Member): string[] {
  return [...member.onlyRecord().text.matchAll(/"kind":"noted".*?"text":"([^"]*)"/g)].map(
    ([, text = '']) => text,
  );
}

/** Has a person note something and commit it by hand. */
async function noteAndCommit(member: Member, text: string, as = member.name): Promise<void> {
  await member.ok(['note', '1.4', text, '--hire', 'Ada', '--as', as, ...monday]);
  member.git('commit', '--quiet', '--all', '--message', text);
}

/** A team in which both have noted something apart, Ada's is pushed, and Grace has not pulled it. */
async function apart(as?: string): Promise<Team> {
  const team = await sharingTeam();
  await noteAndCommit(team.ada, 'of Ada');
  team.ada.git('push', '--quiet', 'origin', 'main');
  await noteAndCommit(team.grace, 'of Grace', as);
  return team;
}

/** Git merges the records of this clone as any other text, as a server and libraries of git do. */
function mergeAsText(member: Member, more = ''): void {
  mkdirSync(join(member.workspace, '.git/info'), { recursive: true });
  writeFileSync(join(member.workspace, '.git/info/attributes'), `hires/*.json merge=text ${more}\n`);
}

function pull(member: Member, ...flags: string[]): 'merged' | 'conflict' {
  try {
    member.git('pull', '--quiet', '--no-edit', ...flags);
    return 'merged';
  } catch {
    return 'conflict';
  }
}

describe('what two people did apart', () => {
  test.each([
    ['git pull --no-rebase', ['--no-rebase'], false],
    ['git pull --rebase', ['--rebase'], false],
    ['git pull --no-rebase, merging as text', ['--no-rebase'], true],
    ['git pull --rebase, merging as text', ['--rebase'], true],
  ])('%s has no conflict, and the text is as we would write it', async (_, flags, asText) => {
    const { ada, grace } = await apart();
    expect(grace.git('config', '--list', '--local')).not.toContain('driver');
    if (asText) mergeAsText(grace);
    expect(pull(grace, ...flags)).toBe('merged');
    expect(notes(grace).sort()).toEqual(['of Ada', 'of Grace']);
    const { text } = grace.onlyRecord();
    expect(eventsIn(text)).toHaveLength(new Set(eventsIn(text).map(({ id }) => id)).size);
    expect(flat((await grace.run(['doctor', ...monday])).stdout)).not.toContain('not in order');
    grace.git('push', '--quiet', 'origin', 'main');
    await ada.sync();
    await grace.sync();
    expect(ada.onlyRecord().text).toBe(text);
    expect(grace.onlyRecord().text).toBe(text);
  });

  test('also where git knows nothing of us: no attributes at all', async () => {
    const { ada, grace } = await sharingTeam();
    grace.git('rm', '--quiet', '.gitattributes');
    grace.git('commit', '--quiet', '--message', 'Without');
    grace.git('push', '--quiet', 'origin', 'main');
    pull(ada);
    await noteAndCommit(ada, 'of Ada');
    ada.git('push', '--quiet', 'origin', 'main');
    await noteAndCommit(grace, 'of Grace');
    expect(pull(grace, '--no-rebase')).toBe('merged');
    expect(notes(grace).sort()).toEqual(['of Ada', 'of Grace']);
  });
});

describe('what one person did on two machines', () => {
  test('git keeps the lines of both sides', async () => {
    const { ada, grace } = await apart('Ada Lovelace');
    expect(pull(grace, '--no-rebase')).toBe('merged');
    expect(notes(grace).sort()).toEqual(['of Ada', 'of Grace']);
    await grace.sync();
    await ada.sync();
    expect(grace.git('status', '--porcelain')).toBe('');
    expect(notes(ada).sort()).toEqual(['of Ada', 'of Grace']);
    expect(ada.onlyRecord().text).toBe(grace.onlyRecord().text);
    expect(await json(grace, ['status', 'Ada', ...monday])).toMatchObject({ notices: [] });
  });

  test.each(['', 'conflict-marker-size=20'])(
    'merged as text: a conflict, read line by line %s',
    async (more) => {
      const { ada, grace } = await apart('Ada Lovelace');
      mergeAsText(grace, more);
      expect(pull(grace, '--no-rebase')).toBe('conflict');
      expect(grace.onlyRecord().text).toMatch(/^<{7,} /m);
      expect(flat((await grace.ok(['status', 'Ada', ...monday])).stdout)).toContain(
        'every line of it is read',
      );
      expect(flat((await grace.ok(['log', 'Ada', ...monday])).stdout)).toMatch(
        /of Grace[\s\S]*of Ada|of Ada[\s\S]*of Grace/,
      );
      const found = flat((await grace.run(['doctor', ...monday])).stdout);
      expect(found).toContain('not in order, as after a merge by hand');
      expect(found).toContain('a merge is under way');
      // As git status says: add, and commit.
      const refused = await grace.run(['sync']);
      expect(refused.code).toBe(3);
      expect(flat(refused.stderr)).toContain(
        'a merge is under way in this repository; settle each file, then:',
      );
      grace.git('add', '--all');
      grace.git('commit', '--quiet', '--no-edit');
      await grace.sync();
      await ada.sync();
      expect(notes(ada).sort()).toEqual(['of Ada', 'of Grace']);
      expect(ada.onlyRecord().text).toBe(grace.onlyRecord().text);
      expect(ada.onlyRecord().text).not.toMatch(/^[<=>]{7}/m);
    },
  );

  test('a conflict without a merge under way, as some libraries of git leave it, is settled by the sync', async () => {
    const { ada, grace } = await apart('Ada Lovelace');
    mergeAsText(grace);
    expect(pull(grace, '--no-rebase')).toBe('conflict');
    for (const name of ['MERGE_HEAD', 'MERGE_MODE', 'MERGE_MSG'])
      rmSync(join(grace.workspace, '.git', name), { force: true });
    await grace.sync();
    expect(grace.git('status', '--porcelain')).toBe('');
    await ada.sync();
    expect(notes(ada).sort()).toEqual(['of Ada', 'of Grace']);
    expect(ada.onlyRecord().text).toBe(grace.onlyRecord().text);
  });

  test('a conflict of which the file in the folder has one side alone is read from the index', async () => {
    const { ada, grace } = await apart('Ada Lovelace');
    mergeAsText(grace);
    expect(pull(grace, '--no-rebase')).toBe('conflict');
    grace.git('checkout', '--quiet', '--ours', '--', 'hires');
    expect(notes(grace)).toEqual(['of Grace']);
    for (const name of ['MERGE_HEAD', 'MERGE_MODE', 'MERGE_MSG'])
      rmSync(join(grace.workspace, '.git', name), { force: true });
    await grace.sync();
    expect(notes(grace).sort()).toEqual(['of Ada', 'of Grace']);
    await ada.sync();
    expect(ada.onlyRecord().text).toBe(grace.onlyRecord().text);
  });
});

describe('a record that a tool has changed', () => {
  const ways: [string, (text: string) => string][] = [
    ['a byte order mark', (text) => `\ufeff${text}`],
    ['other line ends', (text) => text.replaceAll('\n', '\r\n')],
    ['another layout', (text) => JSON.stringify(JSON.parse(text), null, 2)],
    ['sorted keys', (text) => JSON.stringify(sorted(JSON.parse(text)), null, '\t')],
  ];

  function sorted(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
  }

  test.each(ways)('%s: read without a word, and mended by the next save', async (_, change) => {
    const { ada } = await sharingTeam();
    const { path, text } = ada.onlyRecord();
    writeFileSync(path, change(text), { mode: 0o600 });
    expect((await ada.ok(['doctor', ...monday])).stdout).toContain('Sound: 1 record,');
    await ada.ok(['note', '1.4', 'after', ...monday]);
    const after = ada.onlyRecord().text;
    expect(after.startsWith('{"format":2,')).toBe(true);
    expect(eventsIn(after).slice(0, -1)).toEqual(eventsIn(text));
  });

  test.each(ways)('%s, committed and pulled: nothing is lost', async (_, change) => {
    const { ada, grace } = await sharingTeam();
    await noteAndCommit(grace, 'of Grace');
    await ada.ok(['note', '1.4', 'of Ada', ...monday]);
    const { path, text } = ada.onlyRecord();
    writeFileSync(path, change(text));
    ada.git('commit', '--quiet', '--all', '--message', 'By a tool');
    ada.git('push', '--quiet', 'origin', 'main');
    pull(grace, '--no-rebase');
    await grace.sync();
    await ada.sync();
    expect(notes(grace).sort()).toEqual(['of Ada', 'of Grace']);
    for (const member of [ada, grace])
      expect((await member.ok(['doctor', ...monday])).stdout).toContain('Sound: 1 record,');
    expect(ada.onlyRecord().text).toBe(grace.onlyRecord().text);
  });
});

describe('one file that is not in order keeps no other from being shared', () => {
  test('a comma lost in a record', async () => {
    const { ada, grace } = await sharingTeam();
    const { path, text } = ada.onlyRecord();
    writeFileSync(path, text.replace(/^,\{/m, '{'));
    expect(ada.onlyRecord().text).not.toBe(text);
    ada.git('commit', '--quiet', '--all', '--message', 'Accept both');
    ada.git('push', '--quiet', 'origin', 'main');
    await grace.ok([...startAnother, ...monday]);
    expect(flat((await grace.sync()).stderr)).toContain('sent Annie: started');
    expect(readFileSync(path.replace(ada.workspace, grace.workspace), 'utf8')).toBe(text);
    await ada.sync();
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect((await ada.ok(['doctor', ...monday])).stdout).toContain('Sound: 2 records,');
  });

  test('a formatter over the programs', async () => {
    const { ada, grace, remote } = await sharingTeam();
    const folder = join(ada.workspace, 'programs');
    const [name = ''] = readdirSync(folder);
    const bytes = ada.read(join('programs', name));
    ada.write(join('programs', name), JSON.stringify(JSON.parse(bytes), null, 2));
    ada.git('commit', '--quiet', '--all', '--message', 'Format');
    ada.git('push', '--quiet', 'origin', 'main');
    await grace.ok(['note', '1.4', 'of Grace', '--hire', 'Ada', ...monday]);
    const { stderr } = await grace.sync();
    expect(flat(stderr)).toContain('sent Ada: 1 note');
    expect(flat(stderr)).toContain(`programs/${name}, as it is shared: its content does not fit its name`);
    expect(grace.gitIn(remote, 'show', `main:programs/${name}`)).toBe(bytes);
    await ada.sync();
    expect(ada.read(join('programs', name))).toBe(bytes);
    expect(existsSync(join(grace.workspace, 'programs', name))).toBe(true);
    expect((await ada.ok(['doctor', ...monday])).stdout).toContain('Sound: 1 record,');
  });

  test('an event that was edited by hand: the sound one wins, and the other does not come back', async () => {
    const { ada, grace } = await sharingTeam();
    await ada.ok(['note', '1.4', 'teh plan', ...monday]);
    await ada.sync();
    await grace.sync();
    const { path, text } = ada.onlyRecord();
    const edit = () => {
      writeFileSync(path, text.replace('teh plan', 'the plan'), { mode: 0o600 });
      expect(ada.onlyRecord().text).not.toBe(text);
    };
    edit();
    await ada.sync();
    expect(ada.onlyRecord().text).toBe(text);
    // Committed and pushed by hand, it meets the sound one in every other clone.
    edit();
    ada.git('commit', '--quiet', '--all', '--message', 'Mend');
    ada.git('push', '--quiet', 'origin', 'main');
    expect(flat((await grace.sync()).stderr)).toContain("an event can't be trusted");
    await ada.sync();
    for (const member of [ada, grace]) {
      await member.sync();
      expect(member.onlyRecord().text).toBe(text);
      expect((await member.ok(['doctor', ...monday])).stdout).toContain('Sound: 1 record,');
    }
  });
});
