/** The state of a workspace: a line a finding with what mends it, by subject; then what is sound, and the settings. */

import type { Severity } from '../view/doctor/finding.ts';
import { type DoctorView, type FindingView, hintOf, soundText, subjectsFound } from '../view/doctor.ts';
import { layColumns, wrap, wrapWords } from './layout.ts';
import { joinLines, type Page, type Renderer, whole } from './page.ts';
import type { Style } from './style.ts';

export const doctorRenderer: Renderer<DoctorView> = {
  select: whole,
  text(view, page) {
    const { width, style } = page;
    return joinLines([
      ...subjectsFound(view).flatMap((subject) => [
        style.strong(subject.toUpperCase()),
        ...view.checks
          .filter((check) => check.subject === subject)
          .flatMap(({ check }) => view.findings.filter((finding) => finding.check === check))
          .flatMap((finding) => findingLines(finding, page)),
        '',
      ]),
      ...wrap(soundText(view), width),
      '',
      ...settingLines(view, page),
      '',
      ...wrapWords(hintOf(view), width).map(style.quiet),
    ]);
  },
};

const marks: Readonly<Record<Severity, { sign: string; style: keyof Style }>> = {
  error: { sign: '✗', style: 'bad' },
  warning: { sign: '!', style: 'careful' },
  note: { sign: '·', style: 'quiet' },
};

function findingLines({ severity, place, message, remedy }: FindingView, { width, style }: Page): string[] {
  const { sign, style: tone } = marks[severity];
  const [first = '', ...others] = wrapWords(`${place}: ${message}`, width - 4);
  return [
    `  ${style[tone](sign)} ${first}`,
    ...others.map((line) => `    ${line}`),
    ...wrapWords(remedy, width, '      ').map(style.command),
  ];
}

function settingLines({ settings }: DoctorView, { width, style }: Page): string[] {
  const lines = layColumns(
    [
      { cells: settings.map(({ key }) => key) },
      { cells: settings.map(({ value }) => value), least: 20, wide: 20 },
      { cells: settings.map(({ from }) => from), style: style.quiet },
    ],
    width - 2,
  );
  return [style.strong('SETTINGS, and where they come from'), ...lines.map((line) => `  ${line}`)];
}
