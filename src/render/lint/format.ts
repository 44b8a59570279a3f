/** What a format of lint's report is. */
import type { LintReport } from '../../lint/report.ts';
import type { Style } from '../style.ts';

export interface LintFormat {
  readonly name: string;
  /** The whole output, its last line ended; foreign text in it is harmless for whoever reads this format. */
  readonly render: (report: LintReport, page: Page) => string;
}

export interface Page {
  readonly width: number;
  readonly style: Style;
}
