import { expect, test } from 'vitest';
import { shareName } from '../../src/commands/share.ts';
import { Story } from '../builders.ts';

test.each([
  ['Ada Lovelace', 'ada-lovelace'],
  ['../../etc/passwd', 'etc-passwd'],
  ['/etc/passwd', 'etc-passwd'],
  ['.bashrc', 'bashrc'],
  ['-rf', 'rf'],
  ['José  Núñez ', 'jose-nunez'],
  ['Jose\u0301', 'jose'],
  ['a\u0000b\u202e/c\\d:e', 'a-b-c-d-e'],
  ['\u001b[31mAda', '31mada'],
  [`Ada ${'x'.repeat(300)}`, `ada-${'x'.repeat(36)}`],
  [`${'x'.repeat(39)} y`, 'x'.repeat(39)],
  ['CON', 'h1'],
  ['lpt1', 'h1'],
  ['李小龍', 'h1'],
  ['..', 'h1'],
  ['', 'h1'],
])('the file for %j', (name, expected) => {
  const hire = { ...new Story().progress.hire, name };
  expect(shareName(hire)).toBe(`${expected}.pm-onboard.json`);
});
