import { expect, test } from 'vitest';
import { wordsFor } from '../../src/session/checklist-words.ts';

test('the words of a run are its subject, then its template and subject, with the number from the second one on', () => {
  const run = { subject: 'Message  Reminders!', program: 'leave-beta' };
  expect(wordsFor(run)).toEqual(['message-reminders', 'leave-beta-message-reminders']);
  expect(wordsFor({ ...run, number: 2 })[0]).toBe('message-reminders-2');
  expect(wordsFor({ ...run, subject: '…' })).toEqual([]);
});

test('each is one word for a shell, whatever a stranger’s record says', () => {
  for (const word of wordsFor({ subject: '$(touch x); y', program: '`id`; rm -r ~' }))
    expect(word).toMatch(/^[\w-]+$/);
});
