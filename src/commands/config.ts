/** `config`: says which settings are in force and where they come from, and changes those of the user. */
import { changeSetting, noSetting, takeOut } from '../actions/config.ts';
import { exits, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Format, printOutcome, printView } from '../output.ts';
import { configRenderer } from '../render/config.ts';
import { settingsInForce } from '../session/in-force.ts';
import { nearestHint } from '../session/lookup.ts';
import { type Globals, openTolerant, type TolerantSession } from '../session/session.ts';
import { unchanged } from '../view/outcome.ts';
import { settingNames, teamSettings } from '../workspace/setting-words.ts';

interface ConfigOptions extends Globals, Format {
  readonly showOrigin?: boolean;
}

/** Form → how many words stand behind it, at least and at most, and how it is written. */
const forms = {
  list: [0, 0, 'config list'],
  get: [1, 1, 'config get KEY'],
  set: [2, Number.POSITIVE_INFINITY, 'config set KEY VALUE'],
  unset: [1, 1, 'config unset KEY'],
} as const;

type Form = keyof typeof forms;

/**
 * @param words the form and what stands behind it; `list` without any
 * @returns 1 where `get` is asked for a setting that has no value; 3 where the team's settings can't be used
 * @throws UserError for another form, a setting that there isn't, or a value that it can't have
 */
export async function config(
  io: Io,
  [form = 'list', ...rest]: readonly string[],
  options: ConfigOptions,
): Promise<number | undefined> {
  checkForm(form, rest, options);
  const session = await openTolerant(io, options);
  const [key = '', ...value] = rest;
  if (form === 'list') return shown(session, options, undefined);
  if (form === 'get') return shown(session, options, knownKey(key));
  const changed = form === 'set' ? await changeSetting(session, key, value.join(' ')) : takeOut(session, key);
  printOutcome(io, changed.outcome, session.today);
  if (options.json) {
    const settings = settingsInForce(changed.session).filter((each) => each.key === key);
    await printView(
      io,
      options,
      { schemaVersion: 1, settings },
      configRenderer({ origin: false, bare: false }),
    );
  }
  return undefined;
}

function checkForm(form: string, rest: readonly string[], options: ConfigOptions): void {
  const { showOrigin, plain, dryRun } = options;
  if (!isForm(form)) throw wrongForm(form);
  const [least, most, usage] = forms[form];
  if (rest.length < least || rest.length > most)
    throw new UserError(
      `config ${form} is given ${rest.length < least ? 'too few' : 'too many'} words`,
      `write it: pm-onboard ${usage}`,
    );
  const isReading = form === 'list' || form === 'get';
  const readingFlag = showOrigin ? '--show-origin' : plain ? '--plain' : undefined;
  if (readingFlag && !isReading)
    throw new UserError(`${readingFlag} goes with list or get`, `leave it out with config ${form}`);
  if (dryRun && isReading)
    throw new UserError('--dry-run goes with set or unset', `config ${form} changes nothing: leave it out`);
}

function isForm(form: string): form is Form {
  return Object.hasOwn(forms, form);
}

function wrongForm(form: string): UserError {
  const fault = `config has no form "${form}"`;
  if (known.includes(form)) return new UserError(fault, `to see it: pm-onboard config get ${form}`);
  return new UserError(fault, nearestHint(form, Object.keys(forms)));
}

/** Every key that `get` prints. */
const known: readonly string[] = ['workspace', ...settingNames, 'program', 'keep'];

/** @throws UserError for a key that there isn't, or whose value is no line of text */
function knownKey(key: string): string {
  if (known.includes(key)) return key;
  if (teamSettings.some((each) => each === key))
    throw new UserError(`\`${key}\` is more than a line`, 'to see what of it is in force: pm-onboard doctor');
  throw noSetting(key, known);
}

async function shown(
  session: TolerantSession,
  options: ConfigOptions,
  key: string | undefined,
): Promise<number | undefined> {
  const { io, fault } = session;
  const settings = settingsInForce(session).filter((each) => key === undefined || each.key === key);
  const renderer = configRenderer({ origin: options.showOrigin === true, bare: key !== undefined });
  await printView(io, options, { schemaVersion: 1, settings }, renderer);
  if (fault !== undefined) {
    printOutcome(io, unchanged(`Without the settings of the team: ${fault}`, 'For more: pm-onboard doctor'));
    return exits.failed;
  }
  return key !== undefined && settings.every(({ value }) => value === null) ? exits.found : undefined;
}
