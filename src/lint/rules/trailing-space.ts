import type { Range, YamlFile } from '../../program/yaml.ts';
import { atRange, type Found, type Rule } from '../rule.ts';
import { valuesIn, yamlsOf } from '../texts.ts';

export const trailingSpace: Rule = {
  id: 'trailing-space',
  severity: 'warning',
  why: 'Nobody sees it, but every difference between two versions of the file does.',
  check: (subject) => yamlsOf(subject).flatMap((yaml) => (yaml.value === undefined ? [] : trailing(yaml))),
};

function trailing(yaml: YamlFile): Found[] {
  const ranges = Array.from(
    yaml.text.matchAll(trailingBlanks),
    ({ index, 0: blanks }): Range => [index, index + blanks.length],
  );
  if (ranges.length === 0) return [];
  const blocks = blockContents(yaml);
  let next = 0;
  return ranges.flatMap((range) => {
    const [from, to] = range;
    while ((blocks[next]?.[1] ?? Number.POSITIVE_INFINITY) <= from) next += 1;
    const [start] = blocks[next] ?? [Number.POSITIVE_INFINITY];
    if (start <= from) return [];
    const fix = [{ file: yaml.file, from, to, text: '' }];
    return [atRange(yaml, range, 'the line ends in spaces', 'take them out', fix)];
  });
}

/**
 * The spaces and tabs before a line's end. In double quotes, a backslash before a space makes the space part of the text.
 * The lookbehind makes the search begin only once in a row of blanks: a hostile line may have a megabyte of blanks.
 */
const trailingBlanks = /(?<![ \t\\])[ \t]+(?=\r?\n|$)/g;

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
