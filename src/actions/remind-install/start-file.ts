/** The lines that `remind --install login` puts into the start file of a shell, and how they get there and out of it again. */
import { join } from 'node:path';
import { exits, UserError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { quoted } from '../../view/words.ts';
import { loginFolder } from '../../workspace/login-lines.ts';

export const howToRemove = 'To take it out: pm-onboard remind --install login --remove';

export const shellNames = ['bash', 'zsh', 'fish', 'sh'] as const;

export type ShellName = (typeof shellNames)[number];

/** The shell that is meant: that of the flag, or the user's. @throws UserError for one that isn't known */
export function shellFrom(given: string | undefined, { env }: Pick<Io, 'env'>): ShellName {
  const text = given ?? env['SHELL']?.split('/').at(-1);
  const found = shellNames.find((name) => name === text || (name === 'sh' && text === 'dash'));
  if (found) return found;
  const names = shellNames.join(', ');
  if (given !== undefined) throw new UserError(`--shell: "${given}" is not known`, `give one of ${names}`);
  throw new UserError(
    'which shell is meant is not clear: SHELL names none that is known',
    `say it with --shell: ${names}`,
    exits.needsInput,
  );
}

/** The file that a shell reads when it starts. @throws UserError where the home folder is unknown */
export function startFileOf(shell: ShellName, { env }: Pick<Io, 'env'>): string {
  const home = env['HOME'];
  if (!home) throw new UserError('HOME is not set, so the start file of the shell is not known', 'set HOME');
  if (shell === 'zsh') return join(env['ZDOTDIR'] || home, '.zshrc');
  if (shell === 'fish') return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'fish/config.fish');
  return join(home, shell === 'bash' ? '.bashrc' : '.profile');
}

const [begin, end] = ['# >>> pm-onboard remind >>>', '# <<< pm-onboard remind <<<'];

/** Beside the first mark: the file ended without a line break before, or there was no file. */
const [wasOpen, wasAbsent] = [' the line above had no end', ' the file was made for this'];

/**
 * What the shell runs: it reads the line of the day, which was prepared before, shows it once, and has the next ones prepared by a
 * process that it doesn't wait for.
 * @param args the arguments with which the lines are prepared
 */
export function linesFor(shell: ShellName, args: readonly string[], cache: string): string[] {
  const folder = quoted(loginFolder(cache));
  const command = ['pm-onboard', 'remind', '--prepare', ...args].map(quoted).join(' ');
  const head = [
    begin,
    '# Once a day, in one line, what waits for you. Off: PM_ONBOARD_QUIET=1',
    `# ${howToRemove}`,
  ];
  return [...head, ...(shell === 'fish' ? fishLines(folder, command) : shLines(folder, command)), end];
}

/** For every shell that speaks the POSIX language. */
function shLines(folder: string, command: string): string[] {
  return [
    'pm_onboard_login() {',
    '  pm_onboard_day=',
    '  if [ -r "$1/shown" ]; then read -r pm_onboard_day <"$1/shown" || :; fi',
    '  if [ "$pm_onboard_day" != "$2" ] && [ -r "$1/lines" ]; then',
    '    while read -r pm_onboard_day pm_onboard_text; do',
    '      if [ "$pm_onboard_day" = "$2" ]; then',
    `        printf '%s\\n' "$pm_onboard_text"`,
    `        { printf '%s\\n' "$2" >|"$1/shown"; } 2>/dev/null || :`,
    '      fi',
    '    done <"$1/lines"',
    '  fi',
    '  pm_onboard_day=',
    '  if [ -r "$1/asked" ]; then read -r pm_onboard_day <"$1/asked" || :; fi',
    '  if [ "$pm_onboard_day" != "$2" ]; then',
    `    { printf '%s\\n' "$2" >|"$1/asked"; } 2>/dev/null || :`,
    // A terminal that is closed at once takes the preparation along, unless it doesn't hear of that. zsh has what runs in the
    // background hear of it again, unless it goes by POSIX.
    `    (if [ -n "\${ZSH_VERSION-}" ]; then setopt posix_traps; fi; trap '' HUP; ${command} </dev/null >/dev/null 2>&1 &)`,
    '  fi',
    '  unset pm_onboard_day pm_onboard_text',
    '}',
    `if [ -t 1 ] && [ -z "\${PM_ONBOARD_QUIET-}" ]; then`,
    `  pm_onboard_login ${folder} "$(date +%Y-%m-%d)"`,
    'fi',
    'unset -f pm_onboard_login',
  ];
}

