/** A template: a few items that `add --from` gives to a single hire, dated from the day on which the first one begins. */
import * as z from 'zod';
import { itemInRule, meetsPattern } from './grammar.ts';
import { keys } from './keys.ts';
import { didYouMean, nearest } from './nearest.ts';
import { byPlace, type Problem } from './problem.ts';
import { templateItemSchema } from './shape.ts';
import { valuesOf } from './trait-values.ts';
import { validate } from './validate.ts';
import { phrase, someItem, text } from './values.ts';
import { parseYaml, type YamlFile } from './yaml.ts';

export const templateSchema = z.strictObject({
  title: text.describe('What the items are together; `{name}` stands for what `add` is told.'),
  meets: phrase(meetsPattern, 'must be `workday N`, such as `workday 3`', ['workday 3'])
    .optional()
    .describe(
      'For what prepares a meeting: on which working day the meeting is. `duties prep` has that day fall on its date.',
    ),
  items: z
    .array(templateItemSchema.describe('One thing to do, with its date.'))
    .min(1, someItem)
    .describe('What is to be done, in its order.'),
  roles: keys.roles.schema
    .optional()
    .describe('Who takes part in a run of it; if it is written, items may name these roles alone.'),
  traits: keys.traits.schema
    .optional()
    .describe(
      'Facts that `when` asks for: the values of each, or `boolean`; if it is written, `when` may ask for these alone.',
    ),
  retired: keys.retired.schema
    .optional()
    .describe('Ids of items that are gone for good and never used again.'),
});

export type Template = z.infer<typeof templateSchema>;
export type TemplateItem = Template['items'][number];

/** Stands in titles and details for the name that `add` is given, such as that of a project. */
const placeholder = '{name}';

interface TemplateResult {
  /** Absent where there are problems. */
  readonly template?: Template;
  readonly problems: readonly Problem[];
}

/** @param file the path to show in problems */
export function readTemplate(file: string, bytes: Uint8Array): TemplateResult {
  const yaml = parseYaml(file, bytes);
  const problems = [...yaml.problems, ...(yaml.value === undefined ? [] : templateProblems(yaml))];
  return problems.length > 0
    ? { problems: problems.sort(byPlace) }
    : { template: yaml.value as Template, problems };
}

/** What is wrong with a template's shape; where its shape is right, what is wrong with its ids and with what it names. */
export function templateProblems(yaml: YamlFile): Problem[] {
  const shape = validate(templateSchema, yaml.value, yaml);
  if (shape.length > 0) return shape;
  const template = yaml.value as Template;
  return [
    ...idProblems(template, yaml),
    ...formerProblems(template, yaml),
    ...roleProblems(template, yaml),
    ...traitProblems(template, yaml),
  ];
}

/** What is wrong with a date that counts from an item without one, and what helps. */
export function undatedFault(id: string): [message: string, hint: string] {
  return [
    `\`${id}\` has no date (\`due: none\`), so nothing can count from it`,
    'give one of the two a date',
  ];
}

/** Checks that each id stands once, and that `after` and dates name only items further up, so that items never wait for each other. */
function idProblems({ items }: Template, yaml: YamlFile): Problem[] {
  const above = new Set<string>();
  const undated = new Set<string>();
  return items.flatMap(({ id, after = [], due, from }, index) => {
    const place = (...path: readonly (string | number)[]) => ({
      file: yaml.file,
      ...yaml.valueAt(['items', index, ...path]),
    });
    const repeated = above.has(id)
      ? [{ rule: 'duplicate-id', message: `the id \`${id}\` is used already, above`, ...place('id') }]
      : [];
    const lacking = (other: string, ...path: readonly (string | number)[]) => ({
      rule: 'unknown-item',
      message: `no item above this one has the id \`${other}\``,
      hint: didYouMean(nearest(other, above)[0]),
      ...place(...path),
    });
    const unknown = after.flatMap((other, at) => (above.has(other) ? [] : [lacking(other, 'after', at)]));
    const rules = [
      ['due', due],
      ['from', from],
    ] as const;
    const counted = rules.flatMap(([key, rule]) => {
      const other = itemInRule(rule);
      if (other === undefined || (above.has(other) && !undated.has(other))) return [];
      if (!undated.has(other)) return [lacking(other, key)];
      const [message, hint] = undatedFault(other);
      return [{ rule: 'due-syntax', message, hint, ...place(key) }];
    });
    above.add(id);
    if (due === 'none') undated.add(id);
    return [...repeated, ...unknown, ...counted];
  });
}

