/** Several programs in one workspace: which one a hire follows, who follows which, and whom an edit reaches. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dangerous, expectRefusal, flat, tooWide } from './facts.ts';
import { Terminal } from './terminal.ts';
import { prepared, type World } from './world.ts';

const today = ['--today', '2026-11-23'];

/** A program with one item. @param title of the program, as YAML */
function write(folder: string, id: string, title: string, item = 'Read the guide'): void {
  mkdirSync(folder, { recursive: true });
  const role = '  buddy: { title: Buddy }\n';
  writeFileSync(
    join(folder, 'program.yaml'),
    `id: ${id}\ntitle: ${title}\nphases: [week-1]\nroles:\n${role}`,
  );
  const items = `  - { id: read, title: ${item}, details: Done when you have read it. }\n`;
  writeFileSync(join(folder, 'week-1.yaml'), `id: week-1\ntitle: First week\ndue: week 1\nitems:\n${items}`);
}

/** Ada follows the usual program, `pm`; Bob and Cy follow `design`. */
const lay = prepared(async (world) => {
  await world.run(['init']);
  write(join(world.folder, 'checklists/a-pm'), 'pm', 'Product managers');
  write(join(world.folder, 'checklists/b-design'), 'design', 'Designers');
  const path = join(world.folder, 'pm-onboard.yaml');
  writeFileSync(path, `program: checklists/a-pm\n${readFileSync(path, 'utf8')}`);
  await begin(world, 'Ada Lovelace');
  await begin(world, 'Bob Noyce', '--program', 'design');
  await begin(world, 'Cy Twombly', '--program', 'checklists/b-design/');
});

function begin(world: World, name: string, ...more: string[]) {
  return world.run(['start', '--name', name, '--start', '2026-11-23', '--no-me', ...more, ...today]);
}

async function programOf(world: World, name: string): Promise<string> {
  const { stdout } = await world.run(['status', name, '--json', ...today]);
  return JSON.parse(stdout).hire.program;
}

interface Listed {
  readonly programs: readonly {
    readonly id: string | null;
    readonly place: string | null;
    readonly usual: boolean;
    readonly fault: string | null;
    readonly missing: boolean;
    readonly hires: readonly { readonly name: string; readonly state: string }[];
  }[];
}

async function listed(world: World): Promise<Listed['programs']> {
  return (JSON.parse((await world.run(['start', '--list', '--json', ...today])).stdout) as Listed).programs;
}

