/**
 * The questions of the accessible mode: each is a sentence, a choice has a number to type, and Enter ends every answer.
 * Nothing is drawn anew and no key moves anything, so that speech and braille follow, and lines can be pasted.
 */
import { createInterface, type Interface } from 'node:readline';
import { type CalendarDate, localDate, parseDate } from './dates.ts';
import { exits, UserError } from './errors.ts';
import { agreeing } from './phrases.ts';
import { onScreen } from './prompt-screen.ts';
import { safeText } from './render/safe.ts';
import { speech } from './render/spoken.ts';
import { plural } from './view/words.ts';

interface Choice {
  readonly name: string;
  readonly value: string;
}

/** Returns true for a good answer, or a sentence that says what is wrong with it. */
type Check<A> = (answer: A) => string | true;

/** The questions that were answered so far, with their answers. */
const answers: string[] = [];

export function askText(message: string, preset: string | undefined, check?: Check<string>): Promise<string> {
  const offer = preset === undefined || preset === '' ? '' : ` Enter alone takes: ${preset}`;
  return asked(message, [`${message}${offer}`], (line) => {
    const answer = line === '' ? (preset ?? '') : line;
    const verdict = check?.(answer) ?? true;
    return verdict === true ? { answer } : { fault: verdict };
  });
}

export function askYesNo(message: string, preset: boolean): Promise<boolean> {
  const usual = preset ? 'yes' : 'no';
  return asked(message, [message, `Type yes or no. Enter alone is ${usual}.`], (line) => {
    const word = (line || usual).toLowerCase();
    if ('yes'.startsWith(word)) return { answer: true };
    return 'no'.startsWith(word) ? { answer: false } : { fault: 'Type yes or no.' };
  });
}

/** @returns the value of the choice that was taken */
export function askOne(message: string, choices: readonly Choice[]): Promise<string> {
  const wanted = `Type a number from 1 to ${choices.length}.`;
  return asked(message, [...listOf(message, choices), wanted], (line) => {
    const value = /^\d+$/.test(line) ? choices[Number(line) - 1]?.value : undefined;
    return value === undefined ? { fault: wanted } : { answer: value };
  });
}

/** @returns the values of the choices whose numbers were typed */
export function askSeveral(
  message: string,
  choices: readonly Choice[],
  check?: Check<readonly string[]>,
): Promise<readonly string[]> {
  const how = 'Type numbers with spaces between, such as 1 3, or a range, such as 2-4. Enter alone is none.';
  return asked(message, [...listOf(message, choices), how], (line) => {
    const numbers = numbersIn(line, choices.length);
    if (numbers === undefined) return { fault: `Type numbers from 1 to ${choices.length}.` };
    const answer = choices.filter((_, at) => numbers.has(at + 1)).map(({ value }) => value);
    const verdict = check?.(answer) ?? true;
    return verdict === true ? { answer } : { fault: verdict };
  });
}

/** The question with its choices, each on a line with its number. */
function listOf(message: string, choices: readonly Choice[]): string[] {
  const count = `${message}${/[.?!:]$/.test(message) ? '' : '.'} ${plural(choices.length, 'choice')}.`;
  return [
    count,
    ...choices.map(({ name }, at) => `${at + 1}. ${name.trim().replace(/^(\d+\.\d+) +/, 'Step $1, ')}`),
  ];
}

/** `1 3`, `1,3`, `2-4` → the numbers; undefined for any other text, and for numbers that no choice has. */
function numbersIn(line: string, most: number): ReadonlySet<number> | undefined {
  const found = new Set<number>();
  for (const part of line.split(/[\s,]+/).filter(Boolean)) {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    const [from, to] = [Number(first ?? 0), Number(last ?? 0)];
    if (from < 1 || to > most || from > to) return undefined;
    for (let number = from; number <= to; number += 1) found.add(number);
  }
  return found;
}

/**
 * Asks until an answer is good.
 * @throws UserError (exit 130) at Ctrl-C, or where the input ends; it lists what was answered before
 */
async function asked<A>(
  message: string,
  lines: readonly string[],
  read: (line: string) => { readonly answer: A } | { readonly fault: string },
): Promise<A> {
  say(lines);
  for (;;) {
    const line = (await nextLine()).trim();
    const result = read(line);
    if ('answer' in result) {
      answers.push(`  ${message} ${line}`);
      return result.answer;
    }
    say([result.fault]);
  }
}

function say(lines: readonly string[]): void {
  const width = process.stderr.columns || Number.POSITIVE_INFINITY;
  process.stderr.write(onScreen(speech.screen(lines.map(safeText).join('\n'), width, today())));
}

/** The day whose month near dates leave out; undefined where a flag names it in another form than a full date. */
function today(): CalendarDate | undefined {
  const at = process.argv.findIndex((arg) => /^--today(?:=|$)/.test(arg));
  const [, given = process.argv[at + 1] ?? ''] = process.argv[at]?.split('=') ?? [];
  return at < 0 ? localDate(new Date()) : parseDate(given);
}

/** Lines that were typed, and have not been taken for an answer. */
const typed: string[] = [];
process.on('exit', () => sayDropped(typed.length));

/** Says that lines which were typed behind the last answer are dropped. @param lines how many; 0 for none */
export function sayDropped(lines: number): void {
  if (lines === 0) return;
  const said = lines === 1 ? 'the line that was typed' : `the ${lines} lines that were typed`;
  process.stderr.write(`pm-onboard: ${said} after the last answer ${agreeing(lines, 'is', 'are')} dropped\n`);
}

let reader: Interface | undefined;
/** Whether the input has ended, as after Ctrl-D: no line comes any more. */
let isOver = false;

/** The next line that is typed. Lines that were pasted at once are the answers of the next questions. */
function nextLine(): Promise<string> {
  const line = typed.shift();
  if (line !== undefined) return Promise.resolve(line);
  if (isOver) return Promise.reject(interrupted(answers));
  reader ??= createInterface({ input: process.stdin, terminal: false })
    .on('line', (each) => typed.push(each))
    .on('close', () => {
      isOver = true;
    });
  const lines = reader;
  lines.resume();
  return new Promise<string>((resolve, reject) => {
    const end = (act: () => void) => {
      lines.off('line', first).off('close', stopped);
      process.off('SIGINT', stopped);
      // Nothing keeps the program from ending while nobody is asked.
      lines.pause();
      act();
    };
    const taken = () => {
      // Lines that were pasted along come one by one. All of them are taken, so that none is left to the shell.
      const seen = typed.length;
      setImmediate(() =>
        setImmediate(() => (typed.length > seen ? taken() : end(() => resolve(typed.shift() ?? '')))),
      );
    };
    const first = () => {
      lines.off('line', first);
      taken();
    };
    const stopped = () => end(() => reject(interrupted(answers)));
    lines.on('line', first).on('close', stopped);
    process.on('SIGINT', stopped);
  });
}

/** The error at Ctrl-C. @param dropped what was answered before, a line each */
export function interrupted(dropped: readonly string[]): UserError {
  const told = dropped.length > 0 ? '; dropped is what you answered' : '';
  return new UserError(`interrupted, nothing was saved${told}`, undefined, exits.interrupted, dropped);
}
