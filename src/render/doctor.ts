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
  const [first = '', ...others] = wrapWords(`${shortened(place)}: ${message}`, width - 4);
  return [
    `  ${style[tone](sign)} ${first}`,
    ...others.map((line) => `    ${line}`),
    ...wrapWords(remedy, width, '      ').map(style.command),
  ];
}

/** A hash is told from others by its beginning. */
function shortened(place: string): string {
  return place.replace(/([0-9a-f]{12})[0-9a-f]{52}/, '$1…');
}

/** The value last, and whole: a path is there to be copied. */
function settingLines({ settings }: DoctorView, { width, style }: Page): string[] {
  const origins = layColumns(
    [
      { cells: settings.map(({ key }) => key), wide: 12 },
      { cells: settings.map(({ from }) => from), wide: 16, style: style.quiet },
      // Holds the width of the column before.
      { cells: settings.map(() => '|') },
    ],
    width,
  ).map((line) => line.slice(0, -1));
  return [
    style.strong('SETTINGS, and what says so'),
    ...settings.flatMap(({ value }, at) => {
      const line = `${origins[at]}${value}`;
      return value.includes(' ') ? wrapWords(line, width - 2, '  ', '    ') : [`  ${line}`];
    }),
  ];
}
