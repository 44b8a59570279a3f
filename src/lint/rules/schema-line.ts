import type { Range, YamlFile } from '../../program/yaml.ts';
import { atRange, type Found, type Rule } from '../rule.ts';
import { yamlsOf } from '../texts.ts';

export const schemaLine: Rule = {
  id: 'schema-line',
  severity: 'warning',
  why: 'Where the schema that the first line names is not there, an editor explains and checks nothing, without a word.',
  needs: ['deadSchemas'],
  check(subject) {
    const { workspace, deadSchemas } = subject;
    const yamls = [...yamlsOf(subject), ...(workspace ? [workspace.file.yaml] : [])];
    return yamls.filter(({ file }) => deadSchemas?.has(file)).flatMap(found);
  },
};

function found(yaml: YamlFile): Found[] {
  const line = schemaNamedIn(yaml.text);
  if (!line) return [];
  const hint = 'copy it there with `pm-onboard schema`, as `init --checklists` does, or mend the path';
  return [atRange(yaml, line.range, `there is no schema at \`${line.name}\``, hint)];
}

/** The schema that a comment names for yaml-language-server: a path from the file's folder, or a web address. */
export function schemaNamedIn(text: string): { readonly name: string; readonly range: Range } | undefined {
  const match = /^#[ \t]*yaml-language-server[ \t]*:[ \t]*\$schema=(\S+)/m.exec(text.slice(0, 4096));
  if (!match?.[1]) return undefined;
  const end = match.index + match[0].length;
  return { name: match[1], range: [end - match[1].length, end] };
}
