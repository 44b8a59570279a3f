/** What `doctor` shows: what was checked, what was found, and which settings count. */
import { listText, plural } from './words.ts';

/** An error keeps somebody from working, a warning is about to, and a note is only good to know. */
export type Severity = 'error' | 'warning' | 'note';

/** What the checks are about, in the order of the screen. */
const subjects = [
  'records',
  'backups',
  'programs',
  'locks',
  'temporary files',
  'modes',
  'calendar',
  'clock',
  'git',
  'settings',
  'checklists',
  'people',
] as const;
export type Subject = (typeof subjects)[number];

/** A setting with the value that is in force. */
export interface Setting {
  readonly key: string;
  readonly value: string;
  /** Where the value comes from: a flag, a variable, a file … */
  readonly from: string;
}

export interface FindingView {
  readonly check: string;
  readonly severity: Severity;
  readonly place: string;
  readonly message: string;
  readonly remedy: string;
  /** Whether `--repair` fixes the finding. */
  readonly repairable: boolean;
}

/** The report as `--json` prints it. */
export type DoctorView = ReturnType<typeof viewDoctor>;

/** The parts of a workspace that are shown beside the findings. */
interface Shown {
  readonly workspace: string;
  readonly settings: readonly Setting[];
  readonly records: readonly { readonly place: string; readonly record?: { readonly forgotten?: unknown } }[];
  readonly programs: readonly { readonly place: string }[];
}

export function viewDoctor(
  { workspace, settings, ...shown }: Shown,
  checks: readonly { readonly id: string; readonly subject: Subject }[],
  findings: readonly FindingView[],
) {
  const records = shown.records.filter(({ record }) => !record?.forgotten);
  const faults = findings.filter(({ severity }) => severity !== 'note');
  const soundIn = (files: readonly { readonly place: string }[]) => ({
    total: files.length,
    sound: files.filter(({ place }) => faults.every((fault) => fault.place !== place)).length,
  });
  return {
    schemaVersion: 1,
    workspace,
    checks: checks.map(({ id, subject }) => ({
      check: id,
      subject,
      /** How many findings the check has. */
      findings: findings.filter(({ check }) => check === id).length,
    })),
    findings: findings.map(({ check, severity, place, message, remedy, repairable }) => ({
      check,
      severity,
      place,
      message,
      remedy,
      repairable,
    })),
    settings,
    records: { ...soundIn(records), forgotten: shown.records.length - records.length },
    programs: soundIn(shown.programs),
  };
}

/** Whether there is nothing to fix; notes don't count. */
export function isWell({ findings }: DoctorView): boolean {
  return findings.every(({ severity }) => severity === 'note');
}

/** The screen: the findings by subject, what is sound, the settings, and what to type next. */
export type DoctorScreen = ReturnType<typeof doctorScreen>;

export function doctorScreen(view: DoctorView) {
  const { checks, findings, settings } = view;
  const sections = subjects.map((subject) => {
    const own = checks.filter((check) => check.subject === subject);
    return { subject, findings: own.flatMap(({ check }) => findings.filter((each) => each.check === check)) };
  });
  const repairable = findings.filter((finding) => finding.repairable).length;
  const some = repairable === findings.length ? 'all of it' : `${repairable} of these`;
  return {
    sections: sections.filter((section) => section.findings.length > 0),
    sound: soundText(view),
    settings,
    /** What to type next; empty where `--repair` has nothing to do. */
    hint: repairable === 0 ? '' : `--repair fixes ${some}, with a copy first: pm-onboard doctor --repair`,
  };
}

/** `Sound: 11 of 12 records, 2 programs; and locks, modes, calendar and clock.` */
function soundText({ records, programs, findings, checks }: DoctorView): string {
  const forgotten = records.forgotten > 0 ? [`${records.forgotten} forgotten`] : [];
  const counts = [...soundOf(records, 'record'), ...forgotten, ...soundOf(programs, 'program')].join(', ');
  if (findings.length === 0) return `${counts || 'no records yet'}, all sound.`;
  // If a folder can't be read, the checks haven't seen its files, so the other subjects are not called sound.
  if (findings.some(({ check }) => check === 'folder')) return counts && `Sound: ${counts}.`;
  const isFound = (subject: Subject) => checks.some((each) => each.subject === subject && each.findings > 0);
  const rest = subjects.filter(
    (subject) => subject !== 'records' && subject !== 'programs' && !isFound(subject),
  );
  return `Sound: ${[counts, listText(rest)].filter(Boolean).join('; and ')}.`;
}

function soundOf({ total, sound }: { total: number; sound: number }, noun: string): string[] {
  if (sound === 0) return [];
  return [total === sound ? plural(total, noun) : `${sound} of ${plural(total, noun)}`];
}
