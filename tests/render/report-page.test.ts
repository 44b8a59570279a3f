/** The page of a report: whatever strangers wrote is text on it, and it needs nothing from elsewhere. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { isReportPage, reportPage } from '../../src/render/report-page.ts';
import { changeDeep, safeText } from '../../src/render/safe.ts';
import { type ReportView, viewHireReport, viewReport } from '../../src/view/report.ts';
import { phase, program, Story } from '../builders.ts';
import { attacks } from '../cli/hostile.ts';
import { runs } from '../runs.ts';

type Node = DefaultTreeAdapterTypes.Node;

const roles = {
  buddy: { title: 'Role buddy', required: true },
  manager: { title: 'Role manager', required: true },
};
const phases = [
  phase('day-1', 'day 1', [
    { id: 'meet', title: 'Title meet', with: ['buddy'] },
    { id: 'read', title: 'Title read' },
  ]),
  phase('week-1', 'week 1', [
    { id: 'talk', title: 'Title talk', with: ['manager'] },
    { id: 'write', title: 'Title write', signOff: 'buddy' },
    { id: 'wait', title: 'Title wait', by: 'buddy' },
    { id: 'drop', title: 'Title drop' },
  ]),
];

/** A report with something in each of its parts. */
function sample(): ReportView {
  const story = new Story();
  story.add({ kind: 'assigned', role: 'buddy', people: ['Name Grace'] });
  story.done('meet');
  story.done('write');
  story.add({ kind: 'skipped', item: 'drop', reason: 'Reason drop' });
  story.add({ kind: 'booked', item: 'talk', day: '2026-11-27', time: '10:00' });
  story.add({ kind: 'noted', item: 'read', text: 'Note read' }, { by: 'Name Eve' });
  story.add({ kind: 'away', from: '2026-12-01', to: '2026-12-04' });
  const asked = story.add({ kind: 'asked', text: 'Question one' });
  story.add({ kind: 'answered', of: asked.id, text: 'Answer one' }, { by: 'Name Grace' });
  story.add({ kind: 'asked', text: 'Question two' });
  const run = story.run(program(phases, roles), '2026-11-25');
  const other = { ...run, run: 'Run two' };
  return viewReport([viewHireReport(run, true), viewHireReport(other, true)], {
    today: '2026-11-25',
    by: 'Name Maker',
    team: true,
    withNotes: true,
    unreadable: [{ id: 'h9', name: 'Name broken', fault: 'Fault broken', remedy: '' }],
  });
}

/** Texts of strangers in the sample. */
const foreign = /^(?:Name|Title|Role|Reason|Note|Question|Answer|Run|Fault|Ada Lovelace$|PM$|week-1$|day-1$)/;

/** The elements with their attributes, but for the words in them. */
function skeleton(node: Node): unknown {
  if (!('childNodes' in node)) return node.nodeName === '#text' ? undefined : node.nodeName;
  const attributes = 'attrs' in node ? node.attrs.map(({ name, value }) => `${name}=${value}`) : [];
  return [node.nodeName, attributes, node.childNodes.map(skeleton).filter((each) => each !== undefined)];
}

function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('\u0000') : '';
}

const nasty = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.string({ unit: 'binary', maxLength: 10 }),
    fc.constantFrom(
      ...[
        '<script>alert(1)</script>',
        '</title><img src=x onerror=alert(1)>',
        '</style>',
        '<!--',
        ']]>',
        '&lt;b&gt;',
        '&#60;',
        '"><svg onload=1>',
      ],
      ...["' onmouseover='x", '</svg><a href="javascript:1">', '</desc>', '\u2028', '\u0000', '<'],
      ...Object.values(attacks),
    ),
  )
  // What is empty is left out with the words around it.
  .map((text) => text || 'x');

describe('a page', () => {
  test('has every text of strangers as text, whatever it holds', () => {
    const plain = sample();
    const texts = new Set<string>();
    changeDeep(plain, (text) => {
      if (foreign.test(text)) texts.add(text);
      return text;
    });
    expect(texts.size).toBeGreaterThan(20);
    const list = [...texts];
    const numbered = new Map(list.map((text, at) => [text, `T${at}T`]));
    const filled = (words: ReadonlyMap<string, string>) =>
      parse(reportPage(changeDeep(plain, (text) => words.get(text) ?? text)));
    const model = filled(numbered);
    fc.assert(
      fc.property(fc.array(nasty, { minLength: list.length, maxLength: list.length }), (given) => {
        const page = filled(new Map(list.map((text, at) => [text, given[at] ?? ''])));
        expect(skeleton(page)).toEqual(skeleton(model));
        const wanted = textOf(model).replace(/T(\d+)T/g, (_, at) => safeText(given[Number(at)] ?? ''));
        // A text of blanks alone is no node of its own.
        expect(textOf(page).replaceAll('\u0000', '')).toBe(wanted.replaceAll('\u0000', ''));
      }),
      runs(1000),
    );
  });

  test('lets nothing in but its own style, and asks for nothing', () => {
    const text = reportPage(sample());
    const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(text) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(text).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(style).not.toMatch(/url\(|@import|@font-face/);
    expect(text).not.toMatch(/<(?:script|link|img|iframe|object|form)\b| (?:src|style|on\w+)=/);
    for (const [, target] of text.matchAll(/ href="([^"]*)"/g)) expect(target).toMatch(/^#hire-\d$/);
    const policy = text.indexOf('Content-Security-Policy');
    expect(policy).toBeGreaterThan(0);
    expect(policy).toBeLessThan(text.indexOf('<style>'));
  });

  test('is known by its head, and nothing else is', () => {
    const page = reportPage(sample());
    expect(isReportPage(page)).toBe(true);
    expect(isReportPage(`x${page}`)).toBe(false);
    expect(isReportPage('<!doctype html>\n<html><body>pm-onboard report</body></html>')).toBe(false);
  });

  test('names each id once', () => {
    const ids = [...reportPage(sample()).matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(4);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
