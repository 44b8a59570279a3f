/** Held against git itself: which paths its ignore files leave out. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { type IgnoreFile, isIgnored } from '../../src/doctor/gitignore.ts';
import { scratch } from '../workspace/scratch.ts';

const paths = ['hires/h0.json', 'team/hires/h0.json', 'team/backups/h0.json', 'hires/h0.json.lock', 'a b/#x'];

const one = (text: string): IgnoreFile[] => [{ folder: '', text }];

test.each<[string, IgnoreFile[]]>([
  ['nothing', one('')],
  ['a comment', one('# hires\n\n')],
  ['a name', one('hires')],
  ['a folder', one('hires/\n')],
  ['a folder of the root', one('/hires/')],
  ['a path', one('team/hires')],
  ['a star', one('*.json')],
  ['a star that stops at a slash', one('/*.json')],
  ['two stars', one('**/backups/')],
  ['two stars at the end', one('team/**')],
  ['two stars between', one('team/**/h0.json')],
  ['a question mark and a set', one('hires/h?.[a-j]son')],
  ['a set that is not', one('hires/h[!1-9].json')],
  ['taken back', one('*.json\n!h0.json')],
  ['not taken back below a folder', one('hires/\n!hires/h0.json')],
  ['a hash and an end of spaces', one('\\#x   ')],
  ['Windows', one('hires/\r\nteam/\r\n')],
  ['no pattern', one('[z-a]\nhires/[')],
  ['a file below', [...one(''), { folder: 'team', text: '/hires/' }]],
  ['a file below takes back', [...one('*.json'), { folder: 'team', text: '!*.json' }]],
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
  expect(paths.filter((path) => isIgnored(path, files))).toEqual(ignored);
});
