/** How a reader of Markdown shows foreign text. */
import fc from 'fast-check';
import { Marked } from 'marked';
import { describe, expect, test } from 'vitest';
import { flavours } from '../../src/render/markdown.ts';
import { attacks, beginnings } from '../cli/hostile.ts';
import { strayInMarkdown } from '../cli/strays.ts';
import { runs } from '../runs.ts';
import { asText } from './readers.ts';

const markdownLink = flavours.gfm.link;

function markdownText(text: string): string {
  return flavours.gfm.text(text.trim(), 'program');
}

function html(text: string): string {
  return new Marked({ gfm: true }).parse(text, { async: false }).trim();
}

describe('a title', () => {
  test.each(Object.entries(attacks))('stays text: %s', (_, text) => {
    for (const line of [markdownText(text), `- ${markdownText(text)}`, `## ${markdownText(text)}`])
      expect(strayInMarkdown(line)).toEqual([]);
    expect(strayInMarkdown(`| a | b |\n| --- | --- |\n| ${markdownText(text)} | x |`)).toEqual([]);
  });

  test.each(beginnings)('begins nothing: %j', (text) => {
    expect(html(markdownText(text))).toMatch(/^<p>[^\n]*<\/p>$/);
    expect(html(`- ${markdownText(text)}`)).toMatch(/^<ul>\n<li>[^\n]*<\/li>\n<\/ul>$/);
  });

  test.each(['    code', '\tcode', '===', '1.', '-', '+ x', '12) x'])('nor does %j', (text) => {
    expect(html(`- ${markdownText(text)}`)).toMatch(/^<ul>\n<li>[^\n]*<\/li>\n<\/ul>$/);
    expect(html(`above\n${markdownText(text)}`)).toMatch(/^<p>/);
  });

  test('reads as it was written, whatever signs are in it', () => {
    const signs = fc.constantFrom(
      ...'\\`*_[]()<>|~#!&;:/.-+=1 ab\'"$',
      'www.',
      'http://',
      '&lt;',
      '![',
      '](',
    );
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 12 }), (parts) => {
        const text = parts.join('').trim();
        const page = html(`x ${markdownText(text)} x`);
        expect(page.replace(/<p>|<\/p>/g, '')).not.toMatch(/<(?!a href="https:)(?!\/a>|\/?code>)/);
        // In an address a bar is written by its number.
        expect(asText(page).replaceAll('%7C', '|').replace(/\s+/g, ' ')).toBe(
          `x ${text} x`.replace(/\s+/g, ' '),
        );
      }),
      runs(500),
    );
  });
});

describe('a link', () => {
  test('leads to https: alone', () => {
    expect(html(markdownLink('page', 'https://example.com'))).toContain(
      '<a href="https://example.com">page</a>',
    );
    for (const url of ['http://example.com', 'javascript:alert(1)', 'data:text/html,x', '//example.com'])
      expect(html(markdownLink('page', url))).toBe(`<p>page <code>${url}</code></p>`);
  });
});

describe('details', () => {
  const shown = (details: string) => html(flavours.gfm.detailLines([details]).join(''));

  test('are Markdown', () => {
    expect(shown('**bold**, `code` and [a page](https://example.com/a?b=1&c=2)')).toBe(
      '<p><strong>bold</strong>, <code>code</code> and <a href="https://example.com/a?b=1&amp;c=2">a page</a></p>',
    );
  });

  test.each([
    '[x](javascript:alert(1))',
    '[x]( javascript:alert(1))',
    '[x](http://evil.example)',
    '[x](<javascript:alert(1)>)',
    '[x]: javascript:alert(1)\n\n[x]',
    '![x](https://evil.example/i.png)',
    '\\![x](https://evil.example/i.png)',
    '\\\\![x](https://evil.example/i.png)',
    '<javascript:alert(1)>',
    '<img src=x onerror=alert(1)>',
    'www.evil.example and http://evil.example',
    '&#x202e;',
  ])('without HTML, images and other links: %j', (text) => {
    expect(shown(text)).not.toMatch(/<(?!p>|\/p>|a href="https:|\/a>|code>|\/code>)|&#x202e;/);
  });
});
