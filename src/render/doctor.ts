/** The state of a workspace as text: findings with their remedies, by subject; then what is sound, and the settings. */
import {
  type DoctorScreen,
  type DoctorView,
  doctorScreen,
  type FindingView,
  type Severity,
} from '../view/doctor.ts';
import { upperFirst } from '../view/words.ts';
import { layColumns, wrap, wrapWords } from './layout.ts';
import { joinLines, type Page, type Renderer, type Style, titleOf } from './page.ts';

export const doctorRenderer: Renderer<DoctorView, DoctorScreen> = {
  tsv: 'doctor',
  select: doctorScreen,
  text(screen, page) {
    const { width, style } = page;
    return joinLines([
      ...screen.sections.flatMap(({ subject, findings }) => [
        titleOf(subject, page, { shown: findings.length, noun: 'finding' }),
        ...findings.flatMap((finding) => findingLines(finding, page)),
        '',
      ]),
      ...wrap(screen.sound, width),
      '',
      ...settingLines(screen, page),
      '',
      ...wrapWords(screen.hint, width).map(style.quiet),
    ]);
  },
};

const marks: Readonly<Record<Severity, { sign: string; style: keyof Style }>> = {
  error: { sign: '✗', style: 'bad' },
  warning: { sign: '!', style: 'careful' },
  note: { sign: '·', style: 'quiet' },
};

function findingLines({ severity, place, message, remedy }: FindingView, page: Page): string[] {
  const { width, style, speech } = page;
  if (speech) return [speech.row(upperFirst(severity), [`${shortened(place)}: ${message}`]), remedy];
  const { sign, style: tone } = marks[severity];
  const [first = '', ...others] = wrapWords(`${shortened(place)}: ${message}`, width - 4);
  return [
    `  ${style[tone](sign)} ${first}`,
    ...others.map((line) => `    ${line}`),
    ...wrapWords(remedy, width, '      ').map(style.command),
  ];
}

/** The place with its hash cut to 12 digits, which are enough to tell it from all others. */
function shortened(place: string): string {
  return place.replace(/([0-9a-f]{12})[0-9a-f]{52}/, '$1…');
}

const whence = ', and where each comes from';

/** A line for each setting. The value stands last and is never cut, so that a path can be copied. */
function settingLines({ settings }: DoctorScreen, { width, style, speech }: Page): string[] {
  if (speech)
    return [
      speech.heading(`Settings${whence}`, { shown: settings.length, noun: 'row' }, ''),
      ...settings.map(({ key, value, from }) => `${key}, from ${from}: ${value}`),
    ];
  const origins = layColumns(
    [
      { cells: settings.map(({ key }) => key), wide: 12 },
      { cells: settings.map(({ from }) => from), wide: 16, style: style.quiet },
      // This last column makes the one before it get filled up with spaces; its sign is cut off again below.
      { cells: settings.map(() => '|') },
    ],
    { width },
  ).map((line) => line.slice(0, -1));
  return [
    style.strong(`SETTINGS${whence}`),
    ...settings.flatMap(({ value }, at) => {
      const line = `${origins[at]}${value}`;
      return value.includes(' ') ? wrapWords(line, width - 2, '  ', '    ') : [`  ${line}`];
    }),
  ];
}
