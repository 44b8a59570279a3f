/** What editors show, through the language server that they run: each key's own sentence, faults in words, and no fault in what ships. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from './cli/world.ts';
import { LanguageServer } from './language-server.ts';

/** A file that is only in the editor, beside those that ship. */
const path = join(root, 'checklists/minimal/one.yaml');
const text = `# yaml-language-server: $schema=../../schema/checklist.json
id: one
title: Phase one
due: day 1
items:
  - id: read-guide
    title: Read the guide
    takes: 90 mins
    due: soon
    after: [b, c]
    with: [buddy]
    links: [{ title: The guide, url: guide.html }]
  - id: sign-form
    title: Sign the form
    when: { country: [us], manager: true }
    by: [hr, boss]
    sign-off: [lead, office]
  - id: some-group
    title: Some group
    items: [{ id: inner, title: Inner }]
`;

/** The place of a word, by the line that it stands in. */
function placeOf(line: string, word = line.trim()) {
  const lines = text.split('\n');
  const at = lines.findIndex((each) => each.includes(line));
  return { line: at, character: (lines[at] ?? '').indexOf(word) + 1 };
}

test('a fault is told in words, at its place', async () => {
  const server = await LanguageServer.start();
  const found = await server.open(path, text);
  expect(
    found
      .map(({ message, range }) => `${range.start.line + 1}:${range.start.character + 1} ${message}`)
      .sort(),
  ).toEqual([
    '12:38 Must be a web address without spaces, such as `https://…`, or `mailto:` and an address',
    '8:12 Must be `N min`, `N h` or `N days`, such as `30 min`',
    '9:10 Must be `day N`, `week N` or `workday N`, `N workdays before start`, `N workdays after ID` or `N workdays before end`, or `none`, such as `workday 3`',
  ]);
});

test('each key is explained by its own sentence, as Markdown', async () => {
  const server = await LanguageServer.start();
  await server.open(path, text);
  const said = async (line: string, word?: string) => {
    const [, sentence = ''] = (await server.hover(path, placeOf(line, word))).split('\n\n');
    return sentence;
  };
  expect(await said('id: one')).toBe("The phase's id: the name of this file without `.yaml`.");
  expect(await said('title: Phase one')).toBe('The name of the phase.');
  expect(await said('- id: read-guide', 'id')).toMatch(
    /^Lower-case words joined by hyphens; unique in the whole program/,
  );
  expect(await said('title: Read the guide')).toBe('What to do, in up to about 45 characters.');
  expect(await said('takes: 90 mins')).toBe('The effort: `30 min`, `2 h`, `3 days`; a day has 8 hours.');
  expect(await said('after: [b, c]')).toBe('Ids of the items or groups that come first.');
  expect(await said('after: [b, c]', 'c]')).toBe('The id of what comes first.');
  expect(await said('with: [buddy]', 'buddy')).toBe('A role of the program; whoever holds it is to be met.');
  expect(await said('links: [', 'title')).toBe('What is behind the link.');
  expect(await said('when: {')).toBe('Traits that a hire has to have for it; all of them have to hold.');
  expect(await said('when: {', 'country')).toMatch(/^What the hire has to have of this trait: /);
  expect(await said('when: {', 'us]')).toBe('A value of the trait; any of those named will do.');
  expect(await said('by: [hr, boss]', 'boss')).toBe('A role that may do it; anyone of those named.');
  expect(await said('sign-off: [', 'office')).toMatch(/^A role that has to approve it, beside the others/);
  expect(await said('- id: some-group', 'id')).toMatch(
    /^Lower-case words joined by hyphens; unique among groups/,
  );
  expect(await said('title: Some group')).toBe('The heading over the items; a group is never ticked itself.');
  expect(await said('items: [{ id: inner', 'inner')).toMatch(
    /^Lower-case words joined by hyphens; unique in the whole program/,
  );
});

test('a trait is explained in program.yaml, with examples', async () => {
  const server = await LanguageServer.start();
  const [file, line] = [join(root, 'checklists/minimal/program.yaml'), '  country: [us, de]'];
  const head =
    '# yaml-language-server: $schema=../../schema/program.json\nid: eng\ntitle: Eng\nphases: [one]\n';
  expect(await server.open(file, `${head}traits:\n${line}\n`)).toEqual([]);
  const shown = (word: string) => server.hover(file, { line: 5, character: line.indexOf(word) + 1 });
  expect(await shown('country')).toMatch(/A trait: the list of its values, or `boolean`[\s\S]*Example:/);
  expect(await shown('de')).toContain('A value that a hire may have.');
});

test('effort and dates come with examples', async () => {
  const server = await LanguageServer.start();
  await server.open(path, text);
  expect(await server.hover(path, placeOf('takes: 90 mins'))).toContain('30 min');
  expect(await server.hover(path, placeOf('due: soon'))).toMatch(
    /Examples?:[\s\S]*workday 3[\s\S]*5 days before start/,
  );
});

/** A folder's YAML files; each names its schema, as those do that ship. */
function filesOf(folder: string): (readonly [file: string, text: string])[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => {
      const file = join(root, folder, name);
      const kind = name.endsWith('program.yaml') ? 'program' : name.includes('parts/') ? 'part' : 'checklist';
      const schema = relative(dirname(file), join(root, `schema/${kind}.json`));
      const written = readFileSync(file, 'utf8');
      return [
        file,
        written.startsWith('# yaml-language-server')
          ? written
          : `# yaml-language-server: $schema=${schema}\n${written}`,
      ];
    });
}

test.each(['checklists', 'tests/fixtures/real'])(
  'an editor marks nothing in %s, and its layout says the same',
  async (folder) => {
    const server = await LanguageServer.start();
    const files = filesOf(folder);
    expect(files.length).toBeGreaterThan(15);
    for (const [file, given] of files) {
      expect(await server.open(file, given), file).toEqual([]);
      const laidOut = await server.format(file, given);
      expect(parse(laidOut), file).toEqual(parse(given));
    }
    // It does lay out: one that is untidy comes out otherwise.
    const [first = '', tidy = ''] = files[0] ?? [];
    const untidy = tidy.replace('title: ', 'title:   ');
    await server.open(join(dirname(first), 'untidy.yaml'), untidy);
    expect(await server.format(join(dirname(first), 'untidy.yaml'), untidy)).not.toBe(untidy);
  },
);

test('a part is explained and judged like a checklist', async () => {
  const server = await LanguageServer.start();
  const part = join(root, 'checklists/parts/one.yaml');
  const found = await server.open(
    part,
    '# yaml-language-server: $schema=../../schema/part.json\ninclude: [two]\nitems:\n  - { id: a, title: Read it, takes: 1h }\n',
  );
  expect(found.map(({ message }) => message).sort()).toEqual([
    'Must be `N min`, `N h` or `N days`, such as `30 min`',
    'Must be the path of a part, such as `../parts/security.yaml`: folders and a file, without spaces',
  ]);
  expect(await server.hover(part, { line: 1, character: 2 })).toContain('their items come before those');
});
