/** What `lint:` in pm-onboard.yaml says: a severity for each rule, and options for some. */
import { UserError } from '../errors.ts';
import { nearest } from '../program/nearest.ts';
import type { Severity } from './rule.ts';
import { rules } from './rules/index.ts';

export const levels = ['error', 'warning', 'off'] as const;
export type Level = Severity | 'off';

/** Rule id → what pm-onboard.yaml sets for the rule. Rules that the file doesn't name keep their own severity and options. */
export type RulesConfig = Readonly<
  Record<string, { readonly severity?: Level | undefined; readonly options?: unknown }>
>;

export interface LintConfig {
  readonly rules: RulesConfig;
  /** The only hosts that `--links` may ask, such as `*.example.org`; absent: any. */
  readonly linkHosts?: readonly string[];
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
