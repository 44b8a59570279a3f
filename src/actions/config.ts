/** What `config set` and `config unset` make of a key and a value: only the user's own file is ever written. */
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { folderOf } from '../progress/record-id.ts';
import { meantHire } from '../session/hires.ts';
import { settingsInForce } from '../session/in-force.ts';
import { cleanName, nearestHint } from '../session/lookup.ts';
import { type Session, sessionWith } from '../session/session.ts';
import { originWords, valueTexts } from '../view/config.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import { configName } from '../workspace/config.ts';
import { choicesText, settingNames, teamSettings } from '../workspace/setting-words.ts';
import {
  changeSettings,
  isSetting,
  isUsable,
  type SettingName,
  type Settings,
  settingsPath,
  storedSettings,
  takes,
} from '../workspace/settings.ts';

interface Changed {
  readonly outcome: Outcome;
  /** The session with the settings as they are now, or would be. */
  readonly session: Session;
}

/** @throws UserError where there is no such setting for the user, or it can't have that value */
export async function changeSetting(session: Session, key: string, text: string): Promise<Changed> {
  const name = settable(session, key, text);
  const { value, called } = await valueFrom(session, name, text);
  const stored = storedSettings(session.io.dirs.config)[name];
  const now = withSetting(session, name, value);
  const said = `\`${name}\` is ${called}`;
  if (stored === value) return { outcome: unchanged(`${said} already.`), session: now };
  if (!session.globals.dryRun) changeSettings(session.io.dirs.config, { [name]: value });
  return { outcome: outcomeOf(now, name, `${said} in your settings`), session: now };
}

/** @throws UserError where the user's file has no such entry, and there is no such setting */
export function takeOut(session: Session, key: string): Changed {
  const folder = session.io.dirs.config;
  const stored = storedSettings(folder);
  const isThere = Object.hasOwn(stored, key);
  if (!isThere && !isSetting(key))
    throw new UserError(
      `there is no setting "${key}" of yours`,
      nearestHint(key, [...new Set([...Object.keys(stored), ...settingNames])]),
    );
  const now = withSetting(session, key, undefined);
  if (!isThere) return { outcome: unchanged(`\`${key}\` is not in your settings.`), session: now };
  if (!session.globals.dryRun) changeSettings(folder, { [key]: undefined });
  return { outcome: outcomeOf(now, key, `\`${key}\` is no longer in your settings`), session: now };
}

/** The session as it is with another value of the user's setting. */
function withSetting(session: Session, key: string, value: unknown): Session {
  const { io, globals, workspace, config } = session;
  const { [key as SettingName]: _, ...others } = session.settings;
  const settings: Settings = value === undefined ? others : { ...others, [key]: value };
  return sessionWith(io, globals, { workspace, config, settings });
}

/** The change, and what is in force where that is something else. */
function outcomeOf(now: Session, key: string, change: string): Outcome {
  const place = settingsPath(now.io.dirs.config);
  const inForce = settingsInForce(now).find((each) => each.key === key);
  const isOther = inForce !== undefined && inForce.value !== null && inForce.origin.kind !== 'user';
  return {
    changes: [change],
    remarks: [
      ...(isOther
        ? [`In force is ${valueTexts(inForce).join(', ')}, from ${originWords(inForce.origin)}.`]
        : []),
      `The file: ${place}`,
    ],
    hint: '',
    ...(now.globals.dryRun ? { foreseen: true } : {}),
  };
}

/** The error for a key that isn't there. @param known those that may be meant */
export function noSetting(key: string, known: readonly string[]): UserError {
  return new UserError(`there is no setting "${key}"`, nearestHint(key, known));
}

/** The name, if the user may set it. @throws UserError with what to do instead */
function settable(session: Session, key: string, text: string): SettingName {
  if (key === 'workspaces')
    throw new UserError('`workspaces` is written by init', 'in the folder: pm-onboard init --mine');
  if (key === 'workspace')
    throw new UserError(
      'the workspace is not a setting',
      'name it with --workspace, or in PM_ONBOARD_WORKSPACE',
    );
  if (isSetting(key)) return key;
  if (teamSettings.some((each) => each === key)) throw byHand(session, key, text);
  throw noSetting(key, [...settingNames.filter((each) => each !== 'workspaces'), ...teamSettings]);
}

/** The error for a setting of the team. Its file has comments and an order of its own, so people edit it and this does not. */
function byHand({ workspace }: Session, key: string, text: string): UserError {
  const path = join(workspace, configName);
  const fault = `\`${key}\` is the team's, whose file is edited by hand`;
  if (key !== 'program' && key !== 'keep')
    return new UserError(`${fault}: ${path}`, 'what may stand there: pm-onboard schema workspace');
  const line = `${key}: ${/^[\w./ -]+$/.test(text) ? text : JSON.stringify(text)}`;
  return new UserError(`${fault}: write into ${path}`, undefined, undefined, [`  ${line}`]);
}

/** The value as it is stored, and what to call it. @throws UserError for a text that the setting can't be */
async function valueFrom(
  session: Session,
  name: SettingName,
  text: string,
): Promise<{ readonly value: unknown; readonly called: string }> {
  if (name === 'me') return plainly(cleanName(text, 'me'));
  if (name === 'hire') return usualRun(session, text);
  if (name === 'pager') return plainly(pagerFrom(text));
  const typed = text.trim().toLowerCase();
  const wanted = takes[name];
  if (wanted === 'switch' && typed in switches) return plainly(switches[typed as keyof typeof switches]);
  if (isUsable(name, typed)) return plainly(typed);
  const words = typeof wanted === 'string' ? Object.keys(switches) : wanted;
  throw new UserError(
    `\`${name}\` can't be "${text}": it is ${choicesText(name)}`,
    nearestHint(typed, words),
  );
}

/** @throws UserError for none: of no pager, another word says more */
function pagerFrom(text: string): string {
  if (isUsable('pager', text)) return text.trim();
  throw new UserError('`pager` has no command', 'for no pager: pm-onboard config set pager cat');
}

const switches = { true: true, false: false, on: true, off: false, yes: true, no: false };

function plainly(value: string | boolean) {
  return { value, called: String(value) };
}

/** The run that the text means, with `--run` which of several; it is kept by its id, as `sync --join` keeps it. */
async function usualRun(session: Session, text: string) {
  const { id, name } = await meantHire(session, text);
  if (folderOf(id) === 'runs')
    throw new UserError(`${name} is a run of a checklist`, `name it where it is meant: --run ${id}`);
  return { value: id, called: `${id} (${name})` };
}
