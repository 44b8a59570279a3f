/** `import`: checklists of a Markdown list or a playbook, that a hire can begin with at once. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectRefusal } from './facts.ts';
import { World } from './world.ts';

const monday = ['--today', '2026-11-23'];

const list = `# Designers

## First day

- [ ] Meet your manager (30 min)
- [ ] Get a badge (10 min)

A paragraph.

## First week

- [ ] Read the [guide](https://example.com/guide) (2 h)
`;

function withFile(name: string, text: string): World {
  const world = new World();
  writeFileSync(join(world.folder, name), text);
  return world;
}

test('a list becomes checklists; what a person has to fill in, and what is left behind, is listed', async () => {
  const world = withFile('list.md', list);
  const { code, stdout, stderr } = await world.run(['import', 'list.md']);
  expect(code, stderr).toBe(0);
  expect(stdout).toContain('Made checklists/designers: Designers, 2 phases, 3 items.');
  expect(stdout).toContain('line 8: a paragraph: "A paragraph."');
  expect(stderr).toContain('pm-onboard lint checklists/designers');
  const checked = await world.run(['lint', 'checklists/designers', '--max-warnings', '0']);
  expect(checked.code, checked.stdout).toBe(0);
  const start = [
    'start',
    '--name',
    'Ada',
    '--start',
    '2026-11-23',
    '--program',
    'checklists/designers',
    '--no-me',
  ];
  expect(await world.run([...start, ...monday])).toMatchObject({ code: 0 });
  expect((await world.run(['status', ...monday])).stdout).toContain('Meet your manager');
});

test('a dry run writes nothing; -o says where to; JSON has all of it', async () => {
  const world = withFile('list.md', list);
  const { code, stdout } = await world.run(['import', 'list.md', '-o', 'here', '--dry-run', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    folder: 'here',
    written: false,
    program: { id: 'designers', title: 'Designers' },
    files: ['first-day.yaml', 'first-week.yaml', 'program.yaml'],
    phases: 2,
    items: 3,
    problems: [],
    lost: [{ at: 'line 8', what: 'a paragraph: "A paragraph."' }],
  });
  expect(existsSync(join(world.folder, 'here'))).toBe(false);
});

test('nothing is overwritten without --force, which leaves other files alone', async () => {
  const world = withFile('list.md', list);
  mkdirSync(join(world.folder, 'here'));
  writeFileSync(join(world.folder, 'here/first-day.yaml'), 'mine: true\n');
  writeFileSync(join(world.folder, 'here/other.yaml'), 'mine: true\n');
  await expectRefusal(world, ['import', 'list.md', '-o', 'here'], {
    code: 3,
    says: ['here/first-day.yaml is there already', '--force'],
  });
  expect(readFileSync(join(world.folder, 'here/first-day.yaml'), 'utf8')).toBe('mine: true\n');
  const { code, stderr } = await world.run(['import', 'list.md', '-o', 'here', '--force']);
  expect(code).toBe(0);
  expect(stderr).toContain('Also there, and not in the program: other.yaml');
  // What it would write is there already: then there is nothing to refuse.
  expect((await world.run(['import', 'list.md', '-o', 'here'])).code).toBe(0);
});

test('a playbook is imported as well', async () => {
  const playbook = {
    version: 1,
    title: 'PMs',
    checklists: [{ title: 'Day 1', items: [{ title: 'Meet your manager' }] }],
  };
  const world = withFile('playbook.json', JSON.stringify(playbook));
  const { code, stdout } = await world.run(['import', 'playbook.json']);
  expect(code).toBe(0);
  expect(stdout).toContain('Made checklists/pms: PMs, 1 phase, 1 item.');
  expect((await world.run(['lint', 'checklists/pms'])).code).toBe(0);
});

test("a run's own list comes back as checklists: the same titles, efforts, counts and evidence", async () => {
  const world = new World();
  await world.run(['init', '--checklists=minimal']);
  await world.startAda();
  await world.run(['export', 'ada', '-o', 'list.md', ...monday]);
  const { code } = await world.run(['import', 'list.md', '-o', 'again']);
  expect(code).toBe(0);
  const listOf = async (program: string) => {
    const { stdout } = await world.run([
      'preview',
      '--program',
      program,
      '--start',
      '2026-11-23',
      '--json',
      ...monday,
    ]);
    const { days } = JSON.parse(stdout) as {
      days: { due: { title: string; takes: number | null; count: unknown; evidence: unknown }[] }[];
    };
    return (
      days
        .flatMap(({ due }) =>
          due.map(({ title, takes, count, evidence }) => ({ title, takes, count, evidence })),
        )
        .sort((a, b) => (a.title < b.title ? -1 : 1))
        // Beside a count, a list doesn't say how long the item takes.
        .map((item) => (item.count ? { ...item, takes: null } : item))
    );
  };
  expect(await listOf('again')).toEqual(await listOf('checklists/minimal'));
});

test.each([
  ['no list', 'list.md', '# Nothing\n\nhere\n', 2, 'has no list'],
  ['a playbook of another version', 'p.json', '{"version":3,"checklists":[]}', 2, 'its version is 3'],
  ['a file that is too large', 'list.md', '- [ ] Meet your manager\n'.repeat(60_000), 3, 'larger than 1 MB'],
])('%s is refused', async (_, name, text, code, fault) => {
  await expectRefusal(withFile(name, text), ['import', name], { code, says: [fault] });
});

test('a file that is not there, and lists in lists without end', async () => {
  await expectRefusal(new World(), ['import', 'gone.md'], { code: 3, says: ['there is no file gone.md'] });
  const deep = Array.from({ length: 50 }, (_, at) => `${'  '.repeat(at)}- [ ] x`).join('\n');
  await expectRefusal(withFile('deep.md', deep), ['import', 'deep.md'], {
    code: 2,
    says: ['lists in lists'],
  });
});
