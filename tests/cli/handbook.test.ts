/** `handbook`: its pages, those of a workspace, a level, forms to fill in, and two of them side by side. */
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CompareView } from '../../src/view/handbook/compare.ts';
import type { LevelView } from '../../src/view/handbook/level.ts';
import type { PagesView, PageView } from '../../src/view/handbook/pages.ts';
import { dangerous, events, expectRefusal, fingerprint, flat, json, tooWide } from './facts.ts';
import { all as hostile } from './hostile.ts';
import { commandsIn, expectPasteable } from './pasted.ts';
import { prepared, root, World } from './world.ts';

const friday = ['--today', '2027-02-19'];
const screen = (name: string) => join(import.meta.dirname, `screens/handbook${name}.golden`);

const started = prepared(async (world) => {
  await world.run(['init', '.']);
  await world.startAda();
});

/** Writes a page of the workspace. */
function page(world: World, name: string, text: string | Uint8Array): void {
  mkdirSync(join(world.folder, 'handbook'), { recursive: true });
  writeFileSync(join(world.folder, 'handbook', name), text);
}

async function show(world: World, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await world.run(['handbook', ...args, ...friday]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

/** Whether a command adds a template that there is. */
function templateNamed(command: string): boolean {
  const name = /^pm-onboard add "[^"]+" --from ([a-z-]+)$/.exec(command)?.[1];
  return name !== undefined && existsSync(join(root, `checklists/templates/${name}.yaml`));
}

describe('the pages', () => {
  test('are listed, with what each begins with', async () => {
    const world = await started();
    const before = fingerprint(world);
    const text = await show(world);
    await expect(text).toMatchFileSnapshot(screen(''));
    const { pages } = await json<PagesView>(world, ['handbook']);
    expect(pages.map(({ name }) => name)).toEqual([
      ...['cadence', 'levels', 'development', 'staff', 'ownership'],
    ]);
    expect(pages.every(({ summary, from }) => summary.length > 40 && from === 'shipped')).toBe(true);
    expect(fingerprint(world)).toBe(before);
  });

  test.each(['cadence', 'levels', 'development', 'staff', 'ownership'])(
    '%s fits any width, and what it prints works when it is pasted',
    async (name) => {
      const world = await started();
      for (const columns of [40, 80, 200]) {
        const { stdout } = await world.run(['handbook', name, ...friday], { columns });
        expect(tooWide(stdout, columns).filter((line) => !line.includes('pm-onboard'))).toEqual([]);
      }
      const text = await show(world, name);
      await expect(text).toMatchFileSnapshot(screen(`-${name}`));
      // The commands of that page are many; docs/documents.test.ts runs each template.
      if (name === 'cadence') expect(commandsIn(text).filter((each) => !templateNamed(each))).toEqual([]);
      else await expectPasteable(world, text, { today: '2027-02-19' });
      const { page: head, markdown } = await json<PageView>(world, ['handbook', name]);
      const file = readFileSync(join(root, 'handbook', `${name}.md`), 'utf8');
      expect(file).toBe(`# ${head.title}\n${markdown}`);
    },
    60_000,
  );

  test('as Markdown, a page is what was written', async () => {
    const world = await started();
    for (const name of ['cadence', 'development', 'staff', 'ownership']) {
      const written = readFileSync(join(root, 'handbook', `${name}.md`), 'utf8');
      expect(await show(world, name, '--markdown'), name).toBe(written);
    }
    expect(await show(world, 'levels', '--markdown')).toMatch(/## Levels\n\n- 1: Product Manager I\n- 2: /);
  });

  test('are found by a part of the name; a name that fits none, or several, says which there are', async () => {
    const world = await started();
    expect(await show(world, 'owner')).toBe(await show(world, 'ownership'));
    expect(await show(world, 'Staff.md')).toBe(await show(world, 'staff'));
    const cases = [
      ['cadance', 'did you mean cadence?'],
      ['zzzzzz', 'pm-onboard handbook ownership'],
      ['e', '"e" may be one of several pages'],
      ['3', 'pm-onboard handbook levels 3'],
      ['', 'there is no page ""'],
    ] as const;
    for (const [word, says] of cases)
      await expectRefusal(world, ['handbook', word], { code: 2, says: [says] });
    await expectRefusal(world, ['handbook', 'cadence', '3'], { code: 2, says: ['has no levels'] });
  });

  test('work where there is no workspace, and nobody', async () => {
    const world = new World();
    expect((await world.run(['handbook', 'staff'])).code).toBe(0);
    expect((await world.run(['handbook', 'levels', '3'])).code).toBe(0);
    const { code, stdout, stderr } = await world.run(['handbook', 'levels', '--worksheet', '3']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toContain('What the record can point to');
  });
});

describe("a workspace's own pages", () => {
  test('stand beside those that ship, and one of the same name instead', async () => {
    const world = await started();
    page(world, 'How we work.md', '# How we work here\n\nIn the *open*.\n\n- one\n- two\n');
    page(world, 'cadence.md', 'We meet on Tuesdays.\n');
    page(world, 'notes.txt', 'no page');
    const { pages } = await json<PagesView>(world, ['handbook']);
    expect(pages.map(({ name, from }) => `${name} ${from}`)).toEqual([
      ...['cadence workspace', 'levels shipped', 'development shipped', 'staff shipped'],
      ...['ownership shipped', 'how-we-work workspace'],
    ]);
    expect(await show(world, 'how')).toMatch(/^How we work here\n\nIn the \*open\*\.\n\n- one\n- two\n$/);
    expect(await show(world, 'cadence')).toBe('cadence\n\nWe meet on Tuesdays.\n');
    await expect(await show(world)).toMatchFileSnapshot(screen('-own'));
  });

  test('plain help lists the command where the workspace has pages or duties, and only there', async () => {
    const world = await started();
    const help = async () => (await world.run(['help'])).stdout;
    expect(await help()).not.toContain('Handbook:');
    page(world, 'a.md', 'x');
    expect(await help()).toMatch(/^Handbook:\n {2}handbook \[page\] \[level\] /m);
    expect(tooWide(await help(), 80)).toEqual([]);
    const other = await started();
    writeFileSync(join(other.folder, 'duties.yaml'), '');
    expect((await other.run(['help'])).stdout).toContain('Handbook:\n');
    expect((await new World().run(['help', '--all'])).stdout).toContain('Handbook:\n');
  });

  test('are made safe: nothing of a stranger moves the cursor or becomes a link', async () => {
    const world = await started();
    page(world, 'x.md', `# ${hostile}\n\n${hostile}\n\n\`\`\`\n${hostile}\n`);
    for (const args of [['handbook'], ['handbook', 'x'], ['handbook', '--json'], ['handbook', 'x', '--json']])
      expect(dangerous((await world.run(args)).stdout), args.join(' ')).toEqual([]);
    const { stdout } = await world.run(['handbook', 'x', '--markdown']);
    expect(dangerous(stdout)).toEqual([]);
    expect(stdout).not.toMatch(/<script|\]\(javascript:/);
  });

  test('what is too large, no text, or leads out of the workspace is passed over, and named', async () => {
    const world = await started();
    const outside = join(dirname(world.folder), 'secret.md');
    writeFileSync(outside, '# Secret\n');
    page(world, 'fine.md', '# Fine\n');
    page(world, 'large.md', 'x'.repeat(256 * 1024 + 1));
    page(world, 'binary.md', Buffer.from([0x23, 0x20, 0xff, 0xfe]));
    page(world, '日.md', 'x');
    symlinkSync(outside, join(world.folder, 'handbook/out.md'));
    symlinkSync('fine.md', join(world.folder, 'handbook/inside.md'));
    symlinkSync('nowhere.md', join(world.folder, 'handbook/dangling.md'));
    mkdirSync(join(world.folder, 'handbook/folder.md'));
    const { code, stdout, stderr } = await world.run(['handbook', '--json']);
    expect(code).toBe(0);
    const names = (JSON.parse(stdout) as PagesView).pages.map(({ name }) => name);
    expect(names.slice(5)).toEqual(['fine', 'inside']);
    for (const says of [
      'handbook/out.md is passed over: it is a link that leads out of the workspace',
      'handbook/large.md is passed over: it is larger than 256 KB',
      'handbook/binary.md is passed over: its text is not UTF-8',
      "handbook/dangling.md is passed over: it can't be read",
      "handbook/folder.md is passed over: it can't be read",
    ])
      expect(flat(stderr)).toContain(says);
    expect((await world.run(['handbook', 'out'])).stdout).not.toContain('Secret');
  });

  test('a folder that is a link out of the workspace is none', async () => {
    const world = await started();
    const outside = join(dirname(world.folder), 'elsewhere');
    mkdirSync(outside);
    writeFileSync(join(outside, 'secret.md'), '# Secret\n');
    symlinkSync(outside, join(world.folder, 'handbook'));
    const { stdout, stderr } = await world.run(['handbook']);
    expect(stdout).not.toContain('Secret');
    expect(flat(stderr)).toContain('leads out of the workspace');
  });
});

describe('a level', () => {
  test('stands beside the next, or above it on a narrow terminal', async () => {
    const world = await started();
    const text = await show(world, 'levels', '3');
    await expect(text).toMatchFileSnapshot(screen('-level'));
    await expectPasteable(world, text, { today: '2027-02-19' });
    await expect(await show(world, 'levels', '9')).toMatchFileSnapshot(screen('-level-last'));
    for (const columns of [40, 60, 76, 120, 200]) {
      const { stdout } = await world.run(['handbook', 'levels', '7'], { columns });
      expect(tooWide(stdout, columns).filter((line) => !line.includes('pm-onboard'))).toEqual([]);
    }
    const narrow = (await world.run(['handbook', 'levels', '3'], { columns: 40 })).stdout;
    await expect(narrow).toMatchFileSnapshot(screen('-level-narrow'));
  });

  test('has everything on the screen that is in JSON', async () => {
    const world = await started();
    for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      const view = await json<LevelView>(world, ['handbook', 'levels', String(number)]);
      const text = (await world.run(['handbook', 'levels', String(number)], { columns: 200 })).stdout;
      const markdown = flat(await show(world, 'levels', String(number), '--markdown'));
      const spoken = (await world.run(['handbook', 'levels', String(number), '--accessible'])).stdout;
      for (const { text: own, next, competency } of view.rows)
        for (const sentence of [own, ...(next ? [next.text] : [])]) {
          const words = sentence.split(' ').slice(0, 4).join(' ');
          expect(text).toContain(competency.title.toUpperCase());
          expect(flat(text)).toContain(words);
          expect(markdown).toContain(sentence);
          expect(flat(spoken)).toContain(words);
        }
    }
  });

  test('goes by its number or its id; another one is refused with all of them', async () => {
    const world = await started();
    expect(await show(world, 'levels', 'pm-3')).toBe(await show(world, 'levels', '3'));
    for (const word of ['10', '0', 'senior', '-1', '3.5'])
      await expectRefusal(world, ['handbook', 'levels', '--', word], {
        code: 2,
        says: [`there is no level "${word}"`, '9 Distinguished Product Manager'],
      });
  });

  test("is the workspace's own where it has a file of levels, which lint checks where it lies", async () => {
    const world = await started();
    const place = join(world.folder, 'checklists/levels');
    mkdirSync(place, { recursive: true });
    const file = join(place, 'product-manager.yaml');
    const text = readFileSync(join(root, 'checklists/levels/product-manager.yaml'), 'utf8');
    writeFileSync(file, text.replace('Needs hardly any.', 'Needs next to none.'));
    expect(await show(world, 'levels', '4')).toContain('Needs next to none.');
    writeFileSync(file, text.replace('same-as: scope-3', 'same-as: scope-5'));
    const lint = await world.run(['lint', '--format', 'compact', '--rule', 'schema-line=off']);
    expect(lint.code).toBe(1);
    expect(lint.stdout).toMatch(
      /^checklists\/levels\/product-manager\.yaml:\d+:\d+: error: `scope-5` is of level 5/,
    );
    await expectRefusal(world, ['handbook', 'levels', '4'], {
      code: 2,
      says: ['the levels in checklists/levels/product-manager.yaml', 'which is not below 4'],
    });
    // What needs no levels goes on.
    expect(await show(world, 'staff')).toContain('Seven responsibilities');
  });
});

describe('a form', () => {
  test('is Markdown, with what the record can point to; nothing of the workspace changes', async () => {
    const world = await started();
    await world.run(['done', '1.1', ...friday]);
    await world.run(['done', '1.3', '--evidence', 'https://example.com/1on1', ...friday]);
    const before = fingerprint(world);
    const text = await show(world, 'levels', '--worksheet', '3');
    expect(fingerprint(world)).toBe(before);
    await expect(text).toMatchFileSnapshot(screen('-worksheet'));
    expect(text).toContain('- About: Ada Lovelace\n');
    expect(text).toContain('[Fix 1:1 times, create the 1:1 doc](https://example.com/1on1) (Fri 19 Feb)');
    expect(text).not.toContain('Meet your manager');
    expect(await show(world, '--worksheet', '3')).toBe(text);
  });

  test('-o writes a new file that only its owner reads, and no other file', async () => {
    const world = await started();
    const run = (...more: string[]) =>
      world.run(['handbook', 'levels', '--worksheet', '3', ...more, ...friday]);
    const first = await run('-o', 'mine.md');
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(flat(first.stderr)).toContain('✓ a form for level 3, in mine.md');
    expect(flat(first.stderr)).toContain('mine.md lies in the workspace');
    expect(statSync(join(world.folder, 'mine.md')).mode & 0o777).toBe(0o600);
    writeFileSync(join(world.folder, 'mine.md'), 'filled in');
    symlinkSync('mine.md', join(world.folder, 'link.md'));
    mkdirSync(join(world.folder, 'folder.md'));
    const cases = [
      [['-o', 'mine.md'], 3, 'mine.md is there already, and may be filled in'],
      [['-o', 'link.md'], 3, 'link.md is a link'],
      [['-o', 'link.md', '--force'], 3, 'link.md is a link'],
      [['-o', 'folder.md', '--force'], 3, 'not a plain file'],
      [['-o', 'nowhere/x.md'], 3, 'there is no folder'],
      [['-o', ' '], 2, "the file's name is empty"],
      [['--json'], 2, '--worksheet and --json exclude each other'],
      [['--compare', 'a.md'], 2, '--worksheet and --compare exclude each other'],
      [['--force'], 2, '--force goes with --output'],
    ] as const;
    for (const [more, code, says] of cases)
      await expectRefusal(world, ['handbook', 'levels', '--worksheet', '3', ...more], { code, says: [says] });
    expect(readFileSync(join(world.folder, 'mine.md'), 'utf8')).toBe('filled in');
    expect(await run('-o', 'mine.md', '--force')).toMatchObject({ code: 0 });
    expect(readFileSync(join(world.folder, 'mine.md'), 'utf8')).toContain('# Level 3');
  });

  test('of somebody without a run says whose record would be named; of a named hire it has theirs', async () => {
    const world = await started();
    await world.run(['done', '1.3', '--evidence', 'https://example.com/1on1', ...friday]);
    const asGrace = await world.run([
      'handbook',
      'levels',
      '--worksheet',
      '3',
      '--as',
      'Grace Hopper',
      ...friday,
    ]);
    expect(flat(asGrace.stderr)).toContain('Whose level is it?');
    expect(asGrace.stdout).not.toContain('What the record can point to');
    const named = await world.run([
      ...['handbook', 'levels', '--worksheet', '3', '--hire', 'ada', '--as', 'Grace Hopper', ...friday],
    ]);
    expect(named.stdout).toContain('What the record can point to');
    await expectRefusal(world, ['handbook', '--worksheet', '3', '--hire', 'nobody'], {
      code: 2,
      says: ['nobody'],
    });
  });
});

/** A form that somebody has filled in. @param given a line's name → what is written there */
function fill(world: World, file: string, by: string, given: Readonly<Record<string, string>>): void {
  const path = join(world.folder, file);
  const text = readFileSync(path, 'utf8')
    .replace('- Written by:', `- Written by: ${by}`)
    .replace(/^- (\S.*):$/gm, (line, name: string) =>
      given[name] === undefined ? line : `${line} ${given[name]}`,
    );
  writeFileSync(path, text);
}

const both = prepared(async (world) => {
  await world.startAda();
  for (const file of ['mine.md', 'graces.md'])
    await world.run(['handbook', 'levels', '--worksheet', '3', '-o', file, ...friday]);
  const same = { 'others, at 3 and 4': 'mostly', 'customers, at 3 and 4': 'beginning' };
  fill(world, 'mine.md', 'Ada Lovelace', {
    ...same,
    'scope, at 3 and 4': 'mostly',
    'scope, evidence': '4.6, and [the spec](https://example.com/spec)',
    'help, at 3': 'steadily',
    'help, at 4': 'not yet',
    'influence, at 3 and 4': 'no occasion',
    'counted-on, at 3 and 4': '4 of 5',
  });
  fill(world, 'graces.md', 'Grace Hopper', {
    ...same,
    'scope, at 3 and 4': 'steadily',
    'scope, note': 'You led the kick-off as if you had done ten.',
    'help, at 3': 'steadily',
    'help, at 4': 'beginning',
    'influence, at 3 and 4': 'beginning',
    'counted-on, at 3 and 4': 'mostly',
  });
});

describe('two forms', () => {
  test('are laid side by side, where they differ first; what is no mark is named, with exit code 1', async () => {
    const world = await both();
    const before = fingerprint(world);
    const { code, stdout, stderr } = await world.run([
      'handbook',
      'levels',
      '--compare',
      'mine.md',
      'graces.md',
    ]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(tooWide(stdout, 80)).toEqual([]);
    await expect(stdout).toMatchFileSnapshot(screen('-compare'));
    const markdown = await world.run(['handbook', '--compare', 'mine.md', 'graces.md', '--markdown']);
    await expect(markdown.stdout).toMatchFileSnapshot(screen('-compare-markdown'));
    const spoken = await world.run(['handbook', '--compare', 'mine.md', 'graces.md', '--accessible']);
    await expect(spoken.stdout).toMatchFileSnapshot(screen('-compare-accessible'));
    expect(fingerprint(world)).toBe(before);
  });

  test('as JSON, with no number that could be taken for a result', async () => {
    const world = await both();
    const { stdout } = await world.run(['handbook', '--compare', 'mine.md', 'graces.md', '--json']);
    const view = JSON.parse(stdout) as CompareView;
    expect(view.differ.map(({ competency }) => competency.id)).toEqual(['scope', 'help', 'influence']);
    expect(view.agree.map(({ competency }) => competency.id)).toEqual(['others', 'customers']);
    expect(view.open.map(({ competency }) => competency.id)).toEqual(['counted-on', 'better']);
    expect(view.unread).toMatchObject([{ file: 'mine.md', text: '4 of 5' }]);
    const numbers = [...stdout.matchAll(/"(\w+)": -?\d/g)].map(([, key]) => key);
    expect(new Set(numbers)).toEqual(new Set(['schemaVersion', 'line']));
  });

  test('of other sentences, other levels, or that are no forms', async () => {
    const world = await both();
    const path = join(world.folder, 'graces.md');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/(- Form: .*, )\w{8}/, '$1deadbeef'));
    const other = await world.run(['handbook', '--compare', 'mine.md', 'graces.md']);
    expect(flat(other.stdout)).toContain('The levels were edited between the two forms');
    expect(other.stdout).not.toContain('Leads weighty features');
    writeFileSync(
      path,
      text
        .replaceAll(/\b3 and 4\b/g, '5 and 6')
        .replaceAll(/at 3:/g, 'at 5:')
        .replaceAll(/at 4:/g, 'at 6:'),
    );
    writeFileSync(join(world.folder, 'page.md'), '# A page\n');
    const compare = (...files: string[]) => ['handbook', 'levels', '--compare', ...files];
    const cases = [
      [compare('mine.md', 'graces.md'), 2, 'mine.md is about product-manager 3 and 4'],
      [compare('mine.md', 'page.md'), 2, 'page.md has no line to fill in'],
      [compare('mine.md', 'nothing.md'), 3, 'there is no file nothing.md'],
      [compare('mine.md'), 2, '--compare takes two files, not 1'],
      [compare('mine.md', 'mine.md', 'mine.md'), 2, 'not 3'],
    ] as const;
    for (const [args, code, says] of cases) await expectRefusal(world, args, { code, says: [says] });
  });

  test('that a stranger wrote are made safe', async () => {
    const world = await both();
    const path = join(world.folder, 'mine.md');
    writeFileSync(
      path,
      readFileSync(path, 'utf8')
        .replace('Ada Lovelace', hostile)
        .replace('4.6, and', `${hostile.replace(/[\r\n]/g, ' ')}`),
    );
    for (const more of [[], ['--json'], ['--markdown'], ['--accessible']]) {
      const { stdout } = await world.run(['handbook', '--compare', 'mine.md', 'graces.md', ...more]);
      expect(dangerous(stdout), more.join()).toEqual([]);
    }
  });
});

test('no command puts anything of it into the record', async () => {
  const world = await both();
  const before = events(world);
  for (const args of [
    ['handbook', 'levels', '3'],
    ['handbook', 'levels', '--worksheet', '3', '-o', 'again.md'],
    ['handbook', '--compare', 'mine.md', 'graces.md'],
  ])
    await world.run([...args, ...friday]);
  expect(events(world)).toEqual(before);
  for (const args of [
    ['team', '--json'],
    ['review', 'ada', '--json'],
    ['log', '--json'],
  ])
    expect((await world.run([...args, ...friday])).stdout).not.toMatch(/steadily|not yet/);
});
