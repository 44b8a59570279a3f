/** Questions to a person at a terminal; the only importer of inquirer, loaded when one is really asked. */
import inquirer from 'inquirer';
import { exits, UserError } from './errors.ts';
import { safeText } from './render/safe.ts';

interface TextQuestion {
  readonly message: string;
  readonly default?: string;
  /** What is wrong with an answer, or true. */
  readonly validate?: (answer: string) => string | true;
}

interface Choice {
  readonly name: string;
  readonly value: string;
}

/** Prompts go to stderr: stdout is for results. */
const ask = inquirer.createPromptModule({ output: process.stderr });

export function askText({ message, default: preset, validate }: TextQuestion): Promise<string> {
  return answered(
    ask([
      {
        type: 'input',
        name: 'answer',
        message: safeText(message),
        ...(preset === undefined ? {} : { default: preset }),
        validate: (text: string) => verdict(validate?.(text) ?? true),
      },
    ]),
  );
}

export function askYesNo(message: string, preset: boolean): Promise<boolean> {
  return answered(ask([{ type: 'confirm', name: 'answer', message: safeText(message), default: preset }]));
}

/** @returns the value of the choice that was taken */
export function askOne(message: string, choices: readonly Choice[]): Promise<string> {
  return answered(
    ask([{ type: 'select', name: 'answer', message: safeText(message), choices: choices.map(safeChoice) }]),
  );
}

/** @returns the values of the choices that were ticked */
export function askSeveral(message: string, choices: readonly Choice[]): Promise<readonly string[]> {
  return answered(
    ask([
      {
        type: 'checkbox',
        name: 'answer',
        message: safeText(message),
        choices: choices.map(safeChoice),
      },
    ]),
  );
}

function verdict(said: string | true): string | true {
  return said === true || safeText(said);
}

function safeChoice({ name, value }: Choice) {
  return { name: safeText(name), value };
}

async function answered<T>(question: Promise<{ answer: T }>): Promise<T> {
  try {
    return (await question).answer;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') {
      throw new UserError('interrupted, nothing was saved', undefined, exits.interrupted);
    }
    throw error;
  }
}
