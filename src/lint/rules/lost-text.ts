import type { Range, YamlFile } from '../../program/yaml.ts';
import { type Lost, lostIn } from '../lost.ts';
import { atRange, type Found, type Rule } from '../rule.ts';

export const lostText: Rule = {
  id: 'lost-text',
  severity: 'error',
  why: 'YAML takes a `#` behind a blank for a comment: the rest of the text never reaches the hire.',
  check: ({ draft, workspace }) =>
    [...draft.files.map(({ yaml }) => yaml), ...(workspace ? [workspace.file.yaml] : [])].flatMap((yaml) =>
      yaml.value === undefined ? unread(yaml) : lostIn(yaml).map(found),
    ),
};

const hint = 'put the text in quotes';

function found({ place: { yaml, path }, range }: Lost): Found {
  const [from, to] = yaml.valueRange(path) ?? range;
  // Nothing stands before the `#`: the edit then begins at the key or the dash, so that it takes the empty value along.
  const start = to > from ? from : (yaml.keyRange(path)?.[1] ?? yaml.text.lastIndexOf('-', range[0]));
  const before = yaml.text.slice(start, to > from ? start : range[0]);
  const text = yaml.text.slice(to > from ? from : range[0], range[1]);
  const fix = /[\r\n]/.test(text)
    ? undefined
    : [{ file: yaml.file, from: start, to: range[1], text: before + quoted(text) }];
  return atRange(yaml, range, messageFor(yaml, range), hint, fix);
}

function messageFor({ text }: YamlFile, [from, to]: Range): string {
  const lost = text.slice(from, to);
  const shown = lost.length > 40 ? `${lost.slice(0, 39)}…` : lost;
  return `\`${shown.replaceAll('`', "'")}\` is lost: YAML takes it for a comment`;
}

/** In single quotes only where double quotes would need escapes. */
function quoted(text: string): string {
  return /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}

/**
 * A file that can't be read because a `#` took a bracket along, or the rest of a text: `[Who asks in #ops?, Who answers?]`.
 * Only the first is told, since all that follows depends on it.
 */
function unread(yaml: YamlFile): Found[] {
  const [fault] = yaml.problems;
  const comment = yaml.comments.findLast(
    ({ text, line, alone }) => !alone && /^#(?![\s#]|pm-onboard)/.test(text) && line <= (fault?.line ?? 0),
  );
  if (!fault || !comment) return [];
  const before = yaml.lineText(comment.line).slice(0, -comment.text.length);
  const isOpen = count(before, /[[{]/g) > count(before, /[\]}]/g);
  if (!isOpen && fault.line !== comment.line + 1) return [];
  const range = [comment.offset, comment.offset + comment.text.trimEnd().length] as const;
  return [atRange(yaml, range, messageFor(yaml, range), hint)];
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
