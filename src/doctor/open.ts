/** Opens a workspace to be looked at, whatever its settings and the user's are like. */
import { isUserError } from '../errors.ts';
import type { Io } from '../io.ts';
import { type Globals, type Session, sessionWith } from '../session/session.ts';
import type { Fault } from '../view/doctor/facts.ts';
import { configName, emptyConfig, readConfig } from '../workspace/config.ts';
import { findWorkspace } from '../workspace/find.ts';
import { readSettings } from '../workspace/settings.ts';
import { faultIn } from './look.ts';

export interface Examined {
  readonly session: Session;
  /** What can't be used counts as if it were not there. */
  readonly brokenSettings: readonly Fault[];
}

export async function openExamined(io: Io, globals: Globals): Promise<Examined> {
  const workspace = findWorkspace(io, globals.workspace);
  const config = await tried(() => readConfig(workspace, io.dirs.cache), configName);
  const settings = await tried(async () => readSettings(io.dirs.config), 'your settings');
  return {
    session: sessionWith(io, globals, {
      workspace,
      config: config.value ?? emptyConfig,
      settings: settings.value ?? {},
    }),
    brokenSettings: [config, settings].flatMap(({ fault }) => fault ?? []),
  };
}

async function tried<T>(
  read: () => Promise<T>,
  place: string,
): Promise<{ readonly value?: T; readonly fault?: Fault }> {
  try {
    return { value: await read() };
  } catch (error) {
    const { message, remedy } = faultIn(error);
    const lines = isUserError(error) ? error.lines.map((line) => line.trim()) : [];
    return { fault: { place, message: [message, ...lines].join(' '), remedy } };
  }
}
