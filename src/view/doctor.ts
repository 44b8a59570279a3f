/** How a workspace is: what was looked at, what was found, and which settings count. */
import { checks, examine } from './doctor/checks.ts';
import type { Facts, SettingFact } from './doctor/facts.ts';
import { type Severity, type Subject, subjects } from './doctor/finding.ts';
import { listText, plural } from './words.ts';

export interface DoctorView {
  readonly schemaVersion: 1;
  readonly workspace: string;
  /** Every check that was made, with how much it found. */
  readonly checks: readonly {
    readonly check: string;
    readonly subject: Subject;
    readonly findings: number;
  }[];
  readonly findings: readonly FindingView[];
  /** The settings as they count, with where they come from. */
  readonly settings: readonly SettingFact[];
  readonly records: { readonly total: number; readonly sound: number; readonly forgotten: number };
  readonly programs: { readonly total: number; readonly sound: number };
}

export interface FindingView {
  readonly check: string;
  readonly severity: Severity;
  readonly place: string;
  readonly message: string;
  readonly remedy: string;
  /** Whether `--repair` mends it. */
  readonly repairable: boolean;
}

export function viewDoctor(facts: Facts): DoctorView {
  const findings = examine(facts);
  const records = facts.records.filter(({ record }) => !record?.forgotten);
  const faults = findings.filter(({ severity }) => severity !== 'note');
  const isSound = ({ place }: { readonly place: string }) => faults.every((fault) => fault.place !== place);
  return {
    schemaVersion: 1,
    workspace: facts.workspace,
    checks: checks.map(({ id, subject }) => ({
      check: id,
      subject,
      findings: findings.filter(({ check }) => check === id).length,
    })),
    findings: findings.map(({ mends, ...finding }) => ({ ...finding, repairable: mends !== undefined })),
    settings: facts.settings,
    records: {
      total: records.length,
      sound: records.filter(isSound).length,
      forgotten: facts.records.length - records.length,
    },
    programs: {
      total: facts.programs.length,
      sound: facts.programs.filter(isSound).length,
    },
  };
}

/** Whether there is anything to mend; notes are no reason. */
export function isWell({ findings }: DoctorView): boolean {
  return findings.every(({ severity }) => severity === 'note');
}

/** `Sound: 11 of 12 records, 2 programs; and locks, modes, calendar and clock.` */
export function soundText(view: DoctorView): string {
  const { records, programs, findings } = view;
  const forgotten = records.forgotten > 0 ? [`${records.forgotten} forgotten`] : [];
  const counts = [...soundOf(records, 'record'), ...forgotten, ...soundOf(programs, 'program')].join(', ');
  if (findings.length === 0) return `${counts || 'no records yet'}, all sound.`;
  const found = subjectsFound(view);
  // Of what lies in a folder that can't be looked into, nothing can be said.
  if (findings.some(({ check }) => check === 'folder')) return counts && `Sound: ${counts}.`;
  const rest = subjects.filter(
    (subject) => !found.includes(subject) && subject !== 'records' && subject !== 'programs',
  );
  return `Sound: ${[counts, listText(rest)].filter(Boolean).join('; and ')}.`;
}

function soundOf({ total, sound }: { total: number; sound: number }, noun: string): string[] {
  if (sound === 0) return [];
  return [total === sound ? plural(total, noun) : `${sound} of ${plural(total, noun)}`];
}

/** The subjects of which something was found, in their order. */
export function subjectsFound({ checks }: DoctorView): Subject[] {
  return subjects.filter((subject) => checks.some((each) => each.subject === subject && each.findings > 0));
}

/** What to type next; empty where nothing is to be mended. */
export function hintOf(view: DoctorView): string {
  const repairable = view.findings.filter((finding) => finding.repairable).length;
  if (repairable === 0) return '';
  return `--repair mends ${repairable === view.findings.length ? 'all of it' : `${repairable} of these`}, with a copy first: pm-onboard doctor --repair`;
}