function fishLines(folder: string, command: string): string[] {
  return [
    'if isatty stdout; and test -z "$PM_ONBOARD_QUIET"',
    `    set -l folder ${folder}`,
    '    set -l today (date +%Y-%m-%d)',
    '    set -l shown',
    '    test -r $folder/shown; and read shown <$folder/shown',
    '    if test "$shown" != $today; and test -r $folder/lines',
    '        while read -l day text',
    '            if test "$day" = $today',
    "                printf '%s\\n' $text",
    '                test -d $folder; and test -w $folder; and echo $today >$folder/shown',
    '            end',
    '        end <$folder/lines',
    '    end',
    '    set -l asked',
    '    test -r $folder/asked; and read asked <$folder/asked',
    '    if test "$asked" != $today',
    '        test -d $folder; and test -w $folder; and echo $today >$folder/asked',
    // Another shell sets it free, since fish can't have it outlive the terminal.
    `        command -q pm-onboard; and sh -c '(trap "" HUP; "$0" "$@" </dev/null >/dev/null 2>&1 &)' ${command}`,
    '    end',
    'end',
  ];
}

/** Where the lines stand in a file. */
interface Block {
  readonly from: number;
  /** Behind the last of its bytes, its line break among them. */
  readonly to: number;
  readonly mark: string;
}

/** The file with the lines at its end, or in the place of those that were there; every other byte is as it was. */
export function withBlock(before: Buffer | undefined, lines: readonly string[], path: string): Buffer {
  const block = before && blockIn(before, path);
  const isOpen = before !== undefined && before.length > 0 && before.at(-1) !== 0x0a;
  const mark = block ? block.mark : before === undefined ? wasAbsent : isOpen ? wasOpen : '';
  const [first = '', ...others] = lines;
  const text = Buffer.from(`${[first + mark, ...others].join('\n')}\n`);
  if (before === undefined) return text;
  if (block) return Buffer.concat([before.subarray(0, block.from), text, before.subarray(block.to)]);
  return Buffer.concat([before, Buffer.from(isOpen ? '\n' : ''), text]);
}

/** The file as it was before; undefined where it is to be removed, since it was made for the lines; the same where they aren't there. */
export function withoutBlock(before: Buffer, path: string): Buffer | undefined {
  const block = blockIn(before, path);
  if (!block) return before;
  const from = block.mark === wasOpen && block.to === before.length ? block.from - 1 : block.from;
  const after = Buffer.concat([before.subarray(0, from), before.subarray(block.to)]);
  return block.mark === wasAbsent && after.length === 0 ? undefined : after;
}

/** @throws UserError where one of the marks is there without the other, or several times */
function blockIn(bytes: Buffer, path: string): Block | undefined {
  const text = bytes.toString('latin1');
  const marks = [...text.matchAll(/^# (>>>|<<<) pm-onboard remind \1(.*)$/gm)];
  const [first, last, ...others] = marks;
  if (!first) return undefined;
  if (!last || others.length > 0 || first[1] !== '>>>' || last[1] !== '<<<')
    throw new UserError(
      `${path}: the marks around the lines of pm-onboard are not one pair`,
      'take these lines out by hand, then run this again',
    );
  const to = last.index + last[0].length;
  return { from: first.index, to: text.charAt(to) === '\n' ? to + 1 : to, mark: first[2] ?? '' };
}
