/** Asks a person at a terminal. Only this module imports inquirer, and it is loaded only when a question is asked. */
import inquirer from 'inquirer';
import { exits, UserError } from './errors.ts';
import * as plain from './prompts-plain.ts';
import { safeText } from './render/safe.ts';
import { wantsAccessible } from './speech.ts';

interface TextQuestion {
  readonly message: string;
  readonly default?: string;
  /** Returns true for a good answer, or a sentence that says what is wrong with it. */
  readonly validate?: (answer: string) => string | true;
}

interface Choice {
  readonly name: string;
  readonly value: string;
}

/** Whether questions are plain lines, without lists to move in and without anything drawn anew. */
const isPlain = wantsAccessible(process.argv.slice(2), process.env);

/** Prompts are written to stderr, because stdout is for results. */
const prompt = inquirer.createPromptModule({ output: process.stderr });

export function askText({ message, default: preset, validate }: TextQuestion): Promise<string> {
  if (isPlain) return plain.askText(message, preset, validate);
  const verdict = (answer: string) => {
    const said = validate?.(answer) ?? true;
    return said === true || safeText(said);
  };
  const given = preset === undefined ? {} : { default: preset };
  return answered(prompt([{ ...question(message), type: 'input', ...given, validate: verdict }]));
}

export function askYesNo(message: string, preset: boolean): Promise<boolean> {
  if (isPlain) return plain.askYesNo(message, preset);
  return answered(prompt([{ ...question(message), type: 'confirm', default: preset }]));
}

/** @returns the value of the choice that was taken */
export function askOne(message: string, choices: readonly Choice[]): Promise<string> {
  if (isPlain) return plain.askOne(message, choices);
  return answered(prompt([{ ...question(message), type: 'select', choices: choices.map(safeChoice) }]));
}

/** @returns the values of the choices that were ticked */
export function askSeveral(message: string, choices: readonly Choice[]): Promise<readonly string[]> {
  if (isPlain) return plain.askSeveral(message, choices);
  return answered(prompt([{ ...question(message), type: 'checkbox', choices: choices.map(safeChoice) }]));
}

function question(message: string) {
  return { name: 'answer', message: safeText(message) } as const;
}

function safeChoice({ name, value }: Choice): Choice {
  return { name: safeText(name), value };
}

async function answered<T>(asked: Promise<{ answer: T }>): Promise<T> {
  try {
    return (await asked).answer;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError')
      throw new UserError('interrupted, nothing was saved', undefined, exits.interrupted);
    throw error;
  }
}
