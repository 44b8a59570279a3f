/** Each screen that can be pasted, in each flavour, as its reader shows it: what people wrote is text there, and calls nobody. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { flavourNames } from '../../src/render/flavours.ts';
import { inMattermost, inSlack, onGitHub } from '../render/readers.ts';
import { expectRefusal } from './facts.ts';
import { ada, type Lived, writeLived } from './lived.ts';
import { expectPasteable } from './pasted.ts';
import { prepared, World } from './world.ts';

const today = ['--today', '2026-12-01'];
const address = 'https://docs.example.com/d/1a_B_c/edit#heading=h.x_1';
const said = `Is ${address} right, @grace? :tada: #roadmap\nsee http://a.b/c_d_e, *now*`;

const lived: Lived = {
  ...ada,
  today: '2026-12-01',
  behind: 3,
  awaiting: 1,
  beside: [
    ['2026-11-24', ada.name, { kind: 'noted', item: 'list-puzzles', text: said }],
    ['2026-11-25', ada.name, { kind: 'asked', text: said }],
    ['2026-11-26', ada.name, { kind: 'skipped', item: 'try-mobile', reason: said }],
    ['2026-11-27', ada.name, { kind: 'assigned', role: 'support-lead', people: ['@channel'] }],
  ],
};

const laid = prepared(async (made) => {
  writeLived(made.workspace, lived);
});

const screens: readonly (readonly string[])[] = [
  ['status'],
  ['next'],
  ['plan'],
  ['log'],
  ['review', 'ada', '--as', 'Grace Hopper'],
  ['team'],
  ['team', '--items'],
  ['calendar'],
  ['calendar', '--days-off'],
  ['finish', '--force', '--note', said],
  ['finish', '--force', '--change', '--missing', said],
  ['preview'],
  ['book', '3.1'],
];

describe.each(flavourNames)('--format %s', (flavour) => {
  const read = { gfm: onGitHub, mattermost: inMattermost, slack: inSlack }[flavour];

  test.each(screens.map((args) => [args.join(' ').slice(0, 30), args] as const))('%s', async (_, args) => {
    const { code, stdout, stderr } = await (await laid()).run([...args, '--format', flavour, ...today]);
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    const { live, addresses, text } = read(stdout);
    const own = /^(?:<\/?(?:h[1-4]|ol|table|thead|tbody|tr|t[hd])\b|heading$|table|\*|:white_)/;
    expect(live.filter((sign) => !own.test(sign))).toEqual([]);
    if (['review', 'finish', 'log'].includes(args[0] ?? '')) {
      expect(addresses).toContain(address);
      // What is made to be public has roles in place of names.
      expect(text).toContain(args.includes('--change') ? 'the PM buddy?' : '@grace');
      expect(text).toContain('http://a.b/c_d_e');
    }
  });
});

test.each([
  ['review-slack', ['review', 'ada', '--as', 'Grace Hopper', '--format', 'slack']],
  ['next-slack', ['next', '-n', '2', '--format', 'slack']],
  ['team-slack', ['team', '--format', 'slack']],
])('%s', async (name, args) => {
  const world = await laid();
  const { stdout } = await world.run([...args, ...today]);
  await expectPasteable(world, stdout, { today: '2026-12-01' });
  const golden = join(import.meta.dirname, 'screens', `${name}.golden`);
  await expect(`$ pm-onboard ${args.join(' ')}\n\n${stdout}`).toMatchFileSnapshot(golden);
});

test('--format asks for Markdown by itself, and gfm is what --markdown writes', async () => {
  const prepared = await laid();
  const [plain, both, gfm] = await Promise.all([
    prepared.run(['status', '--markdown', ...today]),
    prepared.run(['status', '--markdown', '--format', 'gfm', ...today]),
    prepared.run(['status', '--format', 'gfm', ...today]),
  ]);
  expect(both?.stdout).toBe(plain?.stdout);
  expect(gfm?.stdout).toBe(plain?.stdout);
});

test.each([
  [['status', '--format', 'html'], '--format: "html" is not known'],
  [['status', '--json', '--format', 'slack'], '--format and --json exclude each other'],
  [['team', '--csv', '--format', 'slack'], '--format and --csv exclude each other'],
])('%j is refused', async (args, fault) => {
  await expectRefusal(new World(), args, { code: 2, says: [fault] });
});
