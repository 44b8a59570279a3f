/** The settings in force, each with what decides it: a flag, a variable, pm-onboard.yaml, the user's file, or nobody. */
import { join } from 'node:path';
import { keepText } from '../keep.ts';
import { wantsAccessible } from '../speech.ts';
import type { Origin, SettingView } from '../view/config.ts';
import { configName } from '../workspace/config.ts';
import { type SettingName, settingsPath } from '../workspace/settings.ts';
import { locateWorkspace } from '../workspace/workspace.ts';
import { actingPerson, type Session } from './session.ts';

/** Every setting that `config` knows, in the order of its list; the value is null where there is none. */
export function settingsInForce(session: Session): SettingView[] {
  const { config, settings, io } = session;
  const nobody = { kind: 'default', place: null } as const;
  const inFile = (key: SettingName) => from('user', settingsPath(io.dirs.config), settings[key]);
  const variable = (name: string) => from('variable', name, io.env[name]);
  const ofTeam = (value: string | undefined) => from('workspace', join(session.workspace, configName), value);
  const first = (key: string, usual: SettingView['value'], ...said: readonly (Said | undefined)[]) => ({
    key,
    ...(said.find((each) => each !== undefined) ?? { value: usual, origin: nobody }),
  });
  return [
    workspaceSetting(session),
    personSetting(session),
    first('hire', null, ...saidOfHire(session), inFile('hire')),
    first('sync', 'manual', ofTeam(config.sync), inFile('sync')),
    first('accessible', false, saidOfMode(session), inFile('accessible')),
    first('late-colour', 'magenta', inFile('late-colour')),
    first('pager', 'less', variable('PM_ONBOARD_PAGER'), inFile('pager'), variable('PAGER')),
    first('program', 'product-manager', ofTeam(config.program)),
    first('keep', null, ofTeam(config.keep && keepText(config.keep))),
    first('workspaces', null, inFile('workspaces')),
  ];
}

type Said = Omit<SettingView, 'key'>;

/** A value with its origin; undefined where that says nothing. */
function from(
  kind: Origin['kind'],
  place: string,
  value: SettingView['value'] | undefined,
): Said | undefined {
  return value === undefined || value === null ? undefined : { value, origin: { kind, place } };
}

function workspaceSetting({ io, globals }: Session): SettingView {
  const { path, from: decides } = locateWorkspace(io, globals.workspace);
  const kinds: Partial<Record<string, Origin>> = {
    '--workspace': { kind: 'flag', place: decides },
    PM_ONBOARD_WORKSPACE: { kind: 'variable', place: decides },
    'the usual folder': { kind: 'default', place: null },
  };
  const origin = kinds[decides] ?? { kind: 'workspace', place: join(path, configName) };
  return { key: 'workspace', value: path, origin };
}

function personSetting({ io, globals, settings }: Session): SettingView {
  const { name, from: decides } = actingPerson(io, globals, settings);
  const kinds: Partial<Record<string, Origin>> = {
    '--as': { kind: 'flag', place: decides },
    PM_ONBOARD_AS: { kind: 'variable', place: decides },
    'your settings': { kind: 'user', place: settingsPath(io.dirs.config) },
  };
  return { key: 'me', value: name, origin: kinds[decides] ?? { kind: 'system', place: null } };
}

function saidOfHire({ io, globals }: Session): (Said | undefined)[] {
  const variable = 'PM_ONBOARD_HIRE';
  return [from('flag', '--hire', globals.hire), from('variable', variable, io.env[variable] || undefined)];
}

function saidOfMode({ io, globals }: Session): Said | undefined {
  if (globals.accessible) return from('flag', '--accessible', true);
  const variable = ['PM_ONBOARD_ACCESSIBLE', 'ACCESSIBLE'].find((name) => io.env[name]);
  return variable === undefined ? undefined : from('variable', variable, wantsAccessible([], io.env));
}
