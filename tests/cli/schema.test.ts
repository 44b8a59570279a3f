/** `schema NAME` prints the schemas, and what the program writes is valid by them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { eventsIn, expectRefusal } from './facts.ts';
import { root, World } from './world.ts';

describe('schema', () => {
  test.each(['checklist', 'part', 'program', 'record', 'settings', 'share', 'template', 'workspace'])(
    '%s prints what is in schema/',
    async (name) => {
      const { code, stdout, stderr } = await new World().run(['schema', name]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toBe(readFileSync(join(root, 'schema', `${name}.json`), 'utf8'));
    },
  );

  test('refuses what it does not know, with the nearest or all', async () => {
    const world = new World();
    await expectRefusal(world, ['schema', 'checklst'], {
      code: 2,
      says: ['"checklst"', 'did you mean checklist?'],
    });
    await expectRefusal(world, ['schema', 'frobnicate'], {
      code: 2,
      says: [
        '"frobnicate"',
        'checklist, duties, levels, output, part, program, record, settings, share, template, workspace',
      ],
    });
    await expectRefusal(world, ['schema', 'constructor'], { code: 2, says: ['"constructor"'] });
    await expectRefusal(world, ['schema'], { code: 2, says: ["'name'"] });
  });
});

test('records that commands write are as the schema says', async () => {
  const world = new World();
  await world.startAda();
  const commands = [
    ['done', 'meet-manager', '--note', 'over tea'],
    ['done', 'set-1on1s', '--evidence', 'https://example.com/1-1'],
    ['skip', 'try-mobile-app', '--reason', 'no phone'],
    ['reopen', 'meet-manager'],
    ['count', 'spot-docs-flaws', '2'],
    ['note', 'install-product', 'two installers?'],
    ['ask', 'who decides?', '--item', 'install-product'],
    ['assign', '--role', 'mentor', '--to', 'Barbara Liskov'],
    ['move', 'meet-release-manager', '--due', '2027-01-04'],
    ['book', 'meet-release-manager', '--on', '2027-01-04', '--at', '10:00'],
    ['reschedule', '--start', '2026-11-30'],
    ['away', '--from', '2026-12-07', '--to', '2026-12-11'],
    ['add', 'Message reminders', '--from', 'first-project', '--start', '2026-12-14'],
    ['remove', 'Message reminders: write it up on one page'],
    ['note', 'install-product', 'three installers?'],
    ['undo'],
  ];
  for (const command of commands) expect((await world.run(command)).code, command.join(' ')).toBe(0);
  const { text } = world.onlyRecord();
  const record = JSON.parse(text);
  const events = eventsIn(text);
  const kinds = new Set(events.map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(
    [
      'added',
      'asked',
      'assigned',
      'away',
      'booked',
      'counted',
      'done',
      'moved',
      'noted',
      'removed',
      'reopened',
      'rescheduled',
      'skipped',
      'started',
      'undone',
    ].sort(),
  );
  const schema = JSON.parse(readFileSync(join(root, 'schema/record.json'), 'utf8'));
  const validate = new Ajv().compile(schema);
  expect(validate(record), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...record, events: { Ada: [{ ...events[0], start: 'Monday' }] } })).toBe(false);
});
