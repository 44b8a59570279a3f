import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLinkCache, writeLinkCache } from '../../src/lint-io/known-links.ts';
import { scratch } from '../workspace/scratch.ts';

const day = 86_400_000;
const now = new Date('2026-11-23T09:00:00Z');
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);

describe('the cache of links', () => {
  it('holds for a day, and not for a clock that was ahead', () => {
    const folder = join(scratch(), 'cache');
    const cache = new Map([['https://example.com/', now.getTime()]]);
    writeLinkCache(folder, cache);
    expect(readLinkCache(folder, now)).toEqual(cache);
    expect(readLinkCache(folder, later(day - 1))).toEqual(cache);
    expect(readLinkCache(folder, later(day))).toEqual(new Map());
    expect(readLinkCache(folder, later(-1))).toEqual(new Map());
  });

  it.each(['', '[', 'null', '[]', '7', '{"https://example.com/": "now"}', '{"https://example.com/": null}'])(
    'of %s is none',
    (text) => {
      const folder = scratch();
      writeFileSync(join(folder, 'links.json'), text);
      expect(readLinkCache(folder, now)).toEqual(new Map());
    },
  );

  it('that can’t be written is no error', () => {
    const file = join(scratch(), 'file');
    writeFileSync(file, 'mine');
    writeLinkCache(file, new Map([['https://example.com/', 1]]));
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});
