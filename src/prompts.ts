/** Asks a person at a terminal. Only this module imports inquirer, and it is loaded only when a question is asked. */

import { printHeld } from './held.ts';
import { workLine } from './long-work.ts';
import { agreeing } from './phrases.ts';
import { isDumb, screen, settleColours } from './prompt-screen.ts';
import * as plain from './prompts-plain.ts';
import { wrapWords } from './render/layout.ts';
import { safeText } from './render/safe.ts';
import { isAccessible } from './speech.ts';
import { TypeAhead } from './type-ahead.ts';

interface TextQuestion {
  readonly message: string;
  readonly default?: string;
  /** Returns true for a good answer, or a sentence that says what is wrong with it. */
  readonly validate?: (answer: string) => string | true;
}

interface Choice {
  readonly name: string;
  readonly value: string;
  /** What the choice is called once it is made; its name if absent. */
  readonly short?: string;
}

/** Whether questions are plain lines, without lists to move in and without anything drawn anew. */
const isPlain = isDumb || isAccessible();

const keyboard = new TypeAhead(process.stdin);

// Nobody reads what was pasted behind the last answer, so that is said. It is no command for the shell either.
process.on('exit', () => plain.sayDropped(keyboard.waiting()));

/** The questions that were answered so far, with their answers. */
const answers: string[] = [];

export async function askText({ message, default: preset, validate }: TextQuestion): Promise<string> {
  if (isPlain) return plain.askText(message, preset, validate);
  const given = preset === undefined ? {} : { default: preset };
  return answered(
    message,
    { type: 'input', ...given, validate: verdict(validate) },
    (text: string) => text,
    true,
  );
}

export function askYesNo(message: string, preset: boolean): Promise<boolean> {
  if (isPlain) return plain.askYesNo(message, preset);
  return answered(message, { type: 'confirm', default: preset }, (yes) => (yes ? 'yes' : 'no'), true);
}

/** @returns the value of the choice that was taken */
export function askOne(message: string, choices: readonly Choice[]): Promise<string> {
  if (isPlain) return plain.askOne(message, choices);
  return answered(message + more(choices), { type: 'select', ...listOf(choices) }, (value) =>
    namesOf(choices, [value]),
  );
}

/**
 * @param validate returns true for choices that go together, or a sentence that says what is wrong with them
 * @returns the values of the choices that were ticked
 */
export function askSeveral(
  message: string,
  choices: readonly Choice[],
  validate?: (values: readonly string[]) => string | true,
): Promise<readonly string[]> {
  if (isPlain) return plain.askSeveral(message, choices, validate);
  const check = verdict(validate);
  return answered(
    message + more(choices),
    {
      type: 'checkbox',
      ...listOf(choices),
      validate: (ticked: readonly Choice[]) => check(ticked.map(({ value }) => value)),
    },
    (values: readonly string[]) => namesOf(choices, values),
  );
}

/** A check whose sentence may be shown; what was typed behind a refused answer is dropped, and the sentence says so. */
function verdict<A>(validate: ((answer: A) => string | true) | undefined): (answer: A) => string | true {
  return (answer) => {
    const said = validate?.(answer) ?? true;
    if (said === true) return true;
    const dropped = keyboard.refuse();
    const lines = agreeing(dropped, 'line that was typed after it is', 'lines that were typed after it are');
    const text = safeText(dropped === 0 ? said : `${said}; the ${dropped} ${lines} dropped`);
    return wrapWords(text, room()).join('\n  ');
  };
}

/** How wide a line of a question or of a choice may be, beside the two signs before it. */
function room(): number {
  return Math.max(20, (process.stderr.columns || 80) - 4);
}

/** As many rows as the screen has room for beside the question, the line about the keys and a remark. */
function listOf(choices: readonly Choice[]) {
  return { choices: choices.map(safeChoice), pageSize: rows(), loop: choices.length <= rows() };
}

function rows(): number {
  return Math.max(3, (process.stderr.rows || 24) - 8);
}

/** What is said of choices that the screen has no room for. */
function more({ length }: readonly Choice[]): string {
  return length > rows() ? ` (${length}, more below)` : '';
}

function safeChoice({ name, value, short = name }: Choice): Choice {
  return { name: wrapWords(safeText(name), room()).join('\n    '), value, short: safeText(short) };
}

function namesOf(choices: readonly Choice[], values: readonly string[]): string {
  const chosen = choices.filter(({ value }) => values.includes(value));
  return chosen.map(({ name, short = name }) => short).join(', ');
}

/**
 * @param say answer → text
 * @throws UserError (exit 130) at Ctrl-C; it lists what was answered before
 */
async function answered<T>(
  message: string,
  question: object,
  say: (answer: T) => string,
  isText = false,
): Promise<T> {
  // Its colours are settled while it is loaded.
  settleColours();
  // What the command has shown so far is what the question is about.
  printHeld();
  const { default: inquirer } = await import('inquirer');
  const input = await keyboard.open(isText);
  // Questions are written to stderr, because stdout is for results.
  const prompt = inquirer.createPromptModule({ input, output: screen() as NodeJS.WriteStream });
  // How far the command is isn't shown while it waits for an answer.
  workLine()?.hold(true);
  try {
    const lines = wrapWords(safeText(message), room());
    const { answer } = (await prompt([
      { ...question, name: 'answer', message: lines.join('\n  ') } as never,
    ])) as { answer: T };
    const asked = message.replace(/ \([^)]*\)$/, '');
    answers.push(`  ${asked}${asked.endsWith('?') ? '' : ':'} ${say(answer)}`);
    return answer;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') throw plain.interrupted(answers);
    throw error;
  } finally {
    keyboard.close();
    workLine()?.hold(false);
  }
}
