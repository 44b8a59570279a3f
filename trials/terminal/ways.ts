/** The ways to run a command, and what a run printed. */
import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { quoted } from '../../src/view/words.ts';
import { type Home, launcher } from '../../tests/cli/home.ts';
import { strayInDialog, strayInFormat, strayInLog, strayOnTerminal } from '../../tests/cli/strays.ts';
import type { Step } from './dialogs.ts';

export interface Run {
  readonly code: number | null;
  readonly printed: string;
  /** The parts of the output that should not be in it. */
  readonly strays: readonly string[];
}

/** The ways to run a command, by name. */
export const ways: Readonly<Record<string, (home: Home, args: readonly string[]) => Promise<Run>>> = {
  piped: (home, args) => piped(home, args, {}),
  'in the log of a job': (home, args) => piped(home, args, { GITHUB_ACTIONS: 'true', FORCE_COLOR: '1' }),
  'on a terminal': (home, args) => onTerminal(home, args),
};

async function piped(home: Home, args: readonly string[], env: Record<string, string>): Promise<Run> {
  const { code, stdout, stderr } = await home.run(args, { env });
  // The lines of CSV end with CRLF.
  const printed = (stdout + stderr).replaceAll('\r\n', '\n');
  const strays = [
    ...strayOnTerminal(printed),
    ...strayInLog(printed, args),
    ...strayInFormat(stdout, args),
    ...(env['FORCE_COLOR'] || args.includes('--color') || !printed.includes('\u001b')
      ? []
      : ['a colour where there is none']),
  ];
  return { code, printed, strays };
}

/** How many milliseconds a prompt may take to appear on a busy machine. */
const patience = 30_000;

/**
 * Runs a command on a terminal that `script` makes. The input stays open, since the terminal would print its end.
 * @param steps the answers, in order
 * @param user the home of the person who runs the command, if it differs from the workspace's home
 */
export function onTerminal(
  home: Home,
  args: readonly string[],
  steps: readonly Step[] = [],
  user: string = home.home,
): Promise<Run> {
  const line = [process.execPath, launcher, ...args].map(quoted).join(' ');
  const child = spawn('script', ['-qefc', `stty cols 80 rows 24; ${line}`, '/dev/null'], {
    cwd: home.folder,
    // A pager would wait for keys, and its own bytes are none of the program's.
    env: {
      PATH: process.env['PATH'],
      HOME: user,
      TERM: 'xterm-256color',
      SHELL: '/bin/sh',
      PM_ONBOARD_PAGER: 'cat',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const left = [...steps];
  let [printed, answered] = ['', 0];
  const timer = setTimeout(() => child.kill(), patience);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    const [shown, keys] = left[0] ?? [];
    if (shown === undefined || keys === undefined) return;
    if (!flat(printed.slice(answered)).includes(flat(shown))) return;
    left.shift();
    answered = printed.length;
    child.stdin.write(keys);
  });
  return new Promise((done) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      const text = printed.replace(/\r+\n/g, '\n');
      const strays = steps.length > 0 ? strayInDialog(text) : strayOnTerminal(text);
      done({ code, printed: text, strays: [...strays, ...left.map(([shown]) => `never asked: ${shown}`)] });
    });
  });
}

/** A text without line breaks and colours. */
function flat(text: string): string {
  return stripVTControlCharacters(text).replace(/\s+/g, '');
}
