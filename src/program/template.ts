/** A template: a small chain of items that `add --from` gives to a single hire, dated from the day on which they begin. */
import { z } from 'zod';
import { nearest } from './nearest.ts';
import { byPlace, type Problem } from './problem.ts';
import { itemSchema, phrase } from './schema.ts';
import { validate } from './validate.ts';
import { parseYaml, type YamlFile } from './yaml.ts';

/** The forms of a checklist's date rule that make sense from the first day of the chain. */
const due = phrase(
  /^(day|week|workday) [1-9]\d{0,2}$/,
  'must be `day N`, `week N` or `workday N`, counted from the first day, such as `workday 3`',
);

export const templateItemSchema = itemSchema
  .pick({ id: true, title: true, details: true, with: true, takes: true, evidence: true, 'sign-off': true })
  .extend({ due, after: itemSchema.shape.after });

export const templateSchema = z.strictObject({
  title: itemSchema.shape.title,
  items: z.array(templateItemSchema).min(1, 'must hold at least one item'),
});

export type Template = z.infer<typeof templateSchema>;
export type TemplateItem = Template['items'][number];

/** Where in titles and details the name of what the chain is for goes. */
const placeholder = '{name}';

interface TemplateResult {
  /** Present where there are no problems. */
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

/** What is wrong with the shape of a template, and with its ids where the shape is right. */
export function templateProblems(yaml: YamlFile): Problem[] {
  const shape = validate(templateSchema, yaml.value, yaml);
  return shape.length > 0 ? shape : idProblems(yaml.value as Template, yaml);
}

/** Each id stands once, and an item comes after items above it: so none can wait for itself. */
function idProblems({ items }: Template, yaml: YamlFile): Problem[] {
  const above = new Set<string>();
  return items.flatMap(({ id, after = [] }, index) => {
    const place = (...path: readonly (string | number)[]) => ({
      file: yaml.file,
      ...yaml.valueAt(['items', index, ...path]),
    });
    const repeated = above.has(id)
      ? [{ rule: 'duplicate-id', message: `the id \`${id}\` is used already, above`, ...place('id') }]
      : [];
    const unknown = after.flatMap((other, at) => {
      if (above.has(other)) return [];
      const [near] = nearest(other, above);
      const message = `no item above this one has the id \`${other}\``;
      const hint = near ? { hint: `did you mean \`${near}\`?` } : {};
      return [{ rule: 'unknown-item', message, ...hint, ...place('after', at) }];
    });
    above.add(id);
    return [...repeated, ...unknown];
  });
}

/** Whether it has to be told the name of what it is for. */
export function wantsName({ title, items }: Template): boolean {
  return [title, ...items.flatMap((item) => [item.title, item.details ?? ''])].some((text) =>
    text.includes(placeholder),
  );
}

/** The template with the name in its place. */
export function named(template: Template, name: string): Template {
  const fill = (text: string) => text.replaceAll(placeholder, () => name);
  return {
    title: fill(template.title),
    items: template.items.map(({ details, ...item }) => ({
      ...item,
      title: fill(item.title),
      ...(details === undefined ? {} : { details: fill(details) }),
    })),
  };
}
