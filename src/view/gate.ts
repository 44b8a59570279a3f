/** The gate of a checklist's run, as `run check` shows it. It says nothing of the day on which somebody asks, so that equal states have equal views. */
import { type CalendarDate, fullDate } from '../dates.ts';
import type { AnswerKind } from '../plan/answers.ts';
import { type Asked, type Gap, type Gate, type InGit, type Standing, stagesOf } from '../plan/gate.ts';
import { type Committer, type Ended, endingOf, type Run } from '../plan/run.ts';
import { lastBatch } from '../progress/undo.ts';
import { dueOfAll } from './anchor.ts';
import { type RoleView, viewRole, viewSigners } from './item.ts';
import { either, unmetText } from './traits.ts';
import { countText, hireFlag, lowerFirst, oneLine, quoted } from './words.ts';

export interface GateView {
  readonly schemaVersion: 1;
  readonly ready: boolean;
  readonly run: {
    readonly id: string;
    readonly template: string;
    readonly title: string;
    readonly subject: string;
    /** Which run of the template for the subject. */
    readonly number: number;
    readonly owner: string;
    /** The day on which all of it is due. */
    readonly due: CalendarDate;
    /** How it ended; it is judged as of that day then. */
    readonly ended: Ended | null;
  };
  /** The stage up to which is asked; null where all of it is. */
  readonly stage: string | null;
  /** All stages, in their order. */
  readonly stages: readonly string[];
  /** What somebody else than the owner lets pass. */
  readonly waived: readonly GateItemView[];
  /** What is required and has no answer that counts: while there is any, it isn't ready. */
  readonly missing: readonly GateItemView[];
  readonly answered: readonly GateItemView[];
  /** What nobody has to answer, and nobody has. */
  readonly optional: readonly GateItemView[];
  readonly notApplicable: readonly GateItemView[];
  /** What is asked for at later stages alone. */
  readonly later: readonly LaterView[];
}

export interface LaterView {
  /** The number of the item; null for one that the checklist doesn't have any more. */
  readonly ref: string | null;
  readonly id: string;
  readonly title: string;
  readonly stage: string | null;
}

export interface GateItemView extends LaterView {
  readonly required: boolean;
  /** What it comes to: in which of the lists it stands. */
  readonly verdict: Standing['verdict'];
  readonly answer: AnswerKind;
  /** Who gave the answer; of an item that is open again, who returned it or had done it. */
  readonly by: string | null;
  readonly on: CalendarDate | null;
  /** Why it is left out, or why it has no evidence. */
  readonly reason: string | null;
  readonly evidence: string | null;
  /** Who has approved it, and when; empty where nobody had to. */
  readonly approved: readonly { readonly by: string; readonly on: CalendarDate }[];
  /** The last day on which the answer counts; null where it counts for good. */
  readonly validUntil: CalendarDate | null;
  /** Of a waiver: the author of the commit that brought it; null where git doesn't have it. */
  readonly committedBy: Committer | null;
  /** Whose it is to answer, or to approve; null for what isn't missing. */
  readonly whose: string | null;
  /** Why there is no answer that counts, or why it doesn't apply; null for an answer. */
  readonly why: string | null;
}

/** @param git as {@link gateOf} was given it */
export function viewGate(run: Run, gate: Gate, stage: string | undefined, git: InGit | undefined): GateView {
  const { plan, progress, program } = run;
  const { id, subject, number, name, program: template } = progress.hire;
  const of = (verdict: Standing['verdict']) =>
    gate.items.filter((each) => each.verdict === verdict).map((each) => viewStanding(each, run, git));
  return {
    schemaVersion: 1,
    ready: gate.ready,
    run: {
      id,
      template,
      title: program.title,
      subject: subject ?? '',
      number: number ?? 1,
      owner: name,
      due: dueOfAll(plan),
      ended: endingOf(progress),
    },
    stage: stage ?? null,
    stages: stagesOf(program),
    waived: of('waived'),
    missing: of('missing'),
    answered: of('answered'),
    optional: of('optional'),
    notApplicable: of('not-applicable'),
    later: gate.later.map(viewLater),
  };
}

function viewLater({ ref, item: { id, title, stage } }: Asked): LaterView {
  return { ref: ref ?? null, id, title, stage: stage ?? null };
}

function viewStanding(standing: Standing, run: Run, git: InGit | undefined): GateItemView {
  const { answer, verdict, required, progress, validUntil, waiver } = standing;
  const { kind, by, on, reason } = answer;
  const { closedBy } = progress;
  const evidence = (verdict !== 'not-applicable' && closedBy?.kind === 'done' && closedBy.evidence) || null;
  const author = waiver && git?.authorOf(waiver.id);
  return {
    ...viewLater(standing),
    required,
    verdict,
    answer: kind,
    by,
    on,
    reason,
    evidence,
    approved: (progress.approvals ?? []).map((event) => ({ by: event.by, on: event.on })),
    validUntil: validUntil ?? null,
    committedBy: author ?? null,
    whose: verdict === 'missing' ? whoseOf(standing, run) : null,
    why: whyOf(standing, run, author),
  };
}