describe('start', () => {
  test('--program names an id or a folder; without it, it is the usual program', async () => {
    const world = await lay();
    expect(await programOf(world, 'Ada Lovelace')).toBe('pm');
    expect(await programOf(world, 'Bob Noyce')).toBe('design');
    expect(await programOf(world, 'Cy Twombly')).toBe('design');
    await begin(world, 'Dee Dee', '--program', 'product-manager');
    expect(await programOf(world, 'Dee Dee')).toBe('product-manager');
  });

  test('of a folder outside it says that edits there reach nobody, and they are no finding', async () => {
    const world = await lay();
    const outside = join(world.folder, '../elsewhere');
    write(outside, 'sales', 'Sales');
    const { code, stderr } = await begin(world, 'Eve Arden', '--program', '../elsewhere');
    expect(code).toBe(0);
    expect(flat(stderr)).toContain("so `upgrade` won't find edits of them");
    write(outside, 'sales', 'Sales people');
    expect((await world.run(['team', ...today])).stdout).not.toContain('moved on');
    await expectRefusal(world, ['upgrade', 'Eve', '--yes', ...today], {
      code: 2,
      says: ['Eve Arden follows the program sales, and its checklists are not here', 'checklists'],
    });
    renameSync(outside, join(world.folder, 'checklists/sales'));
    const { stdout } = await world.run(['upgrade', 'Eve', '--yes', ...today]);
    expect(stdout).toContain('What the current checklists change for Eve Arden');
  });

  test('refuses what is neither, and a broken program, and writes nothing', async () => {
    const world = await lay();
    const flags = ['start', '--name', 'Fay', '--start', '2026-11-23', '--no-me', ...today];
    await expectRefusal(world, [...flags, '--program', 'desing'], {
      code: 2,
      says: ['there is no program "desing", and no such folder', 'did you mean design?'],
    });
    await expectRefusal(world, [...flags, '--program', 'hires'], {
      code: 3,
      says: ['no program.yaml in hires'],
    });
    write(join(world.folder, 'checklists/b-design'), 'design', '[');
    await expectRefusal(world, [...flags, '--program', 'design'], { code: 2, says: [/program\.yaml:\d/] });
    await expectRefusal(world, ['start', '--list', '--name', 'Fay'], {
      code: 2,
      says: ['exclude each other'],
    });
  });

  test('another program is begun although the usual one is broken; what `--list` advises can be pasted', async () => {
    const world = await lay();
    write(join(world.folder, 'checklists/a-pm'), 'pm', '[');
    await begin(world, 'Hal Abelson', '--program', 'design');
    expect(await programOf(world, 'Hal Abelson')).toBe('design');
    write(join(world.folder, "checklists/my team's"), 'ours', '[');
    const fault = (await listed(world)).find(({ id }) => id === 'ours')?.fault ?? '';
    expect(fault).toMatch(/^pm-onboard lint /);
    const pasted = execFileSync('sh', ['-c', `printf '%s\\n' ${fault.replace('pm-onboard ', '')}`], {
      encoding: 'utf8',
    });
    expect(pasted).toBe("lint\nchecklists/my team's\n");
  });

  test('at a terminal it asks which program, where the workspace has several', async (context) => {
    const world = await lay();
    const terminal = await Terminal.open(context, world);
    await terminal.type(
      'pm-onboard start --name "Gil Blas" --start 2026-11-23 --no-me --today 2026-11-23; echo "end=[$?]"',
    );
    const asked = await terminal.until('Which program?');
    expect(asked).toContain('Product managers (pm)');
    await terminal.press('Down');
    await terminal.type('');
    await terminal.until('Holidays:');
    await terminal.type('');
    await terminal.until('end=[0]');
    expect(await programOf(world, 'Gil Blas')).toBe('design');
  });
});

describe('start --list', () => {
  test('who follows which, the usual one first; a program that is gone is named', async () => {
    const world = await lay();
    await world.run(['finish', 'Bob', '--force', ...today]);
    const { code, stdout, stderr } = await world.run(['start', '--list', ...today]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      [
        'Product managers (pm)',
        '  checklists/a-pm; new hires start with it unless --program names another',
        '  Ada Lovelace',
        'Designers (design)',
        '  checklists/b-design',
        '  Cy Twombly; 1 run ended',
        'Buddy of a newcomer (buddy)',
        '  ships with pm-onboard',
        '  nobody follows it now',
        'Product manager onboarding (onboarding)',
        '  ships with pm-onboard',
        '  nobody follows it now',
        'Offboarding (offboarding)',
        '  ships with pm-onboard',
        '  nobody follows it now',
        'Product manager onboarding (product-manager)',
        '  ships with pm-onboard',
        '  nobody follows it now',
        '',
      ].join('\n'),
    );
    renameSync(join(world.folder, 'checklists/b-design'), join(world.folder, 'away'));
    const gone = (await listed(world)).find(({ id }) => id === 'design');
    expect(gone).toMatchObject({ missing: true, place: null, usual: false });
    expect(gone?.hires.map(({ name, state }) => [name, state])).toEqual([
      ['Bob Noyce', 'finished'],
      ['Cy Twombly', 'under way'],
    ]);
  });

  test('a broken program stands in it with the command that says why; a link is passed over; of two with one id the first counts', async () => {
    const world = await lay();
    const checklists = join(world.folder, 'checklists');
    write(join(checklists, 'b-design'), 'design', '[');
    write(join(checklists, 'c-design'), 'design', 'Second');
    write(join(world.folder, 'outside'), 'outside', 'Outside');
    symlinkSync('../outside', join(checklists, 'd-link'));
    const found = await listed(world);
    expect(found.map(({ id, place, fault }) => [id, place, fault])).toEqual([
      ['pm', 'checklists/a-pm', null],
      ['design', 'checklists/b-design', 'pm-onboard lint checklists/b-design'],
      ['buddy', null, null],
      ['onboarding', null, null],
      ['offboarding', null, null],
      ['product-manager', null, null],
    ]);
    const { stdout } = await world.run(['start', '--list', ...today]);
    expect(stdout).toContain(
      'Not usable (design)\n  checklists/b-design: pm-onboard lint checklists/b-design\n',
    );
  });

  test('foreign text is harmless in it, and it fits 40 columns', async () => {
    const world = await lay();
    const title = `"Evil \\u001b[31m \\u202e ${'long '.repeat(12)}"`;
    write(join(world.folder, 'checklists/c-evil'), 'evil', title);
    const { stdout } = await world.run(['start', '--list', ...today], { env: { COLUMNS: '40' } });
    expect(stdout).toContain('Evil');
    expect(dangerous(stdout)).toEqual([]);
    expect(tooWide(stdout, 40)).toEqual([]);
  });
});

