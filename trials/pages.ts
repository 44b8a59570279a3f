/**
 * Opens pages of reports in a browser: with a keyboard, on a narrow screen, in the dark, on paper, and as whoever hears it has it.
 * The checks of accessibility are those of axe-core. Needs Debian's chromium.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { addDays, type CalendarDate } from '../src/dates.ts';
import { Home } from '../tests/cli/home.ts';
import { attacks } from '../tests/cli/hostile.ts';
import { ada, type Lived, writeLived } from '../tests/cli/lived.ts';
import type { Given, Outcome, Size, Trial } from './trial.ts';

/** Where the browser is; undefined where there is none. */
function chromium(): string | undefined {
  return ['chromium', 'chromium-browser', 'google-chrome'].find(
    (name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0,
  );
}

function pathOf(name: string): string {
  return spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
}

function fault(what: string, ...edits: readonly (readonly [from: string, to: string])[]) {
  const file = 'src/render/report-page.ts';
  return { what, edits: edits.map(([from, to]) => ({ file, from, to })) };
}

export const pages: Trial = {
  name: 'pages',
  promise:
    'the page of a report can be read by anybody, on any screen and on paper, and runs and loads nothing',
  faults: [
    fault('texts are not escaped', [
      'return text.replace(/[&<>"\']/g, (sign) => escapes[sign] ?? sign);',
      'return text;',
    ]),
    fault(
      'the dark colours are for paper too',
      ['@media screen and (prefers-color-scheme: dark) {', '@media (prefers-color-scheme: dark) {'],
      ['  :root { --page: #ffffff; --text: #000000; --quiet: #333333;', '  :root { --unused: 0;'],
    ),
    fault('what is quiet is pale', ['--quiet: #565656;', '--quiet: #a0a0a0;']),
    fault('a long word is wider than the screen', ['sans-serif; overflow-wrap: anywhere }', 'sans-serif }']),
    fault('the names lead nowhere', ['<a href="#hire-${at}">', '<a href="#nobody-${at}">']),
    fault('paper has large letters', [
      'font-size: 9pt; line-height: 1.25',
      'font-size: 14pt; line-height: 1.6',
    ]),
    fault('the drawing has no words', ['${timelineText(line, say)}', '']),
  ],
  missing: () =>
    chromium() === undefined
      ? 'there is no chromium to open pages with (apt-get install chromium)'
      : undefined,
  async run({ size, folder }: Given): Promise<Outcome> {
    const home = new Home(folder);
    const [files, hires] = await write(home, folder, size);
    const browser = await puppeteer.launch({
      executablePath: pathOf(chromium() ?? ''),
      args: ['--no-sandbox', '--disable-gpu'],
    });
    const broken: string[] = [];
    let rules = 0;
    try {
      for (const file of files) {
        const seen = await look(browser, file);
        rules += seen.passes;
        broken.push(...seen.broken.map((what) => `${file.name}: ${what}`));
      }
    } finally {
      await browser.close();
    }
    return {
      figure: `${files.length} pages, one of ${hires} hires, in ${await versionOf()}: ${rules} passes of axe-core in light and dark, 0 violations`,
      broken: [...new Set(broken)],
    };
  },
};

async function versionOf(): Promise<string> {
  const { stdout } = spawnSync(chromium() ?? '', ['--version'], { encoding: 'utf8' });
  return stdout.trim().split(' ').slice(0, 2).join(' ');
}

interface File {
  readonly name: string;
  readonly path: string;
  /** On how many sheets it has to fit; undefined where it may take as many as it has hires. */
  readonly sheets?: number;
}

/** Pages of one hire at several points of the run, one with hostile texts, and one of many hires. */
async function write(home: Home, folder: string, size: Size): Promise<[File[], number]> {
  const files: File[] = [];
  const add = async (name: string, today: CalendarDate, flags: readonly string[], sheets?: number) => {
    const path = join(folder, `${name}.html`);
    const line = ['report', ...flags, '-o', path, '--as', 'Grace Hopper', '--today', today];
    const { code, stderr } = await home.run(line);
    if (code !== 0) throw new Error(stderr);
    files.push({ name, path, ...(sheets === undefined ? {} : { sheets }) });
  };
  const [days, many] = size === 'full' ? [[-3, 0, 15, 45, 70, 85, 100], 40] : [[85], 3];
  for (const day of days) {
    const today = addDays(ada.start, day);
    mkdirSync(home.folder, { recursive: true });
    writeFileSync(join(home.folder, 'pm-onboard.yaml'), 'calendar: { holidays: [2026-12-25] }\n');
    writeLived(home.folder, {
      ...ada,
      today,
      behind: day > 20 ? 3 : 0,
      awaiting: day > 20 ? 2 : 0,
      beside: besideOf(today),
    });
    await add(`day-${day}`, today, ['ada'], 2);
  }
  const today = addDays(ada.start, 45);
  const texts = Object.values(attacks);
  const hostile: Lived['beside'] = texts.flatMap(
    (text): NonNullable<Lived['beside']> => [
      [
        today,
        'Eve',
        {
          kind: 'added',
          item: `own-${texts.indexOf(text)}`,
          title: `${text} ${'long'.repeat(40)}`,
          phase: 'day-60',
        },
      ],
      [
        today,
        text,
        {
          kind: 'noted',
          item: 'meet-manager',
          text: `<script>document.title = 'run'</script><img src=//example.com/x onerror="document.title='run'">${text}`,
        },
      ],
      [today, 'Eve', { kind: 'asked', text: `</title></svg><style>*{display:none}</style>${text}` }],
    ],
  );
  writeLived(home.folder, { ...ada, today, behind: 3, awaiting: 1, beside: hostile });
  await add('hostile', today, ['ada', '--with-notes']);
  for (let at = 1; at < many; at += 1) {
    const name = at === 1 ? `${attacks.html} Bea` : `Hire ${String(at).padStart(2, '0')}`;
    writeLived(home.folder, {
      name,
      start: addDays(ada.start, at),
      id: `h000001${String(at).padStart(2, '0')}`,
      today,
      behind: at % 4,
      awaiting: 0,
    });
  }
  await add('team', today, ['--team', '--with-notes']);
  return [files, many];
}

function besideOf(today: CalendarDate): NonNullable<Lived['beside']> {
  if (today < ada.start) return [];
  return [
    [today, ada.name, { kind: 'away', from: '2026-12-28', to: '2027-01-08' }],
    [today, ada.name, { kind: 'booked', item: 'meet-ceo', day: addDays(today, 2), time: '10:00' }],
    [today, ada.name, { kind: 'asked', text: 'Who decides Team or Enterprise edition?' }],
  ];
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Seen {
  readonly passes: number;
  readonly broken: readonly string[];
}

async function look(browser: Browser, file: File): Promise<Seen> {
  const page = await browser.newPage();
  const broken: string[] = [];
  const address = pathToFileURL(file.path).href;
  page.on('request', (request) => {
    if (request.url() !== address) broken.push(`asks for ${request.url().slice(0, 60)}`);
  });
  page.on('console', (message) => broken.push(`the console says: ${message.text().slice(0, 120)}`));
  page.on('dialog', (dialog) => {
    broken.push('a script runs');
    void dialog.dismiss();
  });
  let passes = 0;
  for (const scheme of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.setViewport({ width: 1280, height: 900 });
    await page.goto(address);
    const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    if ((background === 'rgb(255, 255, 255)') !== (scheme === 'light'))
      broken.push(`${scheme}: on ${background}`);
    // Before the other checks, which put scripts of their own into the page.
    if ((await page.title()) === 'run' || (await page.evaluate('document.scripts.length')) !== 0)
      broken.push('has a script');
    broken.push(...(await narrow(page)), ...(await paper(page, file, scheme)));
    if (scheme === 'light') broken.push(...(await keyboard(page)), ...(await heard(page)));
    const found = await accessibility(page);
    passes += found.passes;
    broken.push(...found.broken.map((what) => `${scheme}: ${what}`));
  }
  await page.close();
  return { passes, broken };
}

/** On a screen of 320 pixels nothing is to the side of it. */
async function narrow(page: Page): Promise<string[]> {
  await page.setViewport({ width: 320, height: 640 });
  const width = await page.evaluate('document.documentElement.scrollWidth');
  await page.setViewport({ width: 1280, height: 900 });
  return width === 320 ? [] : [`is ${width} pixels wide on 320`];
}

async function paper(page: Page, { sheets }: File, scheme: string): Promise<string[]> {
  const broken: string[] = [];
  await page.emulateMediaType('print');
  const colours = await page.evaluate(
    '[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor].join(" on ")',
  );
  if (colours !== 'rgb(0, 0, 0) on rgb(255, 255, 255)') broken.push(`${scheme}, on paper: ${colours}`);
  await page.emulateMediaType();
  for (const format of ['A4', 'Letter'] as const) {
    if (sheets === undefined) continue;
    const pdf = Buffer.from(await page.pdf({ format, preferCSSPageSize: true })).toString('latin1');
    const count = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    if (count === 0 || count > sheets) broken.push(`${count} sheets of ${format}`);
  }
  return broken;
}

/** Every link is reached with the tab key, is seen to be, and leads to its place. */
async function keyboard(page: Page): Promise<string[]> {
  const links = Math.min(5, Number(await page.evaluate('document.links.length')));
  const broken: string[] = [];
  for (let at = 0; at < links; at += 1) {
    await page.keyboard.press('Tab');
    const [index, outline] = (await page.evaluate(
      '[[...document.links].indexOf(document.activeElement), getComputedStyle(document.activeElement).outlineStyle]',
    )) as [number, string];
    if (index !== at) broken.push('the tab key misses a link');
    if (outline !== 'solid') broken.push('the link that has the focus has no frame');
  }
  for (let at = 0; at < links; at += 1) {
    await page.evaluate(`document.links[${at}].focus()`);
    await page.keyboard.press('Enter');
    const same = await page.evaluate(
      `document.querySelector(':target')?.textContent === document.links[${at}].textContent`,
    );
    if (!same) broken.push('a link leads nowhere');
  }
  return broken;
}

interface Heard {
  readonly role: string;
  readonly name?: string;
  readonly description?: string;
  readonly level?: number;
  readonly children?: readonly Heard[];
}

/** What a screen reader has: one first heading, no level left out, and the drawing with its words. */
async function heard(page: Page): Promise<string[]> {
  const tree = (await page.accessibility.snapshot({ interestingOnly: false })) as Heard | null;
  const all = tree ? flat(tree) : [];
  const levels = all.filter(({ role }) => role === 'heading').map(({ level = 0 }) => level);
  const broken: string[] = [];
  if (levels.filter((level) => level === 1).length !== 1) broken.push('has not one first heading');
  if (levels.some((level, at) => level > (levels[at - 1] ?? 0) + 1))
    broken.push('leaves out a level of headings');
  const drawings = all.filter(({ role }) => role === 'image' || role === 'img');
  if (
    drawings.length === 0 ||
    drawings.some(({ name = '', description = '' }) => !/Timeline.*From/s.test(name + description))
  )
    broken.push('has a drawing without words');
  return broken;
}

function flat(node: Heard): Heard[] {
  return [node, ...(node.children ?? []).flatMap(flat)];
}

async function accessibility(page: Page): Promise<Seen> {
  await page.evaluate(axe);
  const found = (await page.evaluate('axe.run()')) as {
    passes: unknown[];
    violations: { id: string; nodes: { html: string }[] }[];
  };
  return {
    passes: found.passes.length,
    broken: found.violations.map(({ id, nodes }) => `axe: ${id}, ${nodes[0]?.html.slice(0, 100)}`),
  };
}
