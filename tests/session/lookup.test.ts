import { describe, expect, test } from 'vitest';
import { matchHire } from '../../src/session/lookup.ts';

const ada = { id: 'h865195ce', name: 'Ada Lovelace', handles: ['countess'] };
const annie = { id: 'h807adac9', name: 'Annie Easley', handles: [] };
/** A damaged record whose name is lost is called by its id. */
const ruin = { id: 'h80bad1e0', name: 'h80bad1e0', handles: [] };
const hires = [ada, annie, ruin];

describe('which hire a text means', () => {
  test.each([
    ['a part of the name, though an id has it too', 'Ada', ada],
    ['a part of a handle', 'count', ada],
    ['an id', 'h807adac9', annie],
    ['an id that goes by itself', 'h80bad1e0', ruin],
    ['the beginning of an id', 'h865', ada],
    ['the beginning of an id, in capitals', 'H807', annie],
  ])('%s', (_, text, meant) => {
    expect(matchHire(hires, text)).toBe(meant);
  });

  test.each([
    ['the middle of an id', 'bad'],
    ['too little of an id', 'h86'],
    ['spaces', '  '],
  ])('%s means nobody', (_, text) => {
    expect(() => matchHire(hires, text)).toThrow('nobody here is called');
  });

  test('the beginning of two ids is neither', () => {
    expect(() => matchHire([annie, { ...ruin, id: 'h807b0000' }], 'h807')).toThrow(
      '"h807" may be Annie Easley (h807adac9) or h80bad1e0 (h807b0000)',
    );
  });
});
