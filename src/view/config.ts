/** What `config` shows: settings, each with the value that is in force and what decides it. */

/** What decides a setting. */
export interface Origin {
  /**
   * `workspace` is pm-onboard.yaml of the team, `user` the settings of whoever runs this, `system` the user's name there, and
   * `default` what counts where nobody has said anything.
   */
  readonly kind: 'flag' | 'variable' | 'workspace' | 'user' | 'system' | 'default';
  /** The flag, the variable, or the path of the file; null for the others. */
  readonly place: string | null;
}

export interface SettingView {
  readonly key: string;
  /** Null where the setting has no value. */
  readonly value: string | boolean | readonly string[] | null;
  readonly origin: Origin;
}

/** What `config --json` prints: all settings of `list`, or the one that the others are about, as it is in force afterwards. */
export interface ConfigView {
  readonly schemaVersion: 1;
  readonly settings: readonly SettingView[];
}

/** `file:/home/ada/.config/pm-onboard/settings.json`, `variable:PM_ONBOARD_AS`, `default`: one word, as scripts cut it off. */
export function originText({ kind, place }: Origin): string {
  if (place === null) return kind;
  return `${kind === 'workspace' || kind === 'user' ? 'file' : kind}:${place}`;
}

/** As {@link originText}, for a sentence. */
export function originWords({ kind, place }: Origin): string {
  return place ?? (kind === 'system' ? 'the system' : 'pm-onboard itself');
}

/** The lines that a setting has as text: one for each value. */
export function valueTexts({ value }: SettingView): string[] {
  return value === null ? [] : [value].flat().map(String);
}