describe('an edit', () => {
  test('reaches those who follow the program, and nobody else', async () => {
    const world = await lay();
    write(join(world.folder, 'checklists/b-design'), 'design', 'Designers', 'Read the style guide');
    expect(flat((await world.run(['team', ...today])).stdout)).toContain(
      'The checklists of 2 hires have moved on',
    );
    const review = (name: string) => world.run(['review', name, '--as', 'Grace', ...today]);
    expect((await review('Ada')).stdout).not.toContain('moved on');
    expect((await review('Bob')).stdout).toContain('moved on');
    expect(flat((await world.run(['doctor', ...today])).stdout)).toContain(
      'checklists/b-design: edited since Bob Noyce and Cy Twombly began',
    );
    const { stdout } = await world.run(['upgrade', '--all', '--dry-run', ...today]);
    expect(stdout).toMatch(/^ {2}Ada Lovelace +pm: has these checklists already$/m);
    expect(stdout).toMatch(/^ {2}Bob Noyce +design: 1 reworded$/m);
    const markdown = await world.run(['upgrade', '--all', '--dry-run', '--markdown', ...today]);
    expect(markdown.stdout).toContain('## 2 hires, design: 1 reworded\n\nBob Noyce and Cy Twombly.');
    const all = await world.run(['upgrade', '--all', '--yes', '--json', ...today]);
    expect(all.code).toBe(0);
    const report = JSON.parse(all.stdout) as {
      programs: { id: string }[];
      hires: { program: string; state: string }[];
    };
    expect(report.programs.map(({ id }) => id)).toEqual(['design', 'pm']);
    expect(report.hires.map(({ program, state }) => [program, state])).toEqual([
      ['pm', 'up to date'],
      ['design', 'changes'],
      ['design', 'changes'],
    ]);
    expect(flat((await world.run(['show', 'read', '--hire', 'Cy', ...today])).stdout)).toContain(
      'style guide',
    );
    expect((await world.run(['team', ...today])).stdout).not.toContain('moved on');
  });

  test('that breaks one program leaves the hires of the others to `upgrade --all`', async () => {
    const world = await lay();
    write(join(world.folder, 'checklists/a-pm'), 'pm', 'Product managers', 'Read the style guide');
    write(join(world.folder, 'checklists/b-design'), 'design', '[');
    const { code, stdout, stderr } = await world.run(['upgrade', '--all', '--yes', ...today]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^ {2}Bob Noyce +could not be looked at$/m);
    expect(stderr).toContain('✓ Ada Lovelace has the current checklists now');
    expect(flat(stderr)).toContain(
      "Bob Noyce is left out: the program in checklists/b-design can't be used.",
    );
    await expectRefusal(world, ['upgrade', 'Bob', '--yes', ...today], {
      code: 2,
      says: [/program\.yaml:\d/],
    });
    const doctor = flat((await world.run(['doctor', ...today])).stdout);
    expect(doctor).toContain('checklists/b-design: no new hire can start');
  });
});
