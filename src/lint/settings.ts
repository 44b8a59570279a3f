/** What `lint:` in pm-onboard.yaml says: a severity for each rule, and options for some. */
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { nearest } from '../program/nearest.ts';
import type { Rule, Severity } from './rule.ts';
import { rules } from './rules/index.ts';
import { syntax } from './rules/syntax.ts';

export const levels = ['error', 'warning', 'off'] as const;
type Level = Severity | 'off';

/** Rule → what the settings say of it; the others are as the rules say. */
export type RuleSettings = Readonly<
  Record<string, { readonly severity?: Level; readonly options?: unknown }>
>;

export interface LintSettings {
  readonly rules: RuleSettings;
  /** The only hosts that `--links` may ask, `*.example.org` among them; absent: any but those of private networks. */
  readonly linkHosts?: readonly string[];
}

const host = z
  .string()
  .regex(/^(\*\.)?[\p{L}\p{N}._:-]+$/u, "must be a host's name, such as `example.com` or `*.example.org`");

/** The `lint` key: `rules: { some-rule: off, other-rule: { severity: warning, … } }`, `links: { hosts: […] }`. */
export const lintSchema = z.strictObject({
  rules: z
    .strictObject(Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule).nullish()])))
    .nullish(),
  links: z.strictObject({ hosts: z.array(host).nullish() }).nullish(),
});

/** What can't be read is never passed over: everything else may hide behind it. */
function ruleSchema({ id, options }: Rule) {
  const own = options instanceof z.ZodObject ? options.shape : {};
  const severity = z.enum(id === syntax.id ? ['error'] : levels);
  const long = z.strictObject({ severity: severity.optional(), ...own });
  return z.preprocess((value) => (typeof value === 'string' ? { severity: value } : value), long);
}

/**
 * The settings with what `--rule id=level` says on top.
 * @throws UserError for a rule or level that isn't known
 */
export function withFlags(settings: RuleSettings, flags: readonly string[]): RuleSettings {
  const levelled = flags.map((flag) => {
    const [id = '', severity = '', ...rest] = flag.split('=');
    const known = rules.map((rule) => rule.id);
    if (!known.includes(id)) {
      const near = nearest(id, known)[0];
      const hint = near ? `did you mean ${near}?` : 'docs/rules.md lists them';
      throw new UserError(`--rule: there is no rule "${id}"`, hint);
    }
    if (rest.length > 0 || !isLevel(severity))
      throw new UserError(`--rule: "${flag}" names no level`, `write ${id}=error, =warning or =off`);
    if (id === syntax.id && severity !== 'error')
      throw new UserError(
        `--rule: ${id} is always an error`,
        "a file that can't be read hides all that is in it",
      );
    return [id, { ...settings[id], severity }] as const;
  });
  return { ...settings, ...Object.fromEntries(levelled) };
}

function isLevel(text: string): text is Level {
  return levels.some((each) => each === text);
}

/** @param value the `lint` key's content, held against the schema before */
export function lintSettings(value: unknown): LintSettings {
  const { rules: given, links } = lintSchema.parse(value ?? {});
  return {
    ...(links?.hosts ? { linkHosts: links.hosts } : {}),
    rules: Object.fromEntries(
      Object.entries(given ?? {}).flatMap(([id, content]) => {
        if (!content) return [];
        const { severity, ...options } = content as { severity?: Level };
        return [[id, { ...(severity ? { severity } : {}), options }]];
      }),
    ),
  };
}
