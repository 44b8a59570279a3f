/** `add "title"`: gives a hire an item of their own; `add NAME --from TEMPLATE` a small chain of them. */
import { type Additions, alreadyThere, chainFrom, type ItemFlags, itemFrom } from '../addition.ts';
import { exits, UserError } from '../errors.ts';
import { startFrom, takeText } from '../intake.ts';
import type { Io } from '../io.ts';
import { cleanLine } from '../lookup.ts';
import { printOutcome } from '../output.ts';
import { named, wantsName } from '../program/template.ts';
import { type Globals, openRun, openSession, type Run, refuseOver, saveFacts } from '../session.ts';
import { addedOutcome, thereOutcome } from '../view/add.ts';
import { loadTemplate } from '../workspace/templates.ts';

export interface AddOptions extends Globals, ItemFlags {
  /** The file of a template, or the name of one that ships. */
  readonly from?: string;
  readonly start?: string;
  /** A second item of the same title is meant. */
  readonly another?: boolean;
}

export async function add(io: Io, words: readonly string[], options: AddOptions): Promise<number> {
  refuseStray(options);
  const run = await openRun(await openSession(io, options), undefined);
  refuseOver(run);
  const text = words.length > 0 ? words.join(' ') : undefined;
  const { facts, remarks } =
    options.from === undefined
      ? await single(run, text, options)
      : await chain(run, text, options.from, options);
  const there = options.another ? [] : alreadyThere(run, facts);
  if (there.length > 0) {
    printOutcome(io, thereOutcome(there, run.plan));
    return exits.ok;
  }
  const after = await saveFacts(run, facts);
  const ids = facts.map(({ item }) => item);
  printOutcome(io, addedOutcome(ids, remarks, after));
  return exits.ok;
}

async function single(run: Run, text: string | undefined, options: AddOptions): Promise<Additions> {
  const title = await takeText(run.session, text, {
    missing: 'an item needs a title',
    remedy: 'say it: pm-onboard add "Interview three customers"',
    question: 'What is to be done?',
    check: (line) => cleanLine(line, 'add', 'title', 'say in a few words what is to be done'),
  });
  return { facts: [itemFrom(run, title, options)], remarks: [] };
}

async function chain(
  run: Run,
  text: string | undefined,
  from: string,
  { start, phase }: AddOptions,
): Promise<Additions> {
  const { io } = run.session;
  const template = loadTemplate(from, io.root, io.cwd);
  const first = start === undefined ? run.plan.nextWorkday : startFrom(start);
  if (!wantsName(template)) {
    if (text === undefined) return chainFrom(run, template, first, phase);
    throw new UserError(`the template ${from} has no place for a name`, `leave "${text}" out`);
  }
  const name = await takeText(run.session, text, {
    missing: `the template ${from} needs a name`,
    remedy: `say what it is for: pm-onboard add "Message reminders" --from ${from}`,
    question: 'What is it for? A name in one to three words',
    check: (line) => cleanLine(line, 'add', 'name', 'give it a name, such as "Message reminders"'),
  });
  return chainFrom(run, named(template, name), first, phase);
}

/** @throws UserError for a flag that would be passed over, unsaid */
function refuseStray(options: AddOptions): void {
  const single = ['due', 'with', 'after', 'takes', 'details'] as const;
  const stray = options.from === undefined ? ['start' as const] : single;
  const given = stray.find((flag) => options[flag] !== undefined);
  if (given === undefined) return;
  if (options.from === undefined) throw new UserError('--start goes with --from', 'for one item, give --due');
  throw new UserError(`--${given} does not go with --from`, 'the template says it of each item');
}
