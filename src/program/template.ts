/** A template: a few items that `add --from` gives to a single hire, dated from the day on which the first one begins. */
import { z } from 'zod';
import { itemInRule, meetsPattern } from './grammar.ts';
import { didYouMean, nearest } from './nearest.ts';
import { byPlace, type Problem } from './problem.ts';
import { places, schemaAt } from './shape.ts';
import { validate } from './validate.ts';
import { phrase, text } from './values.ts';
import { parseYaml, type YamlFile } from './yaml.ts';

export const templateItemSchema = schemaAt('template').register(places, { place: 'template' });

export const templateSchema = z.strictObject({
  title: text.describe('What the items are together; `{name}` stands for what `add` is told.'),
  meets: phrase(meetsPattern, 'must be `workday N`, such as `workday 3`', ['workday 3'])
    .optional()
    .describe(
      'For what prepares a meeting: on which working day the meeting is. `duties prep` has that day fall on its date.',
    ),
  items: z
    .array(templateItemSchema.describe('One thing to do, with its date.'))
    .min(1, 'must hold at least one item')
    .describe('What is to be done, in its order.'),
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

/** What is wrong with a template's shape; where its shape is right, what is wrong with its ids. */
export function templateProblems(yaml: YamlFile): Problem[] {
  const shape = validate(templateSchema, yaml.value, yaml);
  return shape.length > 0 ? shape : idProblems(yaml.value as Template, yaml);
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
    const unknown = after.flatMap((other, at) => {
      if (above.has(other)) return [];
      const message = `no item above this one has the id \`${other}\``;
      const hint = didYouMean(nearest(other, above)[0]);
      return [{ rule: 'unknown-item', message, hint, ...place('after', at) }];
    });
    const rules = [
      ['due', due],
      ['from', from],
    ] as const;
    const counted = rules.flatMap(([key, rule]) => {
      const other = itemInRule(rule);
      if (other === undefined || (above.has(other) && !undated.has(other))) return [];
      const isUndated = undated.has(other);
      const message = isUndated
        ? `\`${other}\` has no date (\`due: none\`), so nothing can count from it`
        : `no item above this one has the id \`${other}\``;
      const hint = isUndated ? 'give one of the two a date' : didYouMean(nearest(other, above)[0]);
      return [{ rule: isUndated ? 'due-syntax' : 'unknown-item', message, hint, ...place(key) }];
    });
    above.add(id);
    if (due === 'none') undated.add(id);
    return [...repeated, ...unknown, ...counted];
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
