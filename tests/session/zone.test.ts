import { describe, expect, test } from 'vitest';
import { isUserError } from '../../src/errors.ts';
import { systemZone, zoneFrom } from '../../src/session/zone.ts';
import { zones } from '../zones.ts';

function refused(text: string): string {
  try {
    return `taken as ${zoneFrom(text, '--zone')}`;
  } catch (error) {
    if (isUserError(error)) return `${error.message}; ${error.hint}`;
    throw error;
  }
}

describe('a time zone', () => {
  test.each(zones)('%s is taken as it is', (zone) => {
    expect(zoneFrom(zone, '--zone')).toBe(zone);
  });

  test.each([
    ['europe/berlin', 'Europe/Berlin'],
    ['  Europe/Berlin ', 'Europe/Berlin'],
    ['utc', 'UTC'],
    ['US/Eastern', 'US/Eastern'],
    ['Asia/Calcutta', 'Asia/Calcutta'],
    ['CET', 'CET'],
  ])('%s is taken as %s', (text, zone) => {
    expect(zoneFrom(text, '--zone')).toBe(zone);
  });

  test.each([
    ['berlin', 'did you mean Europe/Berlin?'],
    ['New York', 'did you mean America/New_York?'],
    ['Europe/Belrin', 'did you mean Europe/Berlin or Europe/Belgrade or '],
    ['+01:00', 'give the name of a place, such as Europe/Berlin'],
    ['GMT+1', 'give the name of a place'],
    ['', 'give the name of a place'],
    ['Mars/Phobos', 'give the name of a place'],
  ])('"%s" is refused, with the nearest names', (text, remedy) => {
    expect(refused(text)).toContain(`--zone: "${text}" is not a time zone; ${remedy}`);
  });

  test('what is suggested is taken', () => {
    for (const text of ['berlin', 'Europe/Belrin', 'Kathmandoo', 'los angeles', 'Asia/Tokio']) {
      const names = /did you mean (.*)\?$/.exec(refused(text))?.[1]?.split(' or ') ?? [];
      expect(names.length, text).toBeGreaterThan(0);
      expect(names.map((name) => zoneFrom(name, '--zone'))).toEqual(names);
    }
  });
});

test('the system may know no zone, or one that is none', () => {
  expect(systemZone({ zone: () => 'Europe/Berlin' })).toBe('Europe/Berlin');
  expect(systemZone({ zone: () => '' })).toBeUndefined();
  expect(systemZone({ zone: () => 'Etc/Unknown' })).toBeUndefined();
});
