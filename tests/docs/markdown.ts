/** Reads just enough Markdown for the tests that check the documentation. */

export interface Fence {
  /** What stands behind the backticks: `yaml items`. */
  readonly info: string;
  readonly text: string;
  /** Where its first line stands, from 1. */
  readonly line: number;
  /** The paragraph below it, on one line. */
  readonly after: string;
}

/** The fenced blocks of a page. */
export function fencesOf(page: string): Fence[] {
  return [...page.matchAll(/^```(.*)\n([\s\S]*?)^```\n(?=\n?((?:(?!```).+\n)*))/gm)].map(
    ({ 1: info = '', 2: text = '', 3: after = '', index }) => ({
      info: info.trim(),
      text,
      line: page.slice(0, index).split('\n').length + 1,
      after: after.trim().replaceAll('\n', ' '),
    }),
  );
}

/** The rows of the table whose head has these titles, each cell trimmed. */
export function tableOf(page: string, ...titles: string[]): string[][] {
  const lines = page.split('\n');
  const head = lines.findIndex(
    (line) => line.startsWith('|') && cellsOf(line).join('|') === titles.join('|'),
  );
  if (head < 0) throw new Error(`no table with the columns ${titles.join(', ')}`);
  const below = lines.slice(head + 2);
  const end = below.findIndex((line) => !line.startsWith('|'));
  return below.slice(0, end < 0 ? undefined : end).map(cellsOf);
}

/** What stands in backticks. */
export function codeOf(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

function cellsOf(line: string): string[] {
  return line
    .replace(/^\||\|\s*$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

/** The links of a page, pictures among them; not those in code. */
export function linksOf(page: string): { words: string; target: string }[] {
  const text = page
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]]/g, ' '));
  return [...text.matchAll(/\[([^\]]*)\]\(([^)\s]+)\)/g)].map(([, words = '', target = '']) => ({
    words,
    target,
  }));
}

/** The anchors of a page as GitHub makes them of its titles. */
export function anchorsOf(page: string): string[] {
  const titles = [...page.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.*)$/gm)];
  return titles.map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}
