/** A repository must not be able to run a program through hooks, settings, attributes or the environment. */
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { flat } from './facts.ts';
import { bareRepository, type Member, monday, sharingTeam } from './team.ts';

/** Programs that leave a file behind when they run. */
class Canaries {
  readonly folder: string;

  constructor(member: Member) {
    this.folder = join(member.folder, 'canaries');
    mkdirSync(join(this.folder, 'dead'), { recursive: true });
  }

  /** The path of a program; what it is given to filter it lets through. */
  program(name: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, `#!/bin/sh\n: > '${join(this.folder, 'dead', name)}'\ncat 2>/dev/null\nexit 0\n`);
    chmodSync(path, 0o755);
    return path;
  }

  /** Those that have run. */
  get dead(): string[] {
    return readdirSync(join(this.folder, 'dead')).sort();
  }
}

const hooks = [
  ...['applypatch-msg', 'pre-applypatch', 'post-applypatch', 'pre-commit', 'pre-merge-commit', 'post-merge'],
  ...[
    'prepare-commit-msg',
    'commit-msg',
    'post-commit',
    'pre-rebase',
    'post-checkout',
    'pre-push',
    'push-to-checkout',
  ],
  ...[
    'reference-transaction',
    'post-rewrite',
    'post-index-change',
    'fsmonitor-watchman',
    'pre-auto-gc',
    'update',
  ],
  ...['pre-receive', 'post-receive', 'post-update', 'proc-receive', 'sendemail-validate'],
];

/** Settings that are overruled: sync works, and nothing of this runs. */
function plantBlocked(member: Member, canaries: Canaries): void {
  const set = (key: string, value: string) => member.git('config', '--local', key, value);
  const folder = join(member.workspace, '.git/hooks');
  mkdirSync(folder, { recursive: true });
  for (const hook of hooks) {
    const path = canaries.program(hook);
    writeFileSync(join(folder, hook), `#!/bin/sh\nexec '${path}' </dev/null\n`, { mode: 0o755 });
  }
  for (const key of ['core.fsmonitor', 'core.pager', 'core.editor', 'sequence.editor', 'diff.external'])
    set(key, canaries.program(key));
  for (const kind of ['clean', 'smudge', 'process'])
    set(`filter.trap.${kind}`, canaries.program(`filter-${kind}`));
  set('diff.trap.textconv', canaries.program('textconv'));
  set('diff.trap.command', canaries.program('diff-command'));
  set('merge.trap.driver', canaries.program('merge-driver'));
  set('merge.pm-onboard.driver', canaries.program('own-driver'));
  set('gpg.program', canaries.program('gpg'));
  set('commit.gpgSign', 'true');
  set('tag.gpgSign', 'true');
  set('gc.auto', '1');
  set('gc.recentObjectsHook', canaries.program('recent-objects'));
  set('uploadpack.packObjectsHook', canaries.program('pack-objects'));
  set('interactive.diffFilter', canaries.program('diff-filter'));
  for (const command of ['fetch', 'push', 'status', 'config', 'rev-parse'])
    set(`alias.${command}`, `!${canaries.program(`alias-${command}`)}`);
  set('include.path', 'more');
  writeFileSync(
    join(member.workspace, '.git/more'),
    `[core]\n\thooksPath = ${folder}\n\tfsmonitor = ${canaries.program('included')}\n`,
  );
  mkdirSync(join(member.workspace, '.git/info'), { recursive: true });
  writeFileSync(join(member.workspace, '.git/info/attributes'), '* filter=trap diff=trap merge=trap\n');
}

/** Settings that nothing overrules, or that lead elsewhere: sync refuses, and names them. */
const refused: readonly string[] = [
  'hook.trap.command',
  'http.proxy',
  'http.https://example.com.proxy',
  'http.cookieFile',
  'http.extraHeader',
  'credential.provider',
  'fetch.bundleURI',
  'remote.origin.proxy',
  'core.sshCommand',
  'core.gitProxy',
  'core.askPass',
  'core.alternateRefsCommand',
  'credential.helper',
  'credential.https://example.com.helper',
  'remote.origin.uploadpack',
  'remote.origin.receivepack',
  'remote.origin.vcs',
];

