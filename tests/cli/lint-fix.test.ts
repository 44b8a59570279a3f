/** `lint --fix` through the built program: what it writes, prints and refuses. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { World } from './world.ts';

const program = 'id: p\ntitle: P\nphases: [one, two]\nroles:\n  PM_Buddy: { title: B } # x\n';
const one =
  '\uFEFFid: one\r\ntitle: One\r\ndue: day 1\r\nitems:\r\n- id: A_b # x\r\n  titel: Do A\r\n- { id: c, title: Do C, titel: D }';
const two = 'id: two\ntitle: Two\ndue: day 2\nitems:\n- { id: d, title: Do D, after: [A_b], by: PM_Buddy }';
const fixed = {
  'program.yaml': program.replace('PM_Buddy', 'pm-buddy'),
  'one.yaml': one
    .replace('A_b # x\r\n', 'a-b # x\r\n  formerly: [A_b]\r\n')
    .replace('titel: Do A', 'title: Do A'),
  'two.yaml': two.replace('A_b', 'a-b').replace('PM_Buddy', 'pm-buddy'),
};

/** A program in a folder with a blank in its name. */
function withProgram(): { world: World; folder: string; texts: () => Record<string, string> } {
  const world = new World();
  const folder = join(world.folder, 'check lists');
  mkdirSync(folder);
  for (const [name, text] of Object.entries({ 'program.yaml': program, 'one.yaml': one, 'two.yaml': two }))
    writeFileSync(join(folder, name), text);
  const texts = () =>
    Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  return { world, folder, texts };
}

test('--fix writes, says what it wrote and reports what is left; a second time it changes nothing', async () => {
  const { world, folder, texts } = withProgram();
  chmodSync(join(folder, 'one.yaml'), 0o664);
  const first = await world.run(['lint', '--fix', '--format', 'compact', 'check lists']);
  expect(texts()).toEqual(fixed);
  expect(first).toEqual({
    code: 1,
    stdout: 'check lists/one.yaml:8:25: error: unknown key `titel` (did you mean `title`?) [unknown-key]\n',
    stderr: `✓ check lists/one.yaml fixed: id-style, unknown-key
✓ check lists/program.yaml fixed: id-style
✓ check lists/two.yaml fixed: id-style
  check lists/one.yaml:8:25 is left as it is: fixing it would bring other
  problems [unknown-key]
`,
  });
  expect(lstatSync(join(folder, 'one.yaml')).mode & 0o777).toBe(0o664);
  const inode = lstatSync(join(folder, 'one.yaml')).ino;
  const second = await world.run(['lint', '--fix', '--format', 'compact', 'check lists']);
  expect(second).toMatchObject({ code: 1, stdout: first.stdout });
  expect(second.stderr).not.toContain('✓');
  expect(lstatSync(join(folder, 'one.yaml')).ino).toBe(inode);
});

test('the exit code is that of what is left', async () => {
  const { world, folder } = withProgram();
  writeFileSync(join(folder, 'one.yaml'), one.replace(', titel: D', ''));
  const { code, stdout } = await world.run(['lint', '--fix', 'check lists']);
  expect({ code, stdout }).toEqual({ code: 0, stdout: '✓ 3 files, no problems\n' });
});

