/** A log in parts: the same text as in one, of which no more is made than somebody reads. */
import { expect, test } from 'vitest';
import type { Io } from '../../src/io.ts';
import { printParts } from '../../src/output.ts';
import { logParts, logRenderer } from '../../src/render/log.ts';
import { noStyle, styleFor } from '../../src/render/page.ts';
import { safeDeep } from '../../src/render/safe.ts';
import { openLog, viewLog } from '../../src/view/log.ts';
import { oneWeek, Story } from '../builders.ts';

function longRun(notes: number) {
  const story = new Story();
  const item = 'x';
  const batches = Array.from({ length: notes }, (_, at) => {
    const by = ['Grace Hopper', 'Alan Turing', 'Margaret `Hamilton of the Apollo Guidance Computer`'][at % 3];
    const [event] = story.command(
      [{ kind: 'noted', item, text: `${at}: ${'word '.repeat(at % 30)}\n\nend` }],
      {
        by: by ?? '',
        on: `2026-${11 + (at % 2)}-${10 + (at % 17)}`,
      },
    );
    return event?.batch ?? '';
  });
  for (const target of batches.slice(10, 20)) story.add({ kind: 'undone', target });
  return story.run(oneWeek(item), '2026-12-30');
}
const run = longRun(1300);

test.each([20, 40, 80, 120])('is the same in parts, at %d columns', (width) => {
  for (const style of [noStyle, styleFor(1)]) {
    const page = { width, height: 24, style };
    const whole = logRenderer.text(safeDeep(logRenderer.select(viewLog(openLog(run, {})), 'text')), page);
    const parts = [...logParts(openLog(run, {}), page, safeDeep)];
    expect(parts.length).toBe(4);
    expect(parts.join('')).toBe(whole);
  }
});

test('once the pipe is closed, no more entries are made', () => {
  const found = openLog(run, {});
  let made = 0;
  const counting = {
    ...found,
    entryOf(event: Parameters<typeof found.entryOf>[0]) {
      made += 1;
      return found.entryOf(event);
    },
  };
  let written = '';
  const stdout = {
    write: (text: string) => (written += text),
    // The reader leaves once it has the last entry.
    get isClosed() {
      return written.includes('1299: ');
    },
    width: 80,
    height: 24,
    colour: 0,
  };
  printParts({ stdout } as unknown as Io, (page, safe) => logParts(counting, page, safe));
  expect(made).toBe(500);
  expect(written).not.toContain('700: ');
});
