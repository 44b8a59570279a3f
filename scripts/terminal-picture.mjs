/**
 * Draws what a command printed as it stands in a terminal: an SVG on a ground of its own, which reads on light and dark pages.
 * A real terminal, without a window, says which character with which colour is in which cell.
 */
import headless from '@xterm/headless';

export const columns = 80;

/** A cell in pixels. Most fonts of equal widths are 0.6 of their size wide; others are fitted into it. */
const cell = { width: 8.4, height: 20, font: 14 };
const edge = 20;

/** Each colour can be read on the ground: a test computes the contrast. `dim` stands for fainter text. */
const colours = {
  ground: '#1c2128',
  line: '#4a5360',
  text: '#e8edf2',
  dim: '#a7b0bb',
  red: '#ff9a92',
  green: '#86e08f',
  yellow: '#e8bf5a',
  blue: '#8fc7ff',
  magenta: '#e3a8fa',
  cyan: '#7fdfe8',
};
/** In the order of the sixteen colours of a terminal; black and white are the text's own. */
const palette = ['text', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'text'];
const fonts = 'ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, Liberation Mono, monospace';

/**
 * @param picture `title` and `words` for whoever hears it; `command` as it was typed; `output` with its colours
 * @returns the text of an SVG file. @throws Error where something was printed that this doesn't draw
 */
export async function terminalPicture({ title, words, command, output }) {
  const lines = (await screenOf(`\x1b[1m$ ${command}\x1b[22m\n${output}`)).map(runsOf);
  const width = Math.ceil(columns * cell.width + 2 * edge);
  const height = lines.length * cell.height + 2 * edge - 6;
  const drawn = lines.flatMap((runs, row) => runs.map((run) => textOf(run, row)));
  const used = ['text', ...new Set(lines.flat().map(({ colour }) => colour))];
  const rules = [...new Set(used)].map((name) => `.${name}{fill:${colours[name]}}`).join('');
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title words">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="words">${escaped(words)}</desc>`,
    `<style>text{font:${cell.font}px ${fonts};white-space:pre}.bold{font-weight:bold}${rules}</style>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${colours.ground}" stroke="${colours.line}"/>`,
    ...drawn,
    '</svg>',
  ].join('\n')}\n`;
}

/** The lines of a terminal that has printed the text, without empty ones at the end. */
async function screenOf(text) {
  const rows = text.split('\n').length + 1;
  const terminal = new headless.Terminal({ cols: columns, rows: rows * 2, allowProposedApi: true });
  await new Promise((done) => terminal.write(text.replaceAll('\n', '\r\n'), done));
  const buffer = terminal.buffer.active;
  const lines = Array.from({ length: buffer.length }, (_, row) => buffer.getLine(row));
  const last = lines.findLastIndex((line) => line.translateToString(true) !== '');
  return lines.slice(0, last + 1);
}

/** The pieces of a line in one style. Two spaces part pieces as well, so that columns stay where they are in every font. */
function runsOf(line) {
  const runs = [];
  let run;
  for (let column = 0; column < columns; column += 1) {
    const at = line.getCell(column);
    if (at.getWidth() === 0) continue;
    const isBlank = !isInk(at);
    if (isBlank && !(run && isInk(line.getCell(column + 1)))) run = undefined;
    if (isBlank && run === undefined) continue;
    const style = isBlank ? run.style : styleOf(at);
    if (run?.style !== style) {
      run = { style, colour: style.split(' ')[0], text: '', column, cells: 0 };
      runs.push(run);
    }
    run.text += at.getChars() || ' ';
    run.cells = column + at.getWidth() - run.column;
  }
  return runs.map(trimmed);
}

/** A piece without the space at its end, which would not be drawn. */
function trimmed(run) {
  const text = run.text.trimEnd();
  return { ...run, text, cells: run.cells - (run.text.length - text.length) };
}

function isInk(at) {
  return (at?.getChars() ?? '').trim() !== '';
}

/** The names of the classes of a cell. */
function styleOf(at) {
  const number = at.isFgPalette() ? at.getFgColor() : 7;
  const hasMore = at.isInverse() || at.isUnderline() || at.isFgRGB() || !at.isBgDefault() || number > 15;
  if (hasMore) throw new Error(`the style of ${at.getChars()} is none that a picture has`);
  const colour = palette[number % 8];
  const name = at.isDim() && colour === 'text' ? 'dim' : colour;
  return at.isBold() ? `${name} bold` : name;
}

function textOf({ style, text, column, cells }, row) {
  const x = rounded(edge + column * cell.width);
  const y = edge + row * cell.height + cell.font - 2;
  const length = rounded(cells * cell.width);
  return `<text class="${style}" x="${x}" y="${y}" textLength="${length}" lengthAdjust="spacingAndGlyphs">${escaped(text)}</text>`;
}

function rounded(number) {
  return Math.round(number * 10) / 10;
}

function escaped(text) {
  return text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]);
}
