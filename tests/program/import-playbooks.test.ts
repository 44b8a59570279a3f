/** Exports of Mattermost playbooks as programs: what is carried over, and what is listed instead. */
import { expect, test } from 'vitest';
import { fromPlaybook } from '../../src/program/import-playbooks.ts';
import { programOf } from '../../src/program/imported.ts';

const day = 86_400_000;

test('checklists become phases, times after the start due dates; all else is listed', () => {
  const found = fromPlaybook(
    {
      version: 1,
      title: 'Onboard a PM',
      description: 'How we do it',
      checklists: [
        {
          title: 'Access',
          items: [
            { title: 'Ask for accounts', description: 'Mail and chat', due_date: day },
            { title: 'Read the handbook', due_date: 9.5 * day },
            { title: 'Join channels', command: '/invite @x', assignee_type: 'owner' },
            {
              title: 'Only for some',
              condition_id: 'c1',
              condition_action: 'show',
              unheard_of: 3,
              state: 'closed',
            },
            { title: 'In a run', due_date: Date.parse('2026-12-01') },
            { description: 'nothing' },
          ],
        },
        { title: 'Empty' },
      ],
      metrics: [{ title: 'time' }],
      properties: [],
      retrospective_enabled: false,
    },
    'file',
  );
  expect(found.phases).toEqual([
    {
      title: 'Access',
      due: 'day 10',
      entries: [
        { title: 'Ask for accounts', details: 'Mail and chat', due: 'day 1' },
        { title: 'Read the handbook', due: 'day 10' },
        { title: 'Join channels' },
        { title: 'Only for some' },
        { title: 'In a run' },
      ],
    },
  ]);
  expect(found.lost.map(({ at, what }) => `${at}: ${what}`)).toEqual([
    'description: How we do it',
    'Access: Join channels: its slash command (/invite @x)',
    'Access: Join channels: who it is assigned to: say `by` or `with` and a role (owner)',
    'Access: Only for some: its condition: say `when` and a trait (c1)',
    'Access: Only for some: its condition: say `when` and a trait (show)',
    'Access: Only for some: `unheard_of`: 3',
    'Access: Only for some: `state`: "closed"',
    'Access: In a run: its due date, 2026-12-01: checklists say `day 30`, not a date',
    'Access: an item without a title',
    'Empty: the checklist has no items',
    'metrics: [{"title":"time"}]',
  ]);
  expect(programOf(found).files.get('access.yaml')).toContain('due: day 10\n');
});

test.each([
  [{ version: 2, checklists: [] }, 'its version is 2, only 1 is known'],
  [{ checklists: [] }, 'its version is not said'],
  [{ version: 1 }, 'it has no `checklists`'],
])('%j is refused', (value, fault) => {
  expect(() => fromPlaybook(value, 'file')).toThrow(fault);
});
