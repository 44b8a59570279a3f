/** Text that YAML takes for a comment: from a `#` behind a blank on, nothing of a text without quotes is read. */
import { once } from '../once.ts';
import { childrenOf } from '../program/draft.ts';
import type { Located, Range, YamlFile } from '../program/yaml.ts';

/** Keys whose values people read. Behind any other value, a comment without a blank after its `#` cuts nothing off. */
const textKeys: ReadonlySet<unknown> = new Set([
  'title',
  'details',
  'objective',
  'focus',
  'topics',
  'unit',
  'name',
]);

/** A value of a file, whatever its type, and the range of what is lost behind it, from the `#` to the end of its line. */
export interface Lost {
  readonly place: Located;
  readonly range: Range;
}

/** The values of a file that people read and that a `#` cuts off. */
export function lostIn(yaml: YamlFile): Lost[] {
  const walk = (place: Located): Lost[] => {
    if (typeof place.value === 'object' && place.value !== null) return childrenOf(place).flatMap(walk);
    const range = isRead(place) ? lostBehind(place) : undefined;
    return range ? [{ place, range }] : [];
  };
  return mayLose(yaml) ? walk({ value: yaml.value, yaml, path: [] }) : [];
}

/** Whether people read the value: by its key, or because pm-onboard.yaml says there who somebody is. */
function isRead({ path }: Located): boolean {
  return path[0] === 'people' || textKeys.has(path.findLast((step) => typeof step === 'string'));
}

/**
 * What is lost behind a value, which may be nothing at all (`title: #dev`). A comment has a blank, another `#` or nothing
 * behind its `#`; a directive is no text either.
 */
export function lostBehind({ yaml, path }: Located): Range | undefined {
  if (!mayLose(yaml)) return undefined;
  const range = yaml.valueRange(path);
  if (!range || (range[1] > range[0] && /["'|>]/.test(yaml.text.charAt(range[0])))) return undefined;
  hash.lastIndex = range[1];
  const [all, blanks = '', text = ''] = hash.exec(yaml.text) ?? [];
  if (all === undefined) return undefined;
  const start = range[1] + blanks.length;
  return [start, start + text.trimEnd().length];
}

/** Whether there is a sign that may cut a text off: in most files there is none, and nobody asks where their values stand. */
const mayLose = once(({ text }: YamlFile) => /[ \t]#(?![\s#]|pm-onboard)/.test(text));

const hash = /([ \t]*)(?<=[ \t])(#(?![\s#]|pm-onboard)[^\r\n]*)/y;
