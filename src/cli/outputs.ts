/**
 * What each command prints with `--json`, as types alone: `npm run output-schema` makes `schema/output.json` of them, which
 * `pm-onboard schema output` prints. The comments here and at the views become its descriptions.
 */
import type { viewJoined, viewSynced } from '../actions/sync.ts';
import type { UnknownEvent } from '../progress/event.ts';
import type { viewReport } from '../render/lint/json.ts';
import type { CalendarView, DaysOffView } from '../view/calendar.ts';
import type { CatchUpView } from '../view/catch-up.ts';
import type { ChangeView } from '../view/change.ts';
import type { ChecklistsView } from '../view/checklists.ts';
import type { ConfigView } from '../view/config.ts';
import type { DoctorView } from '../view/doctor.ts';
import type { DutiesView } from '../view/duties.ts';
import type { DutiesPrepView } from '../view/duties-prep.ts';
import type { DutiesSwapView } from '../view/duties-swap.ts';
import type { DutiesWhoView } from '../view/duties-who.ts';
import type { ExportView } from '../view/export.ts';
import type { FindView } from '../view/find.ts';
import type { SummaryView } from '../view/finish.ts';
import type { GateView } from '../view/gate.ts';
import type { CompareView } from '../view/handbook/compare.ts';
import type { LevelView } from '../view/handbook/level.ts';
import type { PagesView, PageView } from '../view/handbook/pages.ts';
import type { ImportView } from '../view/import.ts';
import type { viewMade } from '../view/init.ts';
import type { LogView } from '../view/log.ts';
import type { MineView } from '../view/mine.ts';
import type { NextView } from '../view/next.ts';
import type { viewChanged } from '../view/outcome.ts';
import type { PeopleView } from '../view/people.ts';
import type { PlanView } from '../view/plan.ts';
import type { PreviewView } from '../view/preview.ts';
import type { ProgramsView } from '../view/programs.ts';
import type { RemindView } from '../view/remind.ts';
import type { ReportView } from '../view/report.ts';
import type { ReviewView } from '../view/review.ts';
import type { ShowGroupView, ShowView } from '../view/show.ts';
import type { ShowPhaseView } from '../view/show-phase.ts';
import type { StatusView } from '../view/status.ts';
import type { TeamView } from '../view/team.ts';
import type { TeamItemsView } from '../view/team-items.ts';
import type { TeamSinceView } from '../view/team-since.ts';
import type { UpgradeReport } from '../view/upgrade.ts';
import type { HelpView } from './reference.ts';

/** What is printed by a command that `--dry-run` keeps from writing. */
interface Foreseen {
  /** Set, and true, with `--dry-run`. */
  readonly dryRun?: boolean;
}

/** The summary of a run, and what could be better in its program. */
interface FinishView extends SummaryView, Foreseen {
  readonly change: ChangeView;
}

/** The command line, its words joined by hyphens → what it prints. */
export interface Outputs {
  /** `status --json`. */
  readonly status: StatusView;
  /** `next --json`. */
  readonly next: NextView;
  /** `plan --json`. */
  readonly plan: PlanView;
  /** `plan --catch-up --json`, with `--yes` or without. */
  readonly 'plan-catch-up': CatchUpView & Foreseen & { readonly changed: readonly UnknownEvent[] };
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
  /** `people --json`. */
  readonly people: PeopleView;
  /** `team --since --json`. */
  readonly 'team-since': TeamSinceView;
  /** `calendar --json`. */
  readonly calendar: CalendarView;
  /** `calendar --days-off --json`. */
  readonly 'calendar-days-off': DaysOffView;
  /** `report --json`, with `--team` too. */
  readonly report: ReportView;
  /** `sync --json`, with `--init` and `--follow` too. */
  readonly sync: ReturnType<typeof viewSynced>;
  /** `sync --join --json`. */
  readonly 'sync-join': ReturnType<typeof viewJoined>;
  /** `init --json`. */
  readonly init: ReturnType<typeof viewMade>;
  /** `start --list --json`. */
  readonly 'start-list': ProgramsView;
  /** `upgrade --json`. */
  readonly upgrade: UpgradeReport & Foreseen;
  /** `finish --json`. */
  readonly finish: FinishView;
  /** `handbook --json`: the pages that there are. */
  readonly handbook: PagesView;
  /** `handbook PAGE --json`. */
  readonly 'handbook-page': PageView;
  /** `handbook levels N --json`. */
  readonly 'handbook-level': LevelView;
  /** `handbook levels --compare --json`. */
  readonly 'handbook-compare': CompareView;
  /** `run --json`: the runs of checklists under way, and what can be begun. */
  readonly run: ChecklistsView;
  /** `run CHECKLIST SUBJECT --json`: what was saved, empty where the run was there, and how it stands. */
  readonly 'run-begin': ReturnType<typeof viewChanged> & { readonly status: StatusView };
  /** `run check --json`: whether the run is ready for a gate. */
  readonly 'run-check': GateView;
  /** `duties --json`. */
  readonly duties: DutiesView;
  /** `duties who --json`. */
  readonly 'duties-who': DutiesWhoView;
  /** `duties prep --json`: what was saved, empty where the run was there, and how it stands; null where there is none. */
  readonly 'duties-prep': DutiesPrepView &
    ReturnType<typeof viewChanged> & { readonly status: StatusView | null };
  /** `duties swap --json`: whose turns change. */
  readonly 'duties-swap': DutiesSwapView & Foreseen;
  /** `lint --format json`. */
  readonly lint: ReturnType<typeof viewReport>;
  /** `export --json`. */
  readonly export: ExportView;
  /** `import --json`, with `--dry-run` too. */
  readonly import: ImportView & Foreseen;
  /** `preview --json`, with `--calendar` too. */
  readonly preview: PreviewView;
  /** `config --json`: the settings; of `get`, `set` and `unset` the one that they are about, as it is in force then. */
  readonly config: ConfigView & Foreseen;
  /** `doctor --json`; with `--repair`, `--restore` or `--unlock`, what is found afterwards. */
  readonly doctor: DoctorView & Foreseen;
  /** `help --json`: every command and topic, or the one that is named. */
  readonly help: HelpView;
  /**
   * `--json` of commands that record something and show nothing: `start`, `done`, `count`, `book`, `note`, `ask`, `skip`, `reopen`,
   * `undo`, `assign`, `reschedule`, `away`, `move`, `add`, `remove`, `archive`, `forget`, `redact`, `share`, and `review` with
   * `--approve` and the like.
   */
  readonly changed: ReturnType<typeof viewChanged>;
}
