/** Who has a turn follows from the file alone, and no edit with a date changes a turn before it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { daysBetween } from '../../src/dates.ts';
import type { Rotation } from '../../src/duties/model.ts';
import { readDuties } from '../../src/duties/read.ts';
import { changedPast } from '../../src/duties/turns.ts';
import { runs } from '../runs.ts';
import { begun, edited, first, holders, lives } from './edits.ts';

test('an edit leaves every day before its date as it was, and lint finds nothing to refuse', () => {
  fc.assert(
    fc.property(lives, ({ base, edits }) => {
      let rotation = begun(base);
      for (const edit of edits) {
        const after = edited(rotation, edit);
        const before = daysBetween(first, edit.on);
        expect(holders(after).slice(0, before)).toEqual(holders(rotation).slice(0, before));
        expect(changedPast(rotation, after, edit.on)).toEqual([]);
        rotation = after;
      }
    }),
    runs(2_000),
  );
});

/** What a machine finds in the file that the others have written. */
function readBack({
  id,
  title,
  every,
  switches,
  zone,
  order,
  members,
  anchors,
  covers,
  until,
}: Rotation): Rotation {
  const texts = {
    every: every.map(({ value, ...span }) => ({
      value: value.unit === 'month' ? 'month' : value.interval === 1 ? 'week' : `${value.interval} weeks`,
      ...span,
    })),
    members: members.map(({ name, from, until: last }) => ({ name, from, until: last })),
    covers: covers.map(({ turn, by, insteadOf }) => ({ turn, by, 'instead-of': insteadOf })),
  };
  const text = JSON.stringify({
    rotations: [{ id, title, switches, zone, order, anchors, until, ...texts }],
  });
  const { duties, problems } = readDuties('duties.yaml', new TextEncoder().encode(text));
  expect(problems).toEqual([]);
  return duties?.rotations[0] as Rotation;
}

test('two machines that make the same edits in any order, or list them in any order, have the same holders', () => {
  fc.assert(
    fc.property(lives, fc.infiniteStream(fc.nat()), ({ base, edits }, chance) => {
      const shuffled = <T>(list: readonly T[]) =>
        list
          .map((value) => ({ value, by: chance.next().value ?? 0 }))
          .sort((a, b) => a.by - b.by)
          .map(({ value }) => value);
      const one = edits.reduce(edited, begun(base));
      const two = shuffled(edits).reduce(edited, begun(base));
      const isListed = one.order.some(({ value }) => value === 'listed');
      const mixed = {
        ...two,
        anchors: shuffled(two.anchors),
        covers: shuffled(two.covers),
        order: shuffled(two.order),
        switches: shuffled(two.switches),
        every: shuffled(two.every),
        ...(isListed ? {} : { members: shuffled(two.members) }),
      };
      expect(holders(readBack(mixed))).toEqual(holders(one));
    }),
    runs(10_000),
  );
});

test('whoever is named before they join has no place until then, so that joining changes nothing before it', () => {
  const base = begun({
    every: { unit: 'week', interval: 1 },
    switches: 'mon',
    order: 'listed',
    members: [
      { name: 'Ada Lovelace', rank: 0 },
      { name: 'ada Byron', rank: 1 },
    ],
    starter: 'Ada Lovelace',
  });
  const named = edited(base, { on: '2026-01-06', kind: 'anchor', name: 'Alan Turing' });
  const joined = edited(named, { on: '2026-01-13', kind: 'join', name: 'Alan Turing', rank: 0, stays: 0 });
  const before = daysBetween(first, '2026-01-13');
  expect(holders(joined).slice(0, before)).toEqual(holders(named).slice(0, before));
});