/** What every day does, in a clone. */
const commands: readonly (readonly string[])[] = [
  ['status'],
  ['next'],
  ['done', '1.4'],
  ['note', '1.4', 'seen'],
  ['log'],
  ['find', 'seen'],
  ['review', 'Ada'],
  ['team'],
  ['share', 'Ada'],
  ['upgrade', 'Ada', '--dry-run'],
  ['init'],
];

describe('a repository with traps', () => {
  test('springs none of those that can be overruled; sync works', async () => {
    const { ada, grace } = await sharingTeam();
    const canaries = new Canaries(grace);
    plantBlocked(grace, canaries);
    await ada.ok(['done', '1.1', '--today', '2026-11-23']);
    ada.write('notes/handbook.txt', 'new\n');
    ada.git('add', 'notes');
    ada.git('commit', '--quiet', '-m', 'Notes');
    ada.git('push', '--quiet', 'origin', 'main');
    await ada.sync();
    for (const args of commands) await grace.ok([...args, ...monday, '--workspace', grace.workspace]);
    const { stderr } = await grace.sync();
    expect(flat(stderr)).toContain('sent Ada: 1 done, 1 note');
    expect(flat(stderr)).toContain('came in notes/handbook.txt');
    expect(grace.read('notes/handbook.txt')).toBe('new\n');
    expect(canaries.dead).toEqual([]);
  });

  test('are traps: plain git springs them', async () => {
    const { grace } = await sharingTeam();
    const canaries = new Canaries(grace);
    plantBlocked(grace, canaries);
    grace.write('pm-onboard.yaml', '# mine\n');
    grace.git('config', '--local', 'commit.gpgSign', 'false');
    grace.git('status');
    // `status` filters a file only where its size and time don't tell whether it has changed.
    grace.git('hash-object', 'pm-onboard.yaml');
    grace.git('-c', 'filter.trap.process=', 'commit', '--quiet', '-a', '-m', 'Mine');
    grace.git('push', '--quiet', 'origin', 'HEAD:refs/heads/other');
    expect(canaries.dead).toEqual(
      expect.arrayContaining([
        'included',
        'filter-process',
        'pre-commit',
        'pre-push',
        'reference-transaction',
      ]),
    );
  });

  test.each(refused)('is refused for %s', async (key) => {
    const { grace } = await sharingTeam();
    const canaries = new Canaries(grace);
    grace.git('config', '--local', key, canaries.program('refused'));
    const before = grace.state();
    const result = await grace.run(['sync']);
    expect(result.code).toBe(3);
    const [section = '', name = ''] = [key.slice(0, key.lastIndexOf('.')), key.split('.').at(-1)];
    expect(flat(result.stderr)).toContain(`${section}.${name.toLowerCase()}`);
    expect((await grace.run(['sync', '--init'])).code).toBe(3);
    expect(canaries.dead).toEqual([]);
    expect(grace.state()).toBe(before);
  });

  test('is refused for what stands in a file that its settings include; the same in the user’s own is the user’s', async () => {
    const { grace } = await sharingTeam();
    grace.git('config', '--global', 'credential.helper', 'cache');
    await grace.sync();
    grace.git('config', '--local', 'include.path', 'more');
    writeFileSync(join(grace.workspace, '.git/more'), '[core]\n\tsshCommand = touch x\n');
    const { code, stderr } = await grace.run(['sync']);
    expect(code).toBe(3);
    expect(stderr).toContain('core.sshcommand');
  });

  test('leads nowhere else: a rewritten URL is another remote, ext:: is no kind of URL', async () => {
    const { grace, remote } = await sharingTeam();
    const canaries = new Canaries(grace);
    const trap = `ext::${canaries.program('ext')} %S `;
    grace.git('config', '--local', 'protocol.ext.allow', 'always');
    grace.git('config', '--local', `url.${trap}.insteadOf`, remote);
    for (const args of [['sync'], ['sync', '--init']]) {
      const { code, stderr } = await grace.run(args);
      expect(code).toBe(3);
      expect(flat(stderr)).toContain('would run programs or lead elsewhere: url.ext::');
    }
    grace.git('config', '--local', '--remove-section', `url.${trap}`);
    grace.git('config', '--global', `url.${trap}.insteadOf`, remote);
    const rewritten = await grace.run(['sync']);
    expect(rewritten.code).toBe(3);
    expect(flat(rewritten.stderr)).toContain('the remote is not the one that you agreed to');
    const agreed = await grace.run(['sync', '--init']);
    expect(agreed.code).toBe(3);
    expect(flat(agreed.stderr)).toContain('a kind of URL that sync does not use');
    expect((await grace.run(['sync', '--join', trap, 'x', '--me', 'Grace'])).code).toBe(2);
    expect((await grace.run(['sync', '--join', '--upload-pack=touch', 'x', '--me', 'Grace'])).code).toBe(2);
    expect(canaries.dead).toEqual([]);
  });

  test('leads nowhere besides: a second URL to push to, refs of its own to fetch into', async () => {
    const { ada, grace, remote } = await sharingTeam();
    const other = bareRepository(grace, 'other.git');
    grace.git('branch', 'mine');
    grace.git('config', '--add', 'remote.origin.fetch', '+refs/heads/main:refs/heads/mine');
    await ada.ok(['done', '1.1', ...monday]);
    await ada.sync();
    const mine = grace.git('rev-parse', 'mine');
    await grace.sync();
    expect(grace.git('rev-parse', 'mine')).toBe(mine);
    await grace.ok(['note', '1.4', 'seen', ...monday]);
    for (const url of [remote, other]) grace.git('config', '--add', 'remote.origin.pushurl', url);
    const { code, stderr } = await grace.run(['sync']);
    expect(code).toBe(3);
    expect(flat(stderr)).toContain('the remote is not the one that you agreed to');
    expect(grace.gitIn(other, 'for-each-ref')).toBe('');
  });

  test('is looked at in no case: joining from within it takes none of its settings', async () => {
    const { grace, remote } = await sharingTeam();
    const canaries = new Canaries(grace);
    const around = join(grace.folder, 'around');
    grace.gitIn(grace.folder, 'init', '--quiet', around);
    for (const key of ['core.sshCommand', 'credential.helper', 'core.fsmonitor'])
      grace.gitIn(around, 'config', key, canaries.program(key));
    grace.gitIn(around, 'config', `url.${join(grace.folder, 'nowhere')}.insteadOf`, remote);
    const asked = ['sync', '--join', 'ssh://127.0.0.1/team.git', 'there', '--me', 'Grace'];
    expect((await grace.run(asked, { cwd: around })).code).toBe(3);
    await grace.ok(['sync', '--join', remote, 'here', '--me', 'Grace'], { cwd: around });
    expect(existsSync(join(around, 'here/hires'))).toBe(true);
    expect(canaries.dead).toEqual([]);
  });

  test('is not worked in where nobody has agreed to it on this machine', async () => {
    const { grace } = await sharingTeam();
    const canaries = new Canaries(grace);
    plantBlocked(grace, canaries);
    const stranger = { env: { HOME: join(grace.folder, 'home') } };
    mkdirSync(stranger.env.HOME);
    const flags = ['--workspace', grace.workspace];
    const { code, stderr } = await grace.run(['sync', ...flags], stranger);
    expect(code).toBe(3);
    expect(flat(stderr)).toContain('not switched on on this machine');
    await grace.run(['sync', '--init', ...flags], stranger);
    for (const args of commands) await grace.run([...args, ...flags], stranger);
    expect(canaries.dead).toEqual([]);
  });

  test('finds no help in the environment', async () => {
    const { grace, remote } = await sharingTeam();
    const canaries = new Canaries(grace);
    const names = [
      'GIT_EXTERNAL_DIFF',
      'GIT_PROXY_COMMAND',
      'GIT_EDITOR',
      'GIT_PAGER',
      'GIT_SEQUENCE_EDITOR',
    ];
    const env = {
      ...Object.fromEntries(names.map((name) => [name, canaries.program(name)])),
      GIT_DIR: '/nowhere',
      GIT_WORK_TREE: '/nowhere',
      GIT_INDEX_FILE: '/nowhere',
      GIT_EXEC_PATH: canaries.folder,
      GIT_TEMPLATE_DIR: canaries.folder,
      GIT_TRACE: join(canaries.folder, 'dead/trace'),
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: canaries.program('from-environment'),
    };
    await grace.ok(['note', '1.4', 'seen', ...monday], { env });
    await grace.ok(['sync'], { env });
    const folder = join(grace.folder, 'again');
    await grace.ok(['sync', '--join', remote, folder, '--me', grace.name], { env });
    expect(existsSync(join(folder, 'hires'))).toBe(true);
    expect(canaries.dead).toEqual([]);
  });
});
