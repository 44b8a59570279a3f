import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { among, doubtHint, lastOfEach, matchHire, personOf, runsMeant } from '../../src/session/lookup.ts';
import { runs } from '../runs.ts';

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

  test.each([
    ['a mistyped name', 'Ada Lovelca', 'Ada Lovelace'],
    ['a mistyped part of one', 'easly', 'Annie Easley'],
    ['a mistyped handle', 'cuontess', 'Ada Lovelace'],
  ])('%s is suggested', (_, text, name) => {
    expect(() => matchHire(hires, text)).toThrow(expect.objectContaining({ hint: `did you mean ${name}?` }));
  });

  test('the beginning of two ids is neither', () => {
    expect(() => matchHire([annie, { ...ruin, id: 'h807b0000' }], 'h807')).toThrow(
      '"h807" may be Annie Easley (h807adac9) or h80bad1e0 (h807b0000)',
    );
  });
});

/** A run with when it ended; undefined while it is under way. */
interface Ended {
  readonly id: string;
  readonly name: string;
  readonly handles: readonly string[];
  readonly person: string;
  readonly end?: string;
}

const endOf = ({ end }: Ended) => end;

describe('which runs a text means', () => {
  const first: Ended = {
    id: 'h00000001',
    name: 'Bob Noyce',
    handles: ['rn'],
    person: 'p1',
    end: '2026-12-12',
  };
  const { end: _, ...begun } = first;
  const again: Ended = { ...begun, id: 'h00000002' };
  const beside = { ...again, id: 'h00000003' };
  const other = { ...again, id: 'h00000004', person: 'p2' };
  const left = { ...first, id: 'h00000005', person: 'p3', name: 'Bob', end: '2027-01-01' };
  const later = { ...first, id: 'h00000006', end: '2027-05-01' };

  test.each<[string, readonly Ended[], string, readonly Ended[]]>([
    ['the run under way, not the one that ended', [first, again], 'Bob Noyce', [again]],
    ['the same by a part of the name', [first, again], 'bob', [again]],
    ['the same by a handle', [first, again], 'RN', [again]],
    ['the same by the beginning of an id that all have', [first, again], 'h0000', [again]],
    ['an id, whatever has ended', [first, again], 'h00000001', [first]],
    ['both runs that are under way', [first, again, beside], 'bob', [again, beside]],
    ['of ended ones the last to end', [later, first], 'Bob Noyce', [later]],
    ['the runs of two people', [first, again, other], 'Bob Noyce', [again, other]],
    ['not somebody who has left, though that is their whole name', [left, again], 'Bob', [again]],
    ['somebody who has left, where nobody else is meant', [left, again], 'h00000005', [left]],
    ['of two people who have left, each one', [left, first, later], 'bob', [left]],
    ['nobody', [first, again], 'Ada', []],
  ])('%s', (_case, hires, text, meant) => {
    expect(runsMeant(among(hires), text, endOf)).toEqual(meant);
  });

  const words = ['Bob', 'Bobby', 'Noyce', 'Ada'];
  const name = fc
    .tuple(fc.constantFrom(...words), fc.constantFrom('', ...words))
    .map((parts) => parts.join(' ').trim());
  const ended = fc.option(fc.constantFrom('2026-12-12', '2027-01-01', '2027-05-01'), { nil: undefined });
  const team = fc
    .array(fc.record({ name, person: fc.constantFrom('p1', 'p2', 'p3'), end: ended }), { maxLength: 7 })
    .map((all) =>
      all.map(
        ({ end, ...rest }, at): Ended => ({
          ...rest,
          id: `h0000000${at}`,
          handles: [],
          ...(end === undefined ? {} : { end }),
        }),
      ),
    );
  const text = fc.oneof(name, fc.constantFrom('bo', 'noy', 'o', 'zzz'));

  test('runs that have ended change nothing about a name that means a run under way', () => {
    fc.assert(
      fc.property(team, text, (hires, said) => {
        const open = hires.filter(({ end }) => end === undefined);
        const meant = runsMeant(among(open), said, endOf);
        if (meant.length > 0) expect(runsMeant(among(hires), said, endOf)).toEqual(meant);
      }),
      runs(2000),
    );
  });

  test('a name that means nothing under way means one run of each person; the order of the records plays no part', () => {
    fc.assert(
      fc.property(team, text, (hires, said) => {
        const meant = runsMeant(among(hires), said, endOf);
        if (meant.every(({ end }) => end !== undefined))
          expect(new Set(meant.map(personOf)).size).toBe(meant.length);
        const ends = meant.map(({ person, end }) => `${person} ${end}`).sort();
        const reversed = runsMeant(among([...hires].reverse()), said, endOf);
        expect(reversed.map(({ person, end }) => `${person} ${end}`).sort()).toEqual(ends);
      }),
      runs(2000),
    );
  });

  test('of each person the runs under way, else the last to end; whose end is asked for only where there are several', () => {
    expect(lastOfEach([first, again, beside, left], endOf)).toEqual([again, beside, left]);
    expect(lastOfEach([later, first], endOf)).toEqual([later]);
    const asked: string[] = [];
    lastOfEach([left, first, again], (hire) => {
      asked.push(hire.id);
      return hire.end;
    });
    expect(asked).not.toContain(left.id);
  });

  test('nobody is told to put a run away that is known to be the same person’s', () => {
    expect(doubtHint([again, beside], 'say which')).toBe('say which');
    expect(doubtHint([again, other], 'say which')).toContain('put one away with `archive`, by its id');
  });
});
