/** A clock that says a year that no record can hold: nothing is written, whichever command it is. */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clockAt } from './clock.ts';
import { fingerprint } from './facts.ts';
import { bareRepository, Member, monday } from './team.ts';

/** The environment of a run whose clock stands at an instant. */
function clock(member: Member, instant: string): { env: Record<string, string> } {
  return { env: { ...clockAt(member.home, instant), TZ: 'America/New_York' } };
}

test.each([
  ['1970-01-01T00:10:00Z', '1969'],
  ['3001-01-01T12:00:00Z', '3001'],
])(
  '%s',
  async (instant, year) => {
    const ada = new Member('Ada Lovelace');
    const wrong = clock(ada, instant);
    const refused = async (...args: string[]) => {
      const { code, stderr } = await ada.spawn(args, wrong);
      expect(stderr).toContain(`the clock says ${year}`);
      expect(code).toBe(3);
    };
    await refused('start', '--name', 'Ada Lovelace', '--start', '2026-11-23', '--me', ...monday);
    expect(existsSync(ada.workspace)).toBe(false);
    await ada.startAda();
    await ada.ok(['share', '-o', 'ada.json']);
    const remote = bareRepository(ada);
    const before = fingerprint(ada);
    await refused('done', '1.1');
    await refused('note', '1.1', 'x', ...monday);
    await refused('share', '--receive', 'ada.json');
    await refused('doctor', '--repair');
    await refused('forget', 'ada', '--confirm', 'Ada Lovelace');
    await refused('sync', '--init', '--remote', remote);
    expect(fingerprint(ada)).toBe(before);
    expect((await ada.spawn(['status'], wrong)).code).toBe(0);
  },
  120_000,
);
