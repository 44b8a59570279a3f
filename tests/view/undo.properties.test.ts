/** `undo` of a command restores what the screens showed before it, whatever the command recorded. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastBatch } from '../../src/progress/undo.ts';
import { Story } from '../builders.ts';
import { runs } from '../runs.ts';
import { act, command, day, firstDay, shown } from './lives.ts';

const often = runs(10_000);

test('a command and its undo leave the view as it was', () => {
  let changed = 0;
  fc.assert(
    fc.property(fc.array(command, { maxLength: 4 }), command, day, (past, last, today) => {
      const story = new Story(firstDay);
      for (const deeds of past) act(story, deeds);
      const before = shown(story, today);
      act(story, last);
      if (JSON.stringify(shown(story, today)) !== JSON.stringify(before)) changed += 1;
      const batch = lastBatch(story.record.events, 'Ada');
      story.add({ kind: 'undone', target: batch?.id ?? '' });
      expect(shown(story, today)).toEqual(before);
    }),
    often,
  );
  // Most commands are to be seen: an undo of nothing would prove nothing.
  expect(changed).toBeGreaterThan(often.numRuns / 2);
});
