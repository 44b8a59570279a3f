/** What `lint:` in pm-onboard.yaml says: a severity for each rule, and options for some. */
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { nearest } from '../program/nearest.ts';
import { fitting } from '../program/values.ts';
import type { Rule, Severity } from './rule.ts';
import { rules } from './rules/index.ts';

export const levels = ['error', 'warning', 'off'] as const;
type Level = Severity | 'off';

/** Rule id → what pm-onboard.yaml sets for the rule. Rules that the file doesn't name keep their own severity and options. */
export type RulesConfig = Readonly<
  Record<string, { readonly severity?: Level | undefined; readonly options?: unknown }>
>;

export interface LintConfig {
  readonly rules: RulesConfig;
  /** The only hosts that `--links` may ask, such as `*.example.org`; absent: any. */
  readonly linkHosts?: readonly string[];
}

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
 * The configuration with the levels that `--rule` sets.
 * @param flags the values of `--rule`, `id=level` each; they win over the configuration
 * @throws UserError for a rule or level that isn't known
 */
export function withFlags(config: RulesConfig, flags: readonly string[]): RulesConfig {
  const levelled = flags.map((flag) => {
    const [id = '', level = '', ...rest] = flag.split('=');
    const severity = levels.find((each) => each === level);
    const known = rules.map((rule) => rule.id);
    if (!known.includes(id)) {
      const near = nearest(id, known)[0];
      const hint = near ? `did you mean ${near}?` : 'docs/rules.md lists them';
      throw new UserError(`--rule: there is no rule "${id}"`, hint);
    }
    if (rest.length > 0 || !severity)
      throw new UserError(`--rule: "${flag}" has no valid level`, `write ${id}=error, =warning or =off`);
    if (id === 'syntax' && severity !== 'error')
      throw new UserError(
        `--rule: ${id} is always an error`,
        "a file that can't be read hides all that is in it",
      );
    return [id, { ...config[id], severity }] as const;
  });
  return { ...config, ...Object.fromEntries(levelled) };
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