/** Whose the next step is. */
function whoseOf(standing: Standing, run: Run): string {
  const { gap, item, program, planned, waiver } = standing;
  const { name } = run.progress.hire;
  if (gap === 'in review' && item.signOff !== undefined)
    return namesOf(
      planned
        ? viewSigners(item.signOff, planned, run)
        : viewRole(item.signOff, { program, people: run.people }, 'all'),
    );
  if (gap === 'owner' || gap === 'owner in git') return `somebody other than ${name}`;
  if (gap === 'not in git' && waiver) return waiver.by;
  return item.by === undefined ? name : namesOf(viewRole(item.by, { program, people: run.people }));
}

function namesOf({ people, title }: RoleView): string {
  return people.length > 0 ? either(people) : `the ${lowerFirst(title)}`;
}

/** Why there is no answer that counts, or why the item doesn't apply; null for an answer. */
function whyOf(standing: Standing, run: Run, author: Committer | undefined): string | null {
  const { verdict, gap, unmet, item, ref } = standing;
  if (verdict === 'not-applicable') return unmet?.value === undefined ? null : unmetText(unmet);
  if (!gap || verdict === 'optional') return null;
  if (unmet && gap === 'trait') return `${unmetText(unmet)}, so nobody knows whether it applies`;
  const why = gapText(gap as Exclude<Gap, 'trait'>, standing, run, author);
  if (ref === undefined) return `${droppedText(standing, 'took it out of the checklist')}: ${why}`;
  return item.optional ? `${droppedText(standing, 'made it optional')}: ${why}` : why;
}

function droppedText({ dropped }: Standing, what: string): string {
  const who = dropped
    ? `the upgrade by ${dropped.by} on ${fullDate(dropped.on)}`
    : 'the other copy of this run, begun with other checklists,';
  return `${who} ${what}, and it was required before`;
}

function gapText(
  gap: Exclude<Gap, 'trait'>,
  standing: Standing,
  run: Run,
  author: Committer | undefined,
): string {
  const { answer, item, validUntil, progress, waiver } = standing;
  const { name } = run.progress.hire;
  const said = answer.reason === null ? '' : `: ${oneLine(answer.reason)}`;
  const day = answer.on === null ? '' : ` on ${fullDate(answer.on)}`;
  const what = waiver?.kind === 'done' ? 'done without evidence' : 'waived';
  switch (gap) {
    case 'open':
      return 'no answer yet';
    case 'returned':
      return `returned by ${answer.by}${day}${said}`;
    case 'expired':
      return `done by ${answer.by}${day}, which counted until ${validUntil ? fullDate(validUntil) : 'then'}`;
    case 'in review':
      return `done by ${answer.by}${day}, and not approved yet`;
    case 'skipped':
      return `skipped by ${answer.by}${day}${said}; a gate asks for an answer`;
    case 'no reason':
      return `${answer.kind === 'waived' ? 'waived' : 'said not to apply'} by ${answer.by}${day}, without a reason`;
    case 'no evidence':
      return `done by ${answer.by}${day}, without the ${item.evidence === 'url' ? 'link' : 'evidence'} that it wants`;
    case 'count':
      return countText({
        total: progress.counted,
        target: item.count?.target ?? null,
        upTo: null,
        unit: item.count?.unit ?? null,
      });
    case 'owner':
      return `${what} by ${answer.by}${day}, and it is ${name}'s own run${said}`;
    case 'owner in git':
      return `${what} by ${answer.by}${day}, but git has it from ${authorText(author)}, as what ${name} recorded${said}`;
    case 'not in git':
      return `${what} by ${answer.by}${day}, which git doesn't have yet${said}`;
  }
}

/** `Grace Hopper (grace@example.com)`. */
export function authorText(author: Committer | null | undefined): string {
  if (!author) return 'nobody';
  const { name, email } = author;
  return name && email ? `${name} (${email})` : name || email || 'nobody by name';
}

/**
 * What is to be done about a missing item, where that isn't to answer it: a command, or what comes before one. Undefined for any other
 * item.
 * @param by who acts
 */
export function remedyFor(standing: Standing, run: Run, by: string): string | undefined {
  const { gap, ref, item, dropped, unmet } = standing;
  const flag = hireFlag(run);
  if (gap === 'trait' && unmet) return `say it: pm-onboard reschedule --trait ${unmet.trait}${flag}`;
  if (gap === 'not in git') return 'share it: pm-onboard sync';
  if (ref !== undefined || !gap) return undefined;
  const known = [run.progress.hire, ...Object.values(run.team.people).flat()];
  const isLast = dropped && lastBatch(run.record.events, dropped.by, known)?.id === dropped.batch;
  const as = dropped && dropped.by !== by ? ` --as ${quoted(dropped.by)}` : '';
  return isLast
    ? `take the upgrade back: pm-onboard undo${flag}${as}`
    : `put ${item.id} back into the checklist ${run.program.id}, then: pm-onboard upgrade${flag} --yes`;
}
