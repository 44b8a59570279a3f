/** Makes a workspace whose settings, checklists and records hold hostile text. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fact } from '../../src/progress/event.ts';
import { emptyRecord, formatRecord, parseRecord } from '../../src/progress/record.ts';
import { withFacts } from '../../src/progress/stamp.ts';
import type { Home } from '../../tests/cli/home.ts';
import { all, attacks, beginnings, hostileFacts } from '../../tests/cli/hostile.ts';
import { eve, fay } from './commands.ts';

export const today = ['--today', '2026-11-23'];

/** Ada has a plain name, but a hostile plan and hostile people. Eve, Fay and others have hostile names as well. */
export async function layOut(home: Home): Promise<void> {
  await home.run(['init', '--checklists', 'minimal']);
  const program = join(home.folder, 'checklists', readdirSync(join(home.folder, 'checklists'))[0] ?? '');
  const edit = (name: string, from: string, to: string) => {
    const text = readFileSync(join(program, name), 'utf8');
    writeFileSync(join(program, name), text.replace(from, to));
  };
  const yaml = JSON.stringify(all);
  edit('week-1.yaml', 'title: First week', `title: ${yaml}`);
  edit('week-1.yaml', 'title: Meet your manager', `title: ${yaml}`);
  edit('week-1.yaml', 'title: Know the product', `title: ${yaml}`);
  edit('week-1.yaml', 'title: List what puzzles you', `title: ${yaml}`);
  const topics = [all, ...beginnings].map((topic) => JSON.stringify(topic.trim()));
  edit('week-1.yaml', 'What should be different because I am here?', topics.join('\n      - '));
  edit('month-1.yaml', 'title: First month', `title: ${JSON.stringify(beginnings[5])}`);
  edit('program.yaml', 'title: Product manager onboarding', `title: ${yaml}`);
  edit('program.yaml', 'title: Buddy', `title: ${yaml}`);
  const people = ['--buddy', 'Grace Hopper', '--manager', 'Alan Turing'];
  const started = await home.run([
    'start',
    '--name',
    'Ada Lovelace',
    '--start',
    '2026-11-23',
    ...people,
    '--me',
    '--no-input',
    ...today,
  ]);
  if (started.code !== 0) throw new Error(`the hostile program is refused: ${started.stderr}`);
  edit('month-1.yaml', 'title: Share what you learnt', `title: ${yaml}`);

  const { path, text } = home.onlyRecord(home.folder);
  const stamp = { now: new Date(), on: '2026-11-23' as const, by: all, batch: 'b' };
  const own = {
    'list-puzzles': 'meet-manager',
    'set-1on1s': 'meet-buddy',
    'install-product': 'share-findings',
  };
  const facts = JSON.parse(
    Object.entries(own).reduce((json, [from, to]) => json.replaceAll(from, to), JSON.stringify(hostileFacts)),
  );
  writeFileSync(path, formatRecord(withFacts(parseRecord(text), facts, stamp)));
  const [, digest = ''] = /"digest":"([0-9a-f]{64})"/.exec(text) ?? [];
  const plant = (id: string, name: string, more: readonly Fact[] = []) => {
    const fact = {
      kind: 'started',
      run: 'onboarding',
      person: 'p1',
      name,
      start: '2026-11-23',
      program: attacks.title,
      digest,
    } as const;
    const record = withFacts(emptyRecord(id), [fact, ...more], stamp);
    writeFileSync(join(path, '..', `${id}.json`), formatRecord(record));
  };
  plant(eve, `Eve ${all}`);
  plant(fay, `Fay ${attacks.cursor}`, [
    { kind: 'assigned', role: 'manager', people: [all, 'Alan Turing'] },
    { kind: 'done', item: 'share-findings', evidence: `https://example.com/${all}`, note: all, title: all },
    { kind: 'asked', text: all },
  ]);
  for (const [at, name] of beginnings.entries()) plant(`h000001${String(at).padStart(2, '0')}`, name);

  writeFileSync(join(path, '..', `${attacks.bidi}.json`), all);

  const hostile = join(home.folder, 'hostile');
  mkdirSync(hostile);
  writeFileSync(join(hostile, 'program.yaml'), `id: x\ntitle: ${yaml}\nphases: [y]\n${all}\n`);
  writeFileSync(join(hostile, `${attacks.bidi}.yaml`), all);
}
