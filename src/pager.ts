/** Shows a text by the pager that the user has chosen. A chunk: few commands write more than a screen holds. */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { attempt } from './errors.ts';
import type { Io } from './io.ts';
import { printRemark } from './output.ts';
import { isOthers } from './workspace/owner.ts';
import { readSettings, settingsPath } from './workspace/settings.ts';

interface Pager {
  /** A line of shell that shows what it reads; for the usual one, the name of a program. */
  readonly command: string;
  /** Who named it, and what the person could do if it failed; absent for the usual one. */
  readonly named?: { readonly by: string; readonly remedy: string };
}

/** The text reaches the terminal whatever becomes of the pager. @throws UserError where it can't be written */
export async function page(io: Io, text: string): Promise<void> {
  const pager = isInForeground() ? pagerOf(io) : undefined;
  const fault = pager && (await faultOf(pager, text, io.env));
  if (pager && fault === undefined) return;
  io.stdout.write(text);
  // Nobody has asked for the usual one, so it isn't missed.
  if (pager?.named) {
    const { by, remedy } = pager.named;
    printRemark(io, `the pager of ${by}, "${pager.command}", ${fault}; ${remedy}`);
  }
}

/** The pager by variable or settings, or the usual one; undefined for none. pm-onboard.yaml is never asked: it may be a stranger's. */
function pagerOf({ env, dirs }: Io): Pager | undefined {
  const another = 'another one: pm-onboard config set pager less';
  const named: readonly (Pager | undefined)[] = [
    from('PM_ONBOARD_PAGER', env['PM_ONBOARD_PAGER'], 'name another there, or cat for none'),
    from(
      'your settings',
      attempt(() => ownSetting(dirs.config)),
      another,
    ),
    from('PAGER', env['PAGER'], another),
    { command: 'less' },
  ];
  const pager = named.find((each) => each !== undefined);
  return ['', 'cat'].includes(pager?.command ?? '') ? undefined : pager;
}

function from(by: string, command: string | undefined, remedy: string): Pager | undefined {
  return command === undefined ? undefined : { command: command.trim(), named: { by, remedy } };
}

/** The setting, unless the file is another account's, as it may be under sudo: what it names would run as this one. */
function ownSetting(folder: string): string | undefined {
  return isOthers(settingsPath(folder)) ? undefined : readSettings(folder).pager;
}

/** Exit codes of a shell for what was ended on purpose: by SIGHUP, SIGINT, SIGPIPE and SIGTERM. */
const endedByPerson: readonly (number | string | null)[] = [129, 130, 141, 143];
const signalsOfPerson: readonly (string | null)[] = ['SIGHUP', 'SIGINT', 'SIGPIPE', 'SIGTERM'];

/**
 * Hands the text to the pager, and waits for its end.
 * @returns what went wrong; undefined where it has shown the text, or as much as the person wanted to see
 */
function faultOf({ command, named }: Pager, text: string, env: Io['env']): Promise<string | undefined> {
  return new Promise((ended) => {
    // Ctrl-C is for the pager: this program gets it too, and waits.
    let wasInterrupted = false;
    const interrupted = () => {
      wasInterrupted = true;
    };
    process.on('SIGINT', interrupted);
    const end = (fault: string | undefined) => {
      process.off('SIGINT', interrupted);
      ended(wasInterrupted ? undefined : fault);
    };
    const child = spawn(command, {
      shell: named !== undefined,
      stdio: ['pipe', 'inherit', 'inherit'],
      env: envFor(env),
    });
    child.once('error', ({ message }) => end(`could not be started: ${message}`));
    child.once('exit', (code, signal) => end(exitFault(code, signal)));
    // It may end before it has read everything.
    child.stdin.on('error', () => {});
    child.stdin.end(text);
  });
}

function exitFault(code: number | null, signal: string | null): string | undefined {
  if (code === 0 || endedByPerson.includes(code) || signalsOfPerson.includes(signal)) return undefined;
  return `failed with ${signal ?? `exit code ${code}`}`;
}

/** As git has it: less shows colours, leaves the text on the screen, and ends by itself where all of it fits. */
function envFor(env: Io['env']): NodeJS.ProcessEnv {
  return { LESS: 'FRX', LV: '-c', ...env };
}

/**
 * Whether the terminal is this program's: a pager in the background (`pm-onboard plan &`) would be stopped, and one without a
 * terminal of its own would get no keys. Where nobody can tell, it is.
 */
function isInForeground(): boolean {
  if (process.platform === 'win32') return true;
  const [group, foreground] = processGroups();
  return group === undefined || group === foreground;
}

/** The process group of this program, and the one that has the terminal; empty where the system doesn't say. */
function processGroups(): readonly string[] {
  const stat = attempt(() => readFileSync('/proc/self/stat', 'utf8'));
  if (stat !== undefined) {
    // Behind the name, which may hold anything: state, parent, group, session, terminal, group of the terminal.
    const [, , group = '', , , foreground = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [group, foreground];
  }
  const { stdout } = spawnSync('ps', ['-o', 'pgid=', '-o', 'tpgid=', '-p', String(process.pid)], {
    encoding: 'utf8',
  });
  return (stdout ?? '').split(/\s+/).filter((each) => each !== '');
}
