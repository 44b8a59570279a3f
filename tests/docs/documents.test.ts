/** docs/coverage.md has a row for each part of each document, with the command that shows it and how much of it there is. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readLevels } from '../../src/program/levels.ts';
import { readTemplate } from '../../src/program/template.ts';
import { kinds } from '../../src/progress/kinds.ts';
import { prepared, root } from '../cli/world.ts';
import { codeOf, tableOf } from './markdown.ts';

const read = (path: string) => readFileSync(join(root, path));
const rows = tableOf(read('docs/coverage.md').toString(), 'document', 'part', 'command', 'what there is').map(
  ([document = '', part = '', command = '', there = '']) => ({
    document,
    part,
    command: codeOf(command)[0] ?? '',
    numbers: (there.match(/\d+/g) ?? []).map(Number),
  }),
);

const templates = readdirSync(join(root, 'checklists/templates')).map((file) => file.replace('.yaml', ''));
/** Those that belong to the first ninety days. */
const ofTheProgram = ['first-project', 'open-source'];

function itemsOf(template: string) {
  const file = `checklists/templates/${template}.yaml`;
  const { template: found, problems } = readTemplate(file, read(file));
  if (!found) throw new Error(JSON.stringify(problems));
  return found.items;
}

function pageOf(name: string): string {
  return read(`handbook/${name}.md`).toString();
}

