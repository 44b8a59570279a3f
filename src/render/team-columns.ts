/** The columns of `team` and `team --items` where they are no screen: in CSV and with `--plain`. */
import type { TeamHireView } from '../view/team.ts';
import type { TeamItemView } from '../view/team-items.ts';
import type { CsvCell } from './csv.ts';

/** Head of a column → a hire's cell in that column. */
export const teamColumns: Readonly<Record<string, (hire: TeamHireView) => CsvCell>> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  attention: ({ attention }) => attention,
  start: ({ start }) => start,
  day: ({ day }) => day,
  on_leave_until: ({ onLeaveUntil }) => onLeaveUntil,
  finished_on: ({ finishedOn }) => finishedOn,
  done: ({ progress }) => progress.done,
  skipped: ({ progress }) => progress.skipped,
  total: ({ progress }) => progress.total,
  percent: ({ progress }) => progress.percent,
  hours_needed: ({ pace }) => pace.hoursNeeded,
  hours_planned: ({ pace }) => pace.hoursPlanned,
  hours_late: ({ pace }) => pace.hoursLate,
  overdue: ({ overdue }) => overdue,
  in_review: ({ inReview }) => inReview,
  owed: ({ owed }) => owed,
  questions: ({ questions }) => questions,
  buddy: (hire) => (hire.roles['buddy'] ?? []).join(', '),
  last_reviewed: ({ lastReviewed }) => lastReviewed,
  last_reviewed_by_buddy: ({ lastReviewedByBuddy }) => lastReviewedByBuddy,
  program: ({ program }) => program,
  run: ({ run }) => run,
  ended: ({ ended }) => ended?.how ?? null,
  ended_on: ({ ended }) => ended?.on ?? null,
  why: ({ ended }) => ended?.text ?? null,
};

/** Head of a column → the key of its value. */
export const teamItemColumns = {
  program: 'program',
  ref: 'ref',
  id: 'id',
  title: 'title',
  phase: 'phase',
  optional: 'optional',
  hires: 'hires',
  done: 'done',
  done_late: 'doneLate',
  median_days_late: 'medianDaysLate',
  skipped: 'skipped',
  skip_rate: 'skipRate',
  open: 'open',
  overdue: 'overdue',
  stuck: 'stuck',
} as const satisfies Readonly<Record<string, keyof TeamItemView>>;
