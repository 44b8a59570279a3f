/** How `lint:` of pm-onboard.yaml is read. Most runs of lint have it in the cache, so that they don't load this. */
import * as z from 'zod';
import { fitting } from '../program/values.ts';
import { type Level, type LintConfig, levels } from './config.ts';
import type { Rule } from './rule.ts';
import { rules } from './rules/index.ts';

const host = fitting(
  /^(\*\.)?[\p{L}\p{N}._:-]+$/u,
  "must be a host's name, such as `example.com` or `*.example.org`",
);

/** The `lint` key: `rules: { some-rule: off, other-rule: { severity: warning, … } }`, `links: { hosts: […] }`. */
export const lintSchema = z.strictObject({
  rules: z
    .strictObject(Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])))
    .nullish()
    .describe('Rule → `error`, `warning` or `off`, or a map with `severity` and the options of the rule.'),
  links: z
    .strictObject({
      hosts: z
        .array(host.describe('A host, such as `example.com` or `*.example.org`.'))
        .nullish()
        .describe(
          'The only hosts that may be asked, `*.example.org` among them; any if left out. Private ones are asked only with `--private-host`.',
        ),
    })
    .nullish()
    .describe('What `lint --links` may ask.'),
});

/** The schema of one rule's settings. `syntax` is always an error: a file that can't be read hides all that is in it. */
function ruleSchema({ id, why, options }: Rule) {
  const own = options instanceof z.ZodObject ? options.shape : {};
  const severity = z
    .enum(id === 'syntax' ? ['error'] : levels)
    .describe(`How a finding of ${id} is reported.`);
  const long = z.strictObject({ severity: severity.optional(), ...own });
  const either = z.preprocess((value) => (typeof value === 'string' ? { severity: value } : value), long);
  return either.nullish().describe(why);
}

/**
 * Turns the key `lint` of pm-onboard.yaml into lint's configuration.
 * @param value the key's content, already validated
 */
export function lintConfig(value: unknown): LintConfig {
  const { rules: given, links } = lintSchema.parse(value ?? {});
  return {
    ...(links?.hosts ? { linkHosts: links.hosts } : {}),
    rules: Object.fromEntries(
      Object.entries(given ?? {}).flatMap(([id, content]) => {
        if (!content) return [];
        const { severity, ...options } = content as { severity?: Level };
        return [[id, { severity, options }]];
      }),
    ),
  };
}
