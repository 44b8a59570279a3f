/** Parts: items that several programs include, from the checker to the hires who follow these programs. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { expectRefusal, flat } from './facts.ts';
import { World } from './world.ts';

const monday = ['--today', '2026-11-23'];

let world: World;

function put(path: string, text: string): void {
  const full = join(world.folder, path);
  mkdirSync(join(full, '..'), { recursive: true });
  writeFileSync(full, text);
}

const item = (id: string, title: string, more = '') =>
  `  - { id: ${id}, title: ${title}, takes: 30 min${more} }\n`;

function program(id: string, include: string, items = item(`read-${id}-guide`, `Read the guide of ${id}`)) {
  put(`checklists/${id}/program.yaml`, `id: ${id}\ntitle: The ${id} program\nphases: [one]\n`);
  put(
    `checklists/${id}/one.yaml`,
    `id: one\ntitle: The first days\ndue: week 1\ninclude: ${include}\n${items && `items:\n${items}`}`,
  );
}

function part(name: string, items: string, include = ''): void {
  put(`checklists/parts/${name}.yaml`, `${include && `include: ${include}\n`}items:\n${items}`);
}

async function compact(...args: string[]): Promise<string[]> {
  const { stdout } = await world.run(['lint', '--format', 'compact', ...args]);
  return stdout.trimEnd().split('\n');
}

function inJson(stdout: string) {
  return JSON.parse(stdout) as { files: string[]; problems: { rule: string }[] };
}

beforeEach(async () => {
  world = new World();
  await world.run(['init']);
  part('network', item('join-network', 'Join the office network'));
  part('security', item('encrypt-laptop', 'Encrypt the laptop'), '[network.yaml]');
  program('engineer', '[../parts/security.yaml]');
  program('support', '[../parts/security.yaml]');
});

describe('lint', () => {
  test.each([[[]], [['checklists']], [['checklists/parts/network.yaml']]])(
    'of %j counts a part once, with the programs that include it',
    async (paths) => {
      const { code, stdout, stderr } = await world.run(['lint', ...paths, '--format', 'json']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(inJson(stdout).files.filter((file) => file !== 'pm-onboard.yaml')).toEqual([
        'checklists/engineer/one.yaml',
        'checklists/engineer/program.yaml',
        'checklists/parts/network.yaml',
        'checklists/parts/security.yaml',
        'checklists/support/one.yaml',
        'checklists/support/program.yaml',
      ]);
    },
  );

  test('names a part that no program includes, and checks it where it is given', async () => {
    part('unused', item('see-more', 'See more of it', ', colour: red'));
    const { code, stderr } = await world.run(['lint']);
    expect(code).toBe(0);
    expect(flat(stderr)).toContain('checklists/parts/unused.yaml is passed over: no program includes it');
    expect(await compact('checklists/parts/unused.yaml')).toEqual([
      expect.stringContaining('checklists/parts/unused.yaml:2:59: error: unknown key `colour`'),
    ]);
    const piped = await world.shell(
      'cat checklists/parts/unused.yaml | pm-onboard lint - --stdin-filename checklists/parts/unused.yaml',
    );
    expect(piped.stdout).toContain('unknown key `colour`');
  });

  test('judges a part that an editor holds in a program that includes it', async () => {
    const edited = "sed 's/join-network/read-engineer-guide/' checklists/parts/network.yaml";
    const path = 'checklists/parts/network.yaml';
    const { code, stdout } = await world.shell(
      `${edited} | pm-onboard lint - --stdin-filename ${path} --format compact`,
    );
    expect(code).toBe(1);
    expect(stdout).toBe(
      'checklists/engineer/one.yaml:6:11: error: the id `read-engineer-guide` is used already, at checklists/parts/network.yaml:2 [duplicate-id]\n',
    );
  });

  test('tells of a fault of a part once, and of one that some programs have in which', async () => {
    part('network', item('join-network', 'Join the office network', ', with: [buddy], colour: red'));
    put(
      'checklists/engineer/program.yaml',
      'id: engineer\ntitle: E\nphases: [one]\nroles: { buddy: { title: B } }\n',
    );
    const found = await compact();
    expect(found).toHaveLength(2);
    expect(found[0]).toMatch(
      /^checklists\/parts\/network\.yaml:2:\d+: error: .*role `buddy` \(in checklists\/support\)/,
    );
    expect(found[1]).toMatch(/^checklists\/parts\/network\.yaml:2:\d+: error: unknown key `colour`/);
  });

  test('names both places of an id that stands in a program and in its part', async () => {
    program('engineer', '[../parts/security.yaml]', item('join-network', 'Join it again'));
    expect(await compact()).toEqual([
      'checklists/engineer/one.yaml:6:11: error: the id `join-network` is used already, at checklists/parts/network.yaml:2 [duplicate-id]',
    ]);
  });

  test.each([
    [
      'a misspelt one',
      '[../parts/securty.yaml]',
      'there is no part `../parts/securty.yaml` (did you mean `../parts/security.yaml`?)',
    ],
    [
      'one that stands twice',
      '[../parts/network.yaml, ../parts/security.yaml]',
      '`network.yaml` is included already, at checklists/engineer/one.yaml:4',
    ],
    ['one outside', '[../../secret.yaml]', '`../../secret.yaml` is no place for a part'],
    ['one further out', '[../../parts/secret.yaml]', 'is no place for a part'],
    ['one by its root', '[/etc/parts/x.yaml]', 'is no place for a part'],
    ['no YAML', '[../parts/security]', 'must be the path of a part'],
    ['no list', '../parts/security.yaml', '`include` must be a list'],
    ['what is no text', '[5]', 'must be the path of a part'],
  ])('refuses %s', async (_, include, message) => {
    put('secret.yaml', 'items: [{ id: secret, title: A secret }]');
    put('parts/secret.yaml', 'items: [{ id: secret, title: A secret }]');
    program('engineer', include);
    const found = await compact('checklists/engineer');
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
    expect(found[0]).not.toContain('A secret');
    await expectRefusal(world, ['preview', '--program', 'checklists/engineer', ...monday], {
      code: 2,
      says: ['checklists/', message.slice(0, 20)],
    });
  });

  test('ends in a circle, and five deep', async () => {
    part('network', item('join-network', 'Join the office network'), '[security.yaml]');
    expect(await compact()).toEqual([
      'checklists/parts/network.yaml:1:11: error: `security.yaml` is included in a circle (../parts/security.yaml → ../parts/network.yaml → ../parts/security.yaml) [unknown-part]',
    ]);
    for (const n of [1, 2, 3, 4, 5, 6])
      part(`p${n}`, item(`do-p${n}`, `Do the part ${n}`), n < 6 ? `[p${n + 1}.yaml]` : '');
    program('engineer', '[../parts/p2.yaml]');
    program('support', '[../parts/p2.yaml]');
    expect(await compact('checklists/support')).toEqual(['']);
    program('support', '[../parts/p1.yaml]');
    expect(await compact('checklists/support')).toEqual([
      'checklists/parts/p5.yaml:1:11: error: parts stand in one another at most 5 deep (include `p6.yaml` further up) [unknown-part]',
    ]);
  });

  test('follows no link to a part, nor to their folder, and neither does start', async () => {
    put('elsewhere/network.yaml', 'items: [{ id: secret, title: A secret }]');
    rmSync(join(world.folder, 'checklists/parts/network.yaml'));
    symlinkSync(
      join(world.folder, 'elsewhere/network.yaml'),
      join(world.folder, 'checklists/parts/network.yaml'),
    );
    const begin = [
      'start',
      '--name',
      'Ada',
      '--start',
      '2026-11-23',
      '--program',
      'checklists/engineer',
      ...monday,
    ];
    await expectRefusal(world, ['lint'], { code: 3, says: ['network.yaml is a link'] });
    await expectRefusal(world, begin, { code: 3, says: ['network.yaml is a link'] });
    rmSync(join(world.folder, 'checklists/parts/network.yaml'));
    renameSync(join(world.folder, 'checklists/parts'), join(world.folder, 'moved'));
    symlinkSync(join(world.folder, 'moved'), join(world.folder, 'checklists/parts'));
    await expectRefusal(world, ['lint'], { code: 3, says: ['checklists/parts', 'is a link'] });
    await expectRefusal(world, begin, { code: 3, says: ['checklists/parts', 'is a link'] });
  });

  test('reads no parts beside the repository', async () => {
    put('repo/program.yaml', 'id: bare\ntitle: Bare\nphases: [one]\n');
    put('repo/one.yaml', 'id: one\ntitle: One\ndue: week 1\ninclude: [../parts/secret.yaml]\n');
    put('parts/secret.yaml', 'items: [{ id: secret, title: A secret }]');
    mkdirSync(join(world.folder, 'repo/.git'));
    await expectRefusal(world, ['lint', 'repo'], { code: 3, says: ['lies outside of'] });
  });

  test('mends a part where it stands', async () => {
    part('network', '  - { id: join-network, title: Join the office network, takes: 1h }\n');
    expect((await world.run(['lint', '--fix'])).code).toBe(0);
    const mended = (name: string) =>
      readFileSync(join(world.folder, `checklists/parts/${name}.yaml`), 'utf8');
    expect(mended('network')).toContain('takes: 1 h }');
    part('unused', '  - { id: see-more, title: See more of it, takes: 1h }\n');
    expect((await world.run(['lint', 'checklists/parts/unused.yaml', '--fix'])).code).toBe(0);
    expect(mended('unused')).toContain('takes: 1 h }');
  });

  test('leaves a directive and an id of a part as another program may need them', async () => {
    const quiet = '  # pm-onboard disable-line unknown-role\n';
    part('network', quiet + item('Join_Network', 'Join it', ', with: [buddy]'));
    const roles = 'id: engineer\ntitle: E\nphases: [one]\nroles: { buddy: { title: B } }\n';
    put('checklists/engineer/program.yaml', roles);
    const before = readFileSync(join(world.folder, 'checklists/parts/network.yaml'), 'utf8');
    const { code, stdout } = await world.run(['lint', '--fix', '--format', 'compact']);
    expect(code).toBe(1);
    expect(stdout).toContain('write `join-network`');
    expect(stdout).not.toContain('unused-disable');
    expect(readFileSync(join(world.folder, 'checklists/parts/network.yaml'), 'utf8')).toBe(before);
    // Where no program needs it, it is told.
    put('checklists/support/program.yaml', roles.replace('engineer', 'support'));
    part('network', quiet + item('join-network', 'Join it', ', with: [buddy]'));
    expect(await compact()).toEqual([
      expect.stringMatching(/^checklists\/parts\/network\.yaml:2:\d+: warning: .*\[unused-disable\]$/),
    ]);
  });

  test('compares with the parts of a commit', async () => {
    const git = (...args: string[]) =>
      spawnSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], {
        cwd: world.folder,
      });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'Programs');
    part('network', item('join-wifi', 'Join the office network'));
    const { code, stdout, stderr } = await world.run(['lint', '--against', 'HEAD', '--format', 'compact']);
    expect(stderr).toContain('compared with 2 programs');
    expect(code).toBe(1);
    expect(stdout).toContain('join-network');
    expect(stdout).toContain('[removed-id]');
  });
});

describe('a hire', () => {
  beforeEach(async () => {
    const begin = ['start', '--name', 'Ada', '--start', '2026-11-23', '--program', 'engineer', '--no-input'];
    expect((await world.run([...begin, ...monday])).code).toBe(0);
  });

  test('has the items of parts first, those of inner parts before', async () => {
    const { stdout } = await world.run(['plan', '--json', ...monday]);
    const ids = [...stdout.matchAll(/"id": "([a-z-]+)"/g)].map(([, id]) => id);
    expect([...new Set(ids)].filter((id) => id?.includes('-'))).toEqual(
      expect.arrayContaining(['join-network', 'encrypt-laptop', 'read-engineer-guide']),
    );
    for (const [ref, id] of [
      ['1.1', 'join-network'],
      ['1.2', 'encrypt-laptop'],
      ['1.3', 'read-engineer-guide'],
    ] as const)
      expect((await world.run(['show', ref, '--json', ...monday])).stdout).toContain(`"id": "${id}"`);
  });

  test('hears of an edit of a part alone, by upgrade, team and doctor', async () => {
    part('network', item('join-network', 'Join the network of the office'));
    expect((await world.run(['upgrade', '--dry-run', ...monday])).stdout).toContain(
      'Join the network of the office',
    );
    expect(flat((await world.run(['team', ...monday])).stdout)).toContain('have moved on');
    expect(flat((await world.run(['doctor', ...monday])).stdout)).toContain('edited since Ada began');
    expect((await world.run(['upgrade', '--yes', ...monday])).code).toBe(0);
    expect((await world.run(['show', '1.1', ...monday])).stdout).toContain('Join the network of the office');
    // Another layout of the same words is no edit.
    part('network', `\n${item('join-network', 'Join the network of the office')}`);
    expect(flat((await world.run(['team', ...monday])).stdout)).not.toContain('have moved on');
  });
});