test.each(['patch -p0', 'git apply -p0'])('the diff of --dry-run is what --fix writes: %s', async (apply) => {
  const { world, texts } = withProgram();
  const before = texts();
  const dry = await world.run(['lint', '--fix', '--dry-run', 'check lists']);
  expect(dry.code).toBe(1);
  expect(dry.stderr).toContain('check lists/one.yaml would be fixed: id-style, unknown-key\n');
  expect(texts()).toEqual(before);
  const { code, stderr } = await world.shell(
    `${apply} < <(pm-onboard lint --fix --dry-run 'check lists' 2>/dev/null)`,
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(texts()).toEqual(fixed);
});

test('a diff of very many lines is one piece, and can be applied all the same', async () => {
  const { world, folder, texts } = withProgram();
  const items = Array.from({ length: 520 }, (_, at) => `- id: i${at}\n  titel: I\n`).join('');
  writeFileSync(join(folder, 'one.yaml'), `id: one\ntitle: One\ndue: day 1\nitems:\n${items}`);
  const { code } = await world.shell("pm-onboard lint --fix --dry-run 'check lists' 2>/dev/null | patch -p0");
  expect(code).toBe(0);
  expect(texts()['one.yaml']).toContain('- id: i519\n  title: I\n');
  expect(texts()['one.yaml']).not.toContain('titel');
});

test('on a terminal the diff is harmless', async () => {
  const { world, folder, texts } = withProgram();
  writeFileSync(join(folder, 'one.yaml'), one.replace('title: One', 'title: One \u001b[31m'));
  const before = texts();
  const line = `script -qec '"$NODE" "$LAUNCHER" lint --fix --dry-run "check lists"' /dev/null`;
  const { stdout } = await world.shell(line, { env: { TERM: 'xterm', NO_COLOR: '1' } });
  expect(stdout).toContain(' title: One ␛[31m␍');
  expect(stdout).not.toContain('\u001b[31m');
  expect(texts()).toEqual(before);
});

test.each<[string, string[], string]>([
  ['--dry-run alone', ['--dry-run'], '--dry-run goes with --fix'],
  ['standard input', ['--fix', '-'], "standard input can't be fixed in place"],
  ['a format for a diff', ['--fix', '--dry-run', '--format', 'json'], '--dry-run prints a diff'],
])('refused: %s', async (_, flags, says) => {
  const { world, texts } = withProgram();
  const before = texts();
  const { code, stdout, stderr } = await world.run(['lint', ...flags, 'check lists']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(says);
  expect(texts()).toEqual(before);
});

test('a link is refused, and nothing beside it is written', async () => {
  const { world, folder, texts } = withProgram();
  renameSync(join(folder, 'two.yaml'), join(world.folder, 'two.yaml'));
  symlinkSync('../two.yaml', join(folder, 'two.yaml'));
  const before = texts();
  const { code, stderr } = await world.run(['lint', '--fix', 'check lists']);
  expect(code).toBe(3);
  expect(stderr).toContain('two.yaml is a link');
  expect(texts()).toEqual(before);
});

test('where one file can’t be replaced, none is, and it is named', async () => {
  const { world, folder, texts } = withProgram();
  // The name is as long as can be: with that of a temporary file it is too long, even for root.
  const name = `${'x'.repeat(250)}.yaml`;
  renameSync(join(folder, 'two.yaml'), join(folder, name));
  const phases = program.replace('two', 'x'.repeat(250));
  writeFileSync(join(folder, 'program.yaml'), phases);
  const before = texts();
  const { code, stderr } = await world.run(['lint', '--fix', '--format', 'compact', 'check lists'], {
    columns: 500,
  });
  expect(code).toBe(3);
  expect(stderr.replaceAll(/\s+/g, '')).toContain(`${name}can'tbereplaced(ENAMETOOLONG)`);
  expect(texts()).toEqual(before);
  expect(readdirSync(folder).filter((each) => each.endsWith('.tmp'))).toEqual([]);
});

test('where the last one can’t take its place, the others get their old content back', async ({ skip }) => {
  const { world, folder, texts } = withProgram();
  const before = texts();
  // Nothing takes the place of a file that another one is mounted on, not even for root.
  const held = join(folder, 'one.yaml');
  if (spawnSync('mount', ['--bind', held, held]).status !== 0) return skip('nothing can be mounted here');
  const { code, stderr } = await world.run(['lint', '--fix', 'check lists']);
  execFileSync('umount', [held]);
  expect(code).toBe(3);
  expect(stderr).toContain("check lists/one.yaml can't be replaced (EBUSY)");
  expect(stderr).toContain('no file of this program was replaced');
  expect(texts()).toEqual(before);
  expect(readdirSync(folder).filter((each) => each.endsWith('.tmp'))).toEqual([]);
});

test('a folder that can’t be written to', async ({ skip }) => {
  if (process.getuid?.() === 0) return skip('root may write to any folder');
  const { world, folder, texts } = withProgram();
  const before = texts();
  chmodSync(folder, 0o500);
  const { code, stderr } = await world.run(['lint', '--fix', 'check lists']);
  chmodSync(folder, 0o700);
  expect(code).toBe(3);
  expect(stderr).toContain("check lists/one.yaml can't be replaced (EACCES)");
  expect(texts()).toEqual(before);
});

test('rules that the settings or flags switch off are not fixed', async () => {
  const { world, folder, texts } = withProgram();
  writeFileSync(join(world.folder, 'pm-onboard.yaml'), 'lint:\n  rules:\n    id-style: off\n');
  rmSync(join(folder, 'two.yaml'));
  writeFileSync(join(folder, 'program.yaml'), program.replace(', two', ''));
  const before = texts();
  const { stderr } = await world.run(['lint', '--fix', '--rule', 'unknown-key=off', 'check lists']);
  expect(stderr).toBe('');
  expect(texts()).toEqual(before);
});
