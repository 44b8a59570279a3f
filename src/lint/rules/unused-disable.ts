import { didYouMean, nearest } from '../../program/nearest.ts';
import type { Range } from '../../program/yaml.ts';
import { beyond, type Directive, type Mention, verbs } from '../directives.ts';
import { atRange, type Found, type Rule } from '../rule.ts';

export const unusedDisable: Rule = {
  id: 'unused-disable',
  severity: 'warning',
  why: 'A directive that switches nothing off today hides the next fault of its kind.',
  check({ directives }) {
    if (!directives) return [];
    const faults = directives.unused.map((mention) => ({ mention, ...faultOf(mention, directives.known) }));
    const goes = new Map<Directive, number>();
    for (const { mention, instead } of faults)
      if (instead === '') goes.set(mention.directive, (goes.get(mention.directive) ?? 0) + 1);
    return faults.map(({ mention, message, hint, instead }): Found => {
      const { directive } = mention;
      const wholly = goes.get(directive) === Math.max(1, directive.names.length);
      const [from, to] =
        instead !== '' ? placeOf(mention) : wholly ? wholeRange(directive) : nameRange(mention);
      const fix =
        instead === undefined ? undefined : [{ file: directive.yaml.file, from, to, text: instead }];
      return atRange(directive.yaml, placeOf(mention), message, hint, fix);
    });
  },
};

interface Fault {
  readonly message: string;
  readonly hint: string | undefined;
  /** The text to put in the mention's place; empty removes the mention; absent if there isn't one right answer. */
  readonly instead?: string;
}

function faultOf({ directive, name, isLoose }: Mention, known: readonly string[]): Fault {
  const { verb, word, loose, yaml } = directive;
  if (isLoose && loose)
    return {
      message: 'a reason stands behind ` -- `',
      hint: 'write `-- ` before it',
      instead: `-- ${yaml.text.slice(...loose)}`,
    };
  const noDirective = `there is no directive \`${word}\``;
  if (word.startsWith('pm-onboard-'))
    return {
      message: noDirective,
      hint: `write \`# ${word.replace('pm-onboard-', 'pm-onboard ')}\``,
    };
  const rule = name?.rule;
  if (!verb && word === 'disable-file')
    return {
      message: '`disable-file` only works above all content',
      hint: 'move it there, or write `disable`',
    };
  if (!verb) return { message: noDirective, hint: didYouMean(nearest(word, verbs)[0]) };
  if (rule !== undefined && !known.includes(rule)) {
    const near = nearest(rule, known)[0];
    const hint = didYouMean(near) ?? 'take it out';
    return { message: `there is no rule \`${rule}\``, hint, instead: near ?? '' };
  }
  if (rule !== undefined && beyond.includes(rule))
    return { message: `\`${rule}\` can't be disabled`, hint: 'take it out', instead: '' };
  const off = rule === undefined ? 'nothing is disabled here' : `\`${rule}\` isn't disabled here`;
  const clean = `there is no ${rule === undefined ? 'problem' : `\`${rule}\``} here to disable`;
  return { message: verb === 'enable' ? off : clean, hint: 'take it out', instead: '' };
}

/** The range of a mention: the name, or the whole comment if the mention has no name. */
function placeOf({ directive, name, isLoose }: Mention): Range {
  const { offset, text } = directive.comment;
  return (isLoose ? directive.loose : name?.range) ?? [offset, offset + text.trimEnd().length];
}

/** The range that removes a whole comment: its line if it stands alone there, else the comment and the blanks before it. */
function wholeRange({ yaml: { text }, comment }: Directive): Range {
  const end = comment.offset + comment.text.length;
  const line = text.slice(text.lastIndexOf('\n', comment.offset) + 1, comment.offset);
  const start = comment.offset - (line.length - line.trimEnd().length);
  const lineEnd = /^\r?\n/.exec(text.slice(end, end + 2))?.[0].length ?? 0;
  return [start, comment.alone ? end + lineEnd : end];
}

/** The range that removes one name: the name with the separator before it; for the first name, with the separator after it. */
function nameRange({ directive: { names }, name }: Mention): Range {
  const at = name ? names.indexOf(name) : -1;
  const [from, to] = name?.range ?? [0, 0];
  const before = names[at - 1];
  return before ? [before.range[1], to] : [from, names[at + 1]?.range[0] ?? to];
}
