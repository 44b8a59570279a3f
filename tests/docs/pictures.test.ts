/** The pictures of docs/pictures are what the built program prints, and can be read by anybody in any font. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
import { beforeAll, describe, expect, type TestContext, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { root } from '../cli/world.ts';

interface Pictures {
  readonly folder: string;
  makePictures(): Promise<Map<string, string>>;
}
interface Drawing {
  terminalPicture(picture: Record<'title' | 'words' | 'command' | 'output', string>): Promise<string>;
}

const folder = join(root, 'docs/pictures');
const files = readdirSync(folder);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const schema = readFileSync(join(root, 'tests/fixtures/schemas/picture.xsd'), 'utf8');
/** The pictures of README.md: its words and its path. */
const readme = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/!\[([^\]]*)\]\(([^)]*)\)/g)];
const importScript = (name: string) => import(pathToFileURL(join(root, 'scripts', name)).href);

let drawing: Drawing;
beforeAll(async () => {
  drawing = await importScript('terminal-picture.mjs');
});

test('they show what the built program prints now: else, npm run pictures', async () => {
  const { makePictures }: Pictures = await importScript('pictures.mjs');
  const made = await makePictures();
  expect([...made.keys()].sort()).toEqual(files.sort());
  for (const [name, svg] of made) expect(read(name), name).toBe(svg);
});

describe.each(files)('%s', (name) => {
  const svg = read(name);

  test('is well-formed, small, and runs and loads nothing', async () => {
    const { errors } = await validateXML({ xml: { fileName: name, contents: svg }, schema });
    expect(errors.map(({ rawMessage }) => rawMessage)).toEqual([]);
    expect(Buffer.byteLength(svg)).toBeLessThan(16_000);
    expect(svg).not.toMatch(/<script|<image|<use|href|url\(|@import|\son\w+=/i);
  });

  test('has a title and a sentence for whoever hears it, and README says the same', () => {
    const [, title = ''] = /<title id="title">(.*)<\/title>/.exec(svg) ?? [];
    const [, words = ''] = /<desc id="words">(.*)<\/desc>/.exec(svg) ?? [];
    expect(svg).toContain('role="img" aria-labelledby="title words"');
    expect(title).toMatch(/^pm-onboard \w+/);
    expect(words.length).toBeGreaterThan(60);
    const shown = readme.find(([, , path]) => path === `docs/pictures/${name}`);
    expect(shown?.[1]).toBe(words);
  });

  test('every colour of its text can be read on its own ground', () => {
    const [, ground = ''] = /<rect [^>]*fill="(#\w{6})"/.exec(svg) ?? [];
    const fills = [...svg.matchAll(/\.(\w+)\{fill:(#\w{6})\}/g)];
    expect(fills.length).toBeGreaterThan(2);
    for (const [, colour = '', fill = ''] of fills)
      expect(contrast(fill, ground), colour).toBeGreaterThanOrEqual(4.5);
    const used = [...svg.matchAll(/<text class="(\w+)/g)].map(([, colour]) => colour);
    expect(new Set(used)).toEqual(new Set(fills.map(([, colour]) => colour)));
  });

  test('shows no folder, no key and no time of the machine that made it', () => {
    expect(svg).not.toMatch(/\/(tmp|home|root|Users)\/|\bh[0-9a-f]{8}\b/);
  });
});

describe('what is drawn', () => {
  const draw = (output: string) => drawing.terminalPicture({ title: 't', words: 'w', command: 'c', output });

  test('columns, wide characters, bold, faint and coloured text, and signs of markup', async () => {
    const svg = await draw('a <b> & c   \x1b[1;31m日本\x1b[0m  \x1b[2mx\x1b[22m');
    const [, second, third, fourth] = [...svg.matchAll(/<text .*<\/text>/g)].map(([text]) => text);
    expect(second).toMatch(/class="text" x="20" .*textLength="75.6".*>a &lt;b&gt; &amp; c</);
    expect(third).toMatch(/class="red bold" x="120.8" .*textLength="33.6".*>日本</);
    expect(fourth).toMatch(/class="dim" x="171.2" .*textLength="8.4".*>x</);
  });

  test.each(['\x1b[7mx', '\x1b[4mx', '\x1b[41mx', '\x1b[38;2;1;2;3mx', '\x1b[38;5;99mx'])(
    'a style that it has none for is refused: %j',
    async (output) => {
      await expect(draw(output)).rejects.toThrow('none that a picture has');
    },
  );

  test('in a browser, columns stay where they are in every font', { timeout: 60_000 }, async (context) => {
    const browser = await puppeteer.launch({
      executablePath: chromium(context),
      args: ['--no-sandbox', '--disable-gpu'],
    });
    try {
      const page = await browser.newPage();
      for (const name of files)
        for (const font of ['monospace', 'serif']) {
          await page.goto(pathToFileURL(join(folder, name)).href);
          const texts = await page.evaluate(measure, font);
          expect(texts.length).toBeGreaterThan(10);
          for (const { text, wanted, got, right } of texts) {
            expect(Math.abs(got - wanted), `${name}, ${font}: ${text}`).toBeLessThan(1.5);
            expect(right, `${name}, ${font}: ${text}`).toBeLessThan(694);
          }
        }
      await page.goto('about:blank');
      await page.setContent(
        `<img src="data:image/svg+xml;base64,${Buffer.from(read('team.svg')).toString('base64')}">`,
      );
      const width = await page.evaluate('document.querySelector("img").naturalWidth');
      expect(width).toBe(712);
    } finally {
      await browser.close();
    }
  });
});

/** Runs in the page of a picture: how wide each text is meant to be, and is in the font. */
function measure(font: string) {
  interface Text {
    style: { fontFamily: string };
    textContent: string;
    getAttribute(name: string): string;
    getBoundingClientRect(): { width: number; right: number };
  }
  const { document } = globalThis as unknown as {
    document: { querySelectorAll(name: string): Iterable<Text> };
  };
  return [...document.querySelectorAll('text')].map((text) => {
    text.style.fontFamily = font;
    const { width, right } = text.getBoundingClientRect();
    return { text: text.textContent, wanted: Number(text.getAttribute('textLength')), got: width, right };
  });
}

/** Where the browser is; skips the test where there is none. */
function chromium({ skip }: TestContext): string {
  const { stdout } = spawnSync('sh', ['-c', 'command -v chromium || command -v google-chrome'], {
    encoding: 'utf8',
  });
  if (stdout.trim() === '') skip('there is no chromium (apt-get install chromium)');
  return stdout.trim();
}

/** The contrast of two colours, `#rrggbb`, as WCAG 2 computes it. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
