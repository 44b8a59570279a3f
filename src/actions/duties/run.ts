/** What each form of `duties` does: the screens, and the one change. */
import { type CalendarDate, longDate } from '../../dates.ts';
import { UserError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { type Format, printJson, printOutcome, printView } from '../../output.ts';
import { dutiesRenderer } from '../../render/duties.ts';
import { dutiesPrepRenderer } from '../../render/duties-prep.ts';
import { dutiesSwapRenderer } from '../../render/duties-swap.ts';
import { dutiesWhoRenderer } from '../../render/duties-who.ts';
import { dateFrom } from '../../session/date-argument.ts';
import { nearestHint } from '../../session/lookup.ts';
import { refuseToSave } from '../../session/may-save.ts';
import { type Globals, readDate } from '../../session/session.ts';
import { swapCommand, viewDuties } from '../../view/duties.ts';
import { viewSwap } from '../../view/duties-swap.ts';
import { viewWho } from '../../view/duties-who.ts';
import { foreseenBy, foreseenOutcome, type Outcome, unchanged, viewChanged } from '../../view/outcome.ts';
import { viewStatus } from '../../view/status.ts';
import { listText } from '../../view/words.ts';
import { editDuties } from '../../workspace/duties-file.ts';
import { type Looked, lookAtDuties } from './look.ts';
import { dutyNamed, noneThere } from './named.ts';
import { handingsFrom, type SwapFlags, textWith } from './swap.ts';

export interface DutiesOptions extends Globals, Format, SwapFlags {
  readonly weeks?: string;
  readonly on?: string;
  /** A day of the turn that is given for the other one. */
  readonly their?: string;
  /** What the template of a meeting asks for, each `TRAIT=VALUE`. */
  readonly set?: readonly string[];
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

type Form = (
  looked: Looked,
  name: string | undefined,
  options: DutiesOptions,
) => Promise<Outcome | undefined>;

/** The word behind `duties` → what it does, and the flags that go with it. */
const forms: Readonly<
  Record<string, { readonly run: Form; readonly flags: readonly (keyof DutiesOptions)[] }>
> = {
  '': { run: show, flags: ['weeks', 'json', 'markdown', 'plain'] },
  who: { run: who, flags: ['on', 'json', 'markdown', 'plain'] },
  prep: { run: prep, flags: ['on', 'set', 'dryRun', 'json', 'markdown'] },
  swap: { run: swap, flags: ['on', 'with', 'their', 'by', 'why', 'yes', 'dryRun', 'json'] },
};

const special: readonly (keyof DutiesOptions)[] = [
  ...([
    'weeks',
    'on',
    'with',
    'their',
    'by',
    'why',
    'set',
    'yes',
    'dryRun',
    'json',
    'markdown',
    'plain',
  ] as const),
];

/** @param words the form, and what it is about */
export async function runDuties(
  io: Io,
  [word = '', name]: readonly (string | undefined)[],
  options: DutiesOptions,
): Promise<Outcome | undefined> {
  const form = Object.hasOwn(forms, word) ? forms[word] : undefined;
  if (!form)
    throw new UserError(
      `duties: "${word}" is none of its forms`,
      nearestHint(word, Object.keys(forms).filter(Boolean)),
    );
  const strange = special.find((flag) => options[flag] !== undefined && !form.flags.includes(flag));
  if (strange !== undefined) {
    const fitting = Object.entries(forms).filter(([, { flags }]) => flags.includes(strange));
    const names = fitting.map(([each]) => `duties ${each}`.trimEnd());
    const flag = `--${strange === 'dryRun' ? 'dry-run' : strange}`;
    throw new UserError(`${flag} goes with ${listText(names)}`, 'leave it out, or use that form');
  }
  return form.run(await lookAtDuties(io, options), name, options);
}

async function show(
  { session, input }: Looked,
  _: string | undefined,
  options: DutiesOptions,
): Promise<undefined> {
  const weeks = options.weeks === undefined ? undefined : weeksFrom(options.weeks);
  await printView(session.io, options, viewDuties(input, weeks), dutiesRenderer);
}

function weeksFrom(text: string): number {
  const n = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (n >= 1 && n <= 104) return n;
  throw new UserError(`--weeks: "${text}" is not a number of weeks`, 'give one from 1 to 104');
}

async function who(
  { session, input }: Looked,
  name: string | undefined,
  options: DutiesOptions,
): Promise<undefined> {
  const { rotations } = input.duties;
  const meant = name === undefined ? rotations : [dutyNamed(rotations, name, 'rotation')];
  if (meant.length === 0) throw noneThere('rotation');
  await printView(
    session.io,
    options,
    viewWho(meant, dayFrom(session, options.on, '--on'), input),
    dutiesWhoRenderer,
  );
}

async function prep(looked: Looked, name: string | undefined, options: DutiesOptions): Promise<undefined> {
  const { session, input } = looked;
  const { io } = session;
  const { meetings, rotations } = input.duties;
  const next = name ?? viewDuties(input).meetings[0]?.id;
  if (next === undefined)
    throw new UserError(
      'there is no meeting to prepare for',
      'name a rotation, or write a meeting in duties.yaml',
    );
  const meant = dutyNamed([...meetings, ...rotations], next, 'meeting or rotation');
  const { prepare } = await import('./prep.ts');
  const { view, run, outcome } = await prepare(
    looked,
    meant,
    dayFrom(session, options.on, '--on'),
    options.set,
  );
  if (options.json) {
    const status = run ? viewStatus(run) : null;
    printJson(io, { ...view, ...viewChanged(options.saved ?? [], options.dryRun), status });
    return;
  }
  const above = printOutcome(io, options.dryRun && run ? foreseenBy(outcome) : outcome, options.today);
  await printView(io, options, view, dutiesPrepRenderer, above);
}

async function swap(
  looked: Looked,
  name: string | undefined,
  options: DutiesOptions,
): Promise<Outcome | undefined> {
  const { session, input } = looked;
  const { rotations } = input.duties;
  const [only, ...others] = rotations;
  if (name === undefined && others.length > 0)
    throw new UserError(
      'duties swap: in which rotation?',
      nearestHint(
        '',
        rotations.map(({ id }) => id),
      ),
    );
  const rotation = name === undefined && only ? only : dutyNamed(rotations, name ?? '', 'rotation');
  const [on, their] = [dayFrom(session, options.on, '--on'), dayFrom(session, options.their, '--their')];
  const handings = handingsFrom(rotation, looked, options, {
    ...(on === undefined ? {} : { on }),
    ...(their === undefined ? {} : { their }),
  });
  textWith(looked.file, rotation.id, handings);
  await printView(session.io, options, viewSwap(rotation, handings, session.today), dutiesSwapRenderer);
  const [first, second] = handings;
  if (!first) return undefined;
  const command = (to: string) =>
    swapCommand(rotation.id, first.turn.from, to, second ? second.turn.from : null);
  if (options.dryRun) return options.json ? undefined : foreseenOutcome(command(first.to));
  if (session.mayAsk && !options.yes) {
    const { askYesNo } = await import('../../prompts.ts');
    if (!(await askYesNo('Write it?', true))) return unchanged('Nothing is written.');
  }
  refuseToSave(session);
  await editDuties(session.workspace, (file) => textWith(file, rotation.id, handings));
  if (options.json) return undefined;
  const told = [...new Set(handings.flatMap(({ turn, to }) => [turn.holder ?? to, to]))].filter(
    (each) => !input.isMe(each),
  );
  return {
    changes: [`duties.yaml: ${handings.map((each) => changeText(each, session.today)).join(', ')}`],
    remarks: [`Tell ${listText(told)}; others see it once duties.yaml reaches them.`],
    hint: 'To take it back:',
    commands: [command(first.turn.holder ?? '')],
  };
}

function changeText(
  { turn, to }: { readonly turn: { readonly from: CalendarDate }; readonly to: string },
  today: CalendarDate,
): string {
  return `${to} from ${longDate(turn.from, today)}`;
}

/** @throws UserError as {@link dateFrom} does */
function dayFrom(
  { io, today }: Looked['session'],
  text: string | undefined,
  flag: string,
): CalendarDate | undefined {
  if (text === undefined) return undefined;
  return readDate(io, text, flag, (typed) => dateFrom(typed, { flag, today, lies: 'ahead' }));
}