/** Checks that no former id, and no id of an item that is gone, is used again: a record may still use it. */
function formerProblems({ items, retired = [] }: Template, yaml: YamlFile): Problem[] {
  const used = new Set(items.map(({ id }) => id));
  const former = [
    ...items.flatMap(({ formerly = [] }, index) =>
      formerly.map((id, at) => ({ id, path: ['items', index, 'formerly', at] })),
    ),
    ...retired.map((id, at) => ({ id, path: ['retired', at] })),
  ];
  return former.flatMap(({ id, path }) => {
    const isUsed = used.has(id);
    used.add(id);
    if (!isUsed) return [];
    const message = `the id \`${id}\` is used already, in this file`;
    return [{ rule: 'duplicate-id', message, file: yaml.file, ...yaml.valueAt(path) }];
  });
}

/** Checks that the roles that items name are there, where the template says which there are. */
function roleProblems({ items, roles }: Template, yaml: YamlFile): Problem[] {
  if (!roles) return [];
  const known = Object.keys(roles);
  const named = [
    ...known.map((id) => ({ role: roles[id]?.default, path: ['roles', id, 'default'] })),
    ...items.flatMap((item, index) =>
      (['with', 'by', 'sign-off'] as const).flatMap((key) => {
        const value = item[key];
        const path = ['items', index, key];
        return Array.isArray(value)
          ? value.map((role, at) => ({ role, path: [...path, at] }))
          : [{ role: value, path }];
      }),
    ),
  ];
  return named.flatMap(({ role, path }) => {
    if (role === undefined || known.includes(role)) return [];
    const message = `the template has no role \`${role}\``;
    const hint = didYouMean(nearest(role, known)[0]) ?? 'name it under `roles`';
    return [{ rule: 'unknown-role', message, hint, file: yaml.file, ...yaml.valueAt(path) }];
  });
}

/** What is wrong with a value that the trait doesn't have. */
export function noValue(trait: string, value: string): string {
  return `the trait \`${trait}\` has no value \`${value}\``;
}

/** Which values a trait has. */
export function valuesText(values: readonly string[]): string {
  return values.join() === 'yes,no' ? 'it is `true` or `false`' : `its values are ${values.join(', ')}`;
}

/** Checks that the traits that items ask for are there, with their values, where the template says which there are. */
function traitProblems({ items, traits }: Template, yaml: YamlFile): Problem[] {
  if (!traits) return [];
  const known = new Map(Object.entries(traits).map(([trait, values]) => [trait, valuesOf(values)]));
  const conditions = items.flatMap(({ when = {} }, index) =>
    Object.entries(when).map(([trait, wanted]) => ({ trait, wanted, path: ['items', index, 'when', trait] })),
  );
  return conditions.flatMap(({ trait, wanted, path }): Problem[] => {
    const values = known.get(trait);
    if (!values) {
      const message = `the template has no trait \`${trait}\``;
      const hint = didYouMean(nearest(trait, known.keys())[0]) ?? 'name it under `traits`, with its values';
      return [{ rule: 'unknown-trait', message, hint, file: yaml.file, ...yaml.keyAt(path) }];
    }
    return valuesOf(wanted).flatMap((value, at) => {
      if (values.includes(value)) return [];
      const [shown, place] = typeof wanted === 'boolean' ? [wanted, path] : [value, [...path, at]];
      const message = noValue(trait, String(shown));
      const hint = didYouMean(nearest(value, values)[0]) ?? valuesText(values);
      return [{ rule: 'unknown-trait', message, hint, file: yaml.file, ...yaml.valueAt(place) }];
    });
  });
}

/** Whether a title or details have the placeholder in them, so that `add` needs a name to put there. */
export function wantsName({ title, items }: Template): boolean {
  const texts = items.flatMap(({ title: own, details = '', topics = [], links = [] }) => [
    ...[own, details, ...topics],
    ...links.flatMap((link) => [link.title, link.url]),
  ]);
  return [title, ...texts].some((text) => text.includes(placeholder));
}

/** The template with the name in place of each placeholder. */
export function named(template: Template, name: string): Template {
  const fill = (text: string) => text.replaceAll(placeholder, () => name);
  const inAddress = (url: string) => url.replaceAll(placeholder, () => encodeURIComponent(name));
  return {
    ...template,
    title: fill(template.title),
    items: template.items.map(({ details, topics, links, ...item }) => ({
      ...item,
      title: fill(item.title),
      ...(topics ? { topics: topics.map(fill) } : {}),
      ...(links
        ? { links: links.map(({ title, url }) => ({ title: fill(title), url: inAddress(url) })) }
        : {}),
      ...(details === undefined ? {} : { details: fill(details) }),
    })),
  };
}
