/**
 * What there is to say of each setting: what it is for, what gives it beside the user's file, what is wrong with a value. A chunk,
 * since only `config`, `doctor` and the schema say it; a test holds docs/settings.md to it.
 */

import { attempt } from '../errors.ts';
import { eitherText } from '../phrases.ts';
import { didYouMean, nearest } from '../program/nearest.ts';
import { isSetting, isUsable, type SettingName, storedSettings, takes } from './settings.ts';

interface SettingWords {
  /** What it is for, as Markdown; the text of the schema and of docs/settings.md. */
  readonly what: string;
  /** The flag that counts before all else. */
  readonly flag?: string;
  /** The variables that count before the files, the first one first. */
  readonly variables?: readonly string[];
  /** Set where pm-onboard.yaml may have it too, which then counts before the user's file. */
  readonly team?: true;
  /** What counts where nobody has said anything, in words. */
  readonly usual: string;
}

export const settingWords: Readonly<Record<SettingName, SettingWords>> = {
  me: {
    what: 'Your name, which stands with what you record.',
    flag: '--as',
    variables: ['PM_ONBOARD_AS'],
    usual: 'your user name in the system',
  },
  hire: {
    what: 'The run that a command means which names none: the id of a record.',
    flag: '--hire',
    variables: ['PM_ONBOARD_HIRE'],
    usual: 'your own run, or the only one',
  },
  sync: {
    what: '`auto` shares the records after each command that writes some, where the workspace is shared.',
    team: true,
    usual: 'manual',
  },
  accessible: {
    what: 'Sentences instead of columns and signs, for speech, braille and large print.',
    flag: '--accessible',
    variables: ['PM_ONBOARD_ACCESSIBLE', 'ACCESSIBLE'],
    usual: 'false',
  },
  'late-colour': {
    what: 'The colour of late dates and of warnings, where there are colours.',
    usual: 'magenta',
  },
  pager: {
    what: 'A line of shell that shows what is longer than the screen, in the place of `PAGER`; `cat` for none.',
    variables: ['PM_ONBOARD_PAGER'],
    usual: 'less',
  },
  workspaces: {
    what: 'The folders of the workspaces that you have begun, whose `program` may lie anywhere; `init` writes it.',
    usual: 'none',
  },
};

/** The settings that only pm-onboard.yaml has. */
export const teamSettings = ['program', 'keep', 'calendar', 'people', 'lint'] as const;

export const settingNames = Object.keys(takes) as SettingName[];

/** What a setting may be, in words: `auto or manual`. */
export function choicesText(name: SettingName): string {
  const wanted = takes[name];
  if (typeof wanted !== 'string') return eitherText(wanted);
  return { text: 'text', switch: 'true or false', folders: 'a list of folders' }[wanted];
}

/** An entry of the user's file that has no effect: why, and what to do about it. */
export interface UnusedSetting {
  readonly message: string;
  readonly remedy: string;
}

/** The entries of the user's file that have no effect; empty if the file can't be read at all. */
export function unusedSettings(folder: string): UnusedSetting[] {
  const entries = Object.entries(attempt(() => storedSettings(folder)) ?? {});
  return entries.filter(([key, value]) => !isUsable(key, value)).map(([key]) => unusedSetting(key));
}

function unusedSetting(key: string): UnusedSetting {
  const takeOut = /^[\w-]+$/.test(key) && !key.startsWith('-') ? `: pm-onboard config unset ${key}` : '';
  if (isSetting(key))
    return {
      message: `\`${key}\` must be ${choicesText(key)}`,
      remedy: `correct it, or take it out${takeOut}`,
    };
  const meant = didYouMean(nearest(key, settingNames)[0]);
  return {
    message: `\`${key}\` is not a setting`,
    remedy: `${meant ? `${meant} If not, take it out` : 'take it out'}${takeOut}`,
  };
}
