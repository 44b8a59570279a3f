/**
 * What each command prints with `--json`, as types alone: `npm run output-schema` makes `schema/output.json` of them, which
 * `pm-onboard schema output` prints. The comments here and at the views become its descriptions.
 */
import type { viewJoined, viewSynced } from '../actions/sync.ts';
import type { UnknownEvent } from '../progress/event.ts';
import type { viewReport } from '../render/lint/json.ts';
import type { CalendarView, DaysOffView } from '../view/calendar.ts';
import type { CatchUpView } from '../view/catch-up.ts';
import type { DoctorView } from '../view/doctor.ts';
import type { FindView } from '../view/find.ts';
import type { SummaryView } from '../view/finish.ts';
import type { viewMade } from '../view/init.ts';
import type { LogView } from '../view/log.ts';
import type { MineView } from '../view/mine.ts';
import type { NextView } from '../view/next.ts';
import type { viewChanged } from '../view/outcome.ts';
import type { PlanView } from '../view/plan.ts';
import type { PreviewView } from '../view/preview.ts';
import type { ProgramsView } from '../view/programs.ts';
import type { RemindView } from '../view/remind.ts';
import type { ReviewView } from '../view/review.ts';
import type { ShowGroupView, ShowView } from '../view/show.ts';
import type { ShowPhaseView } from '../view/show-phase.ts';
import type { StatusView } from '../view/status.ts';
import type { TeamView } from '../view/team.ts';
import type { TeamItemsView } from '../view/team-items.ts';
import type { TeamSinceView } from '../view/team-since.ts';
import type { UpgradeReport } from '../view/upgrade.ts';

/** The command line, its words joined by hyphens → what it prints. */
export interface Outputs {
  /** `status --json`. */
  readonly status: StatusView;
  /** `next --json`. */
  readonly next: NextView;
  /** `plan --json`. */
  readonly plan: PlanView;
  /** `plan --catch-up --json`, with `--yes` or without. */
  readonly 'plan-catch-up': CatchUpView & { readonly changed: readonly UnknownEvent[] };
  /** `show --json`: one for each item, group and phase. */
  readonly show: ShowView | ShowGroupView | ShowPhaseView;
  /** `log --json`. */
  readonly log: LogView;
  /** `find --json`. */
  readonly find: FindView;
  /** `remind --json`; `silent` says why there is nothing to send. */
  readonly remind: RemindView;
  /** `review --json`. */
  readonly review: ReviewView;
  /** `mine --json`, with `--everybody` too. */
  readonly mine: MineView;
  /** `team --json`. */
  readonly team: TeamView;
  /** `team --items --json`. */
  readonly 'team-items': TeamItemsView;
  /** `team --since --json`. */
  readonly 'team-since': TeamSinceView;
  /** `calendar --json`. */
  readonly calendar: CalendarView;
  /** `calendar --days-off --json`. */
  readonly 'calendar-days-off': DaysOffView;
  /** `sync --json`, with `--init` and `--follow` too. */
  readonly sync: ReturnType<typeof viewSynced>;
  /** `sync --join --json`. */
  readonly 'sync-join': ReturnType<typeof viewJoined>;
  /** `init --json`. */
  readonly init: ReturnType<typeof viewMade>;
  /** `start --list --json`. */
  readonly 'start-list': ProgramsView;
  /** `upgrade --json`. */
  readonly upgrade: UpgradeReport;
  /** `finish --json`. */
  readonly finish: SummaryView;
  /** `lint --format json`. */
  readonly lint: ReturnType<typeof viewReport>;
  /** `preview --json`, with `--calendar` too. */
  readonly preview: PreviewView;
  /** `doctor --json`; with `--repair`, `--restore` or `--unlock`, what is found afterwards. */
  readonly doctor: DoctorView;
  /**
   * `--json` of commands that record something and show nothing: `start`, `done`, `count`, `book`, `note`, `ask`, `skip`, `reopen`,
   * `undo`, `assign`, `reschedule`, `away`, `move`, `add`, `remove`, `archive`, `forget`, `redact`, `share`, and `review` with
   * `--approve` and the like.
   */
  readonly changed: ReturnType<typeof viewChanged>;
}
