/** Compares with git itself which paths the ignore files of a folder and of the folders above it leave out. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { rulesFor } from '../../src/doctor/git.ts';
import { scratch } from '../workspace/scratch.ts';

type Files = Parameters<typeof rulesFor>[0];

const paths = [
  'hires/h0.json',
  'team/hires/h0.json',
  'team/backups/h0.json',
  'hires/h0.json.lock',
  'a [b]/hires/h0.json',
];

const one = (text: string): Files => [{ folder: '', text }];

test.each<[string, Files]>([
  ['nothing', one('')],
  ['upper case', one('HIRES/')],
  ['our own lines', one('# ours\n\nbackups/\n*.lock\n*.lock.*\n*.tmp\n')],
  ['a folder of the root', one('/hires/')],
  ['taken back', one('*.json\n!h0.json')],
  ['not taken back below a folder', one('hires/\n!hires/h0.json')],
  ['Windows', one('hires/\r\nteam/\r\n')],
  ['no pattern', one('[z-a]\nhires/[')],
  ['a file below', [...one(''), { folder: 'team', text: '# hires\n\n/hires/  \n' }]],
  ['a pattern of a file below counts there alone', [...one(''), { folder: 'team', text: 'hires/\n' }]],
  ['a path in a file below', [...one(''), { folder: 'team', text: 'hires/*.json' }]],
  ['a file below takes back', [...one('*.json'), { folder: 'team', text: '!*.json' }]],
  ['a folder with signs of patterns in its name', [...one(''), { folder: 'a [b]', text: 'hires/' }]],
])('%s', (_, files) => {
  const root = scratch();
  spawnSync('git', ['init', '-q', root]);
  for (const { folder, text } of files) {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, '.gitignore'), text);
  }
  for (const path of paths) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), '');
  }
  const said = spawnSync('git', ['check-ignore', '--stdin'], { cwd: root, input: paths.join('\n') });
  const ignored = String(said.stdout).split('\n').filter(Boolean);
  expect(paths.filter((path) => rulesFor(files).ignores(path))).toEqual(ignored);
});
