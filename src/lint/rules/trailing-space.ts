import type { Range, YamlFile } from '../../program/yaml.ts';
import { atRange, type Found, type Rule } from '../rule.ts';
import { valuesIn } from '../texts.ts';

export const trailingSpace: Rule = {
  id: 'trailing-space',
  severity: 'warning',
  why: 'Nobody sees it, but every difference between two versions of the file does.',
  check: ({ draft }) => draft.files.flatMap(({ yaml }) => (yaml.value === undefined ? [] : trailing(yaml))),
};

function trailing(yaml: YamlFile): Found[] {
  const ranges = trailingRanges(yaml.text);
  if (ranges.length === 0) return [];
  const blocks = blockContents(yaml);
  let next = 0;
  return ranges.flatMap((range) => {
    const [from, to] = range;
    while ((blocks[next]?.[1] ?? Number.POSITIVE_INFINITY) <= from) next += 1;
    const [start] = blocks[next] ?? [Number.POSITIVE_INFINITY];
    if (start <= from) return [];
    const fix = [{ file: yaml.file, from, to, text: '' }];
    return [atRange({ yaml }, range, 'the line ends in spaces', { hint: 'take them out', fix })];
  });
}

/** The spaces and tabs before each line's end; searched from the end, as a hostile line may be a megabyte of spaces. */
function trailingRanges(text: string): Range[] {
  const ranges: Range[] = [];
  for (let line = 0; line <= text.length; ) {
    const newline = text.indexOf('\n', line);
    const next = newline < 0 ? text.length : newline;
    const end = newline > line && text[newline - 1] === '\r' ? newline - 1 : next;
    let from = end;
    while (from > line && (text[from - 1] === ' ' || text[from - 1] === '\t')) from -= 1;
    // In double quotes, a backslash before the space makes it part of the text.
    if (from < end && text[from - 1] !== '\\') ranges.push([from, end]);
    line = next + 1;
  }
  return ranges;
}

/** The ranges of block scalars, in order: spaces at the end of their lines are part of the text. */
function blockContents(yaml: YamlFile): Range[] {
  return valuesIn(yaml)
    .flatMap(({ path }): Range[] => {
      const [from, to] = yaml.valueRange(path) ?? [0, 0];
      if (!/[|>]/.test(yaml.text[from] ?? '')) return [];
      return [[yaml.text.indexOf('\n', from) + 1, to]];
    })
    .sort(([a], [b]) => a - b);
}