/** How many entries of lists stand below headings that match, or don't. */
function entriesBelow(page: string, pattern: RegExp, isMeant = true): number {
  const sections = page.split(/^## /m).slice(1);
  const meant = sections.filter((section) => pattern.test(section.split('\n')[0] ?? '') === isMeant);
  return meant.reduce((sum, section) => sum + (section.match(/^- /gm) ?? []).length, 0);
}

const levelsFile = 'checklists/levels/product-manager.yaml';

/** What the commands of the table show, counted in what ships; of a template its items. */
const counted: Readonly<Record<string, () => number[]>> = {
  'pm-onboard preview': () => [5],
  'pm-onboard handbook cadence': () => [
    new Set([...pageOf('cadence').matchAll(/--from ([a-z-]+)/g)].map(([, name]) => name)).size,
  ],
  'pm-onboard init --duties && pm-onboard duties --weeks 4': () => {
    const sections = read('src/actions/init-duties.ts')
      .toString()
      .split(/^(?=\w)/m);
    const entriesOf = (key: string) =>
      sections.find((section) => section.startsWith(`${key}:`))?.match(/^ {2}- id:/gm)?.length ?? 0;
    return [entriesOf('meetings'), entriesOf('rotations')];
  },
  'pm-onboard finish --force --change --dry-run': () => [
    Object.values<string>(kinds.finished.fields).filter((type) => type === 'lines').length,
  ],
  'pm-onboard handbook development': () => [entriesBelow(pageOf('development'), /^The tracks$/)],
  'pm-onboard handbook levels 3': () => {
    const { levels } = readLevels(levelsFile, read(levelsFile));
    return [(levels?.levels.length ?? 0) * (levels?.competencies.length ?? 0)];
  },
  'pm-onboard handbook staff': () => [entriesBelow(pageOf('staff'), /^The seven$/)],
  'pm-onboard handbook ownership': () => [
    entriesBelow(pageOf('ownership'), /^What to give away$/, false),
    entriesBelow(pageOf('ownership'), /^What to give away$/),
  ],
};

const started = prepared((world) => world.startAda());

test('five documents, and every page and template that ships', () => {
  expect(new Set(rows.map(({ document }) => document)).size).toBe(5);
  const named = rows.flatMap(({ command }) => /--from ([a-z-]+)/.exec(command)?.[1] ?? []);
  expect(named.sort()).toEqual(templates.filter((name) => !ofTheProgram.includes(name)).sort());
  const pages = rows.flatMap(({ command }) => /handbook ([a-z]+)/.exec(command)?.[1] ?? []);
  expect(pages.sort()).toEqual(readdirSync(join(root, 'handbook')).map((file) => file.replace('.md', '')));
});

describe.each(rows)('$document: $part', ({ command, numbers }) => {
  test('the command shows it, and writes nothing', async () => {
    const world = await started();
    const { code, stdout, stderr } = await world.shell(`${command} --today 2027-02-19`);
    expect(code, stderr).toBe(0);
    expect(`${stdout}${stderr}`.split('\n').length).toBeGreaterThan(5);
    expect((await world.run(['log', '--json'])).stdout).not.toContain('"added"');
  });

  test('there is as much of it as the table says', () => {
    const template = /--from ([a-z-]+)/.exec(command)?.[1];
    if (template === 'leave-beta') {
      const gates = itemsOf(template).filter(({ id }) => id.startsWith('gate-'));
      expect(numbers).toEqual([gates.length]);
      expect(
        itemsOf(template)
          .find(({ id }) => id === 'decide')
          ?.after?.toSorted(),
      ).toEqual(gates.map(({ id }) => id).toSorted());
    } else if (template === 'document-feature') {
      const steps = itemsOf(template).find(({ id }) => id === 'make-redirect')?.details ?? '';
      expect(numbers).toEqual([itemsOf(template).length, (steps.match(/^\d\. /gm) ?? []).length]);
    } else
      expect(numbers).toEqual(template ? [itemsOf(template).length] : (counted[command]?.() ?? ['no count']));
  });
});

describe.each(templates)('the template %s', (name) => {
  test('is added to a hire of the shipped program, with nothing left out, and taken back', async () => {
    const world = await started();
    const args = ['add', 'Message reminders', '--from', name, '--today', '2026-12-07'];
    const { code, stderr } = await world.run(args);
    expect(code, stderr).toBe(0);
    expect(stderr).not.toMatch(/left out/i);
    const items = itemsOf(name);
    expect(stderr.match(/^✓ added /gm)).toHaveLength(items.length);
    expect((await world.run(['undo', '--today', '2026-12-07'])).code).toBe(0);
  });

  test('says of each item when it is done, what it takes, and in a title that fits', () => {
    const items = itemsOf(name);
    for (const { id, title, details = '', takes } of items) {
      expect(title, id).toMatch(/^\{name\}: [a-z]/);
      expect(title.length, title).toBeLessThanOrEqual(40);
      expect(takes, id).toBeDefined();
      if (!ofTheProgram.includes(name)) expect(details, id).toMatch(/\bDone when\b/);
    }
    const first = (due: string) => Number(/\d+/.exec(due)?.[0]) * (due.startsWith('week') ? 5 : 1);
    const dues = items.map(({ due }) => first(due));
    expect(dues, 'dues in order').toEqual([...dues].sort((a, b) => a - b));
    for (const { id, due, after = [] } of items)
      for (const other of after)
        expect(
          first(items.find((each) => each.id === other)?.due ?? ''),
          `${id} after ${other}`,
        ).toBeLessThanOrEqual(first(due));
  });
});

test('no sentence stands in two templates, but where both are of one habit', () => {
  const seen = new Map<string, string>();
  const twice: string[] = [];
  for (const name of templates)
    for (const { details = '' } of itemsOf(name))
      for (const sentence of details.split(/(?<=[.:;?])\s+/)) {
        if (sentence.split(' ').length < 8) continue;
        const other = seen.get(sentence);
        if (other !== undefined && other !== name) twice.push(`${other}, ${name}: ${sentence}`);
        seen.set(sentence, name);
      }
  expect(twice.length, twice.join('\n')).toBeLessThanOrEqual(2);
});

test('items of the first ninety days name the template that takes them further', () => {
  const named = readdirSync(join(root, 'checklists/product-manager'))
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) =>
      read(`checklists/product-manager/${file}`)
        .toString()
        .split(/^ *- id: /m),
    )
    .flatMap((item) => {
      const template = /`pm-onboard run ([a-z-]+) "…"`/.exec(item.replace(/\s+/g, ' '))?.[1];
      return template === undefined ? [] : [[item.split('\n')[0], template]];
    });
  expect(Object.fromEntries(named)).toEqual({
    'write-spec': 'design-feature',
    'write-announcement': 'my-release',
    'sort-feedback': 'request-round',
    'write-customer-docs': 'document-feature',
    'plan-sprint-together': 'sprint-planning',
  });
  for (const [, template = ''] of named) expect(templates).toContain(template);
});
