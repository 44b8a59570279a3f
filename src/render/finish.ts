/** The summary of a run: as text a screen, as Markdown a document to keep. */

import { longDate } from '../dates.ts';
import type { Called } from '../plan/run.ts';
import { withoutEvidenceText } from '../progress/kinds.ts';
import { hasFirstDay, lastDayText } from '../view/anchor.ts';
import { type DoneView, type NoteView, type SummaryView, stateText, type Tally } from '../view/finish.ts';
import { bareRow, type Row, type Section, section } from '../view/sections.ts';
import type { QuestionView } from '../view/status.ts';
import { leftOutText, oneLine, plural, stateWord, withUnit } from '../view/words.ts';
import { layColumns, spread, wrap } from './layout.ts';
import type { Markdown } from './markdown.ts';
import {
  type FittedSection,
  fitSections,
  joinLines,
  linesOn,
  type Page,
  type Renderer,
  titledLines,
} from './page.ts';
import { changeDeep } from './safe.ts';

/** How many counts a line of the screen shows at most. */
const mostCounts = 4;

/** The parameter says how the command on the screen names the hire. */
export const summaryRenderer = ({ called }: Called): Renderer<SummaryView> => ({
  // What people typed in several lines stands in rows, and in lists.
  select: (view) => changeDeep(view, oneLine),

  text(view, page) {
    const { width, style } = page;
    const { finished } = view;
    const head = [
      ...spread(headText(view), peopleOf(view), page).map(style.strong),
      ...wrap(`${progressText(view)}.`, width),
      ...(finished?.text ? wrap(finished.text, width) : []),
      ...labelled('MISSING', finished?.wasMissing ?? [], page),
      ...labelled('USELESS', finished?.wasUseless ?? [], page),
    ];
    const foot = [
      ...labelled(
        'SIGNED OFF',
        view.signedOff.map(({ by, items }) => `${by} ${items.length}`),
        page,
      ),
      ...labelled('COUNTED', view.counted.slice(0, mostCounts).map(tallyText), page),
      ...labelled('EVIDENCE', evidenceTexts(view), page),
      '',
      ...[
        `The whole of it, to keep: pm-onboard finish ${called} --markdown`,
        `To improve the checklists: pm-onboard finish ${called} --change`,
      ].flatMap((text) => wrap(text, width).map(style.quiet)),
    ];
    // The 5 lines are two empty ones, two that `finish` prints below, and the next prompt.
    const room = linesOn(page) - head.length - foot.length - 5;
    const [done, ...others] = fitSections(
      sectionsOf(view),
      room,
      (section) => sectionLines(section, page).length,
    );
    return joinLines([
      ...head,
      '',
      ...(done ? sectionLines(done, page) : []),
      '',
      ...others.flatMap((section) => sectionLines(section, page)),
      ...foot,
    ]);
  },

  /** Dates have their year here, since the document may be read years later. */
  markdown(view, write) {
    const { hire, finished } = view;
    const { heading, bullet, strong } = write;
    return joinLines([
      heading(1, hire.title ?? `${view.programTitle}: ${hire.name}`),
      '',
      `${spanText(view)}: ${progressText(view)}.`,
      '',
      ...(hire.subject === null ? [] : [bullet(`owner: ${hire.name}`)]),
      ...hire.requiredRoles.flatMap((role) => rolesText(role, hire.roles[role], write)),
      '',
      ...(finished?.text ? [write.quote(finished.text), ''] : []),
      ...listOf(
        heading(2, 'What was missing'),
        (finished?.wasMissing ?? []).map((text) => bullet(text)),
      ),
      ...listOf(
        heading(2, 'What was useless'),
        (finished?.wasUseless ?? []).map((text) => bullet(text)),
      ),
      ...(view.counted.length > 0 ? [`Counted: ${talliesText(view.counted)}.`, ''] : []),
      heading(2, 'What was done'),
      '',
      ...view.phases.flatMap(({ title, items, ...totals }) => [
        heading(3, `${title}: ${shareText(totals)}`),
        '',
        ...items.map((item) => doneLine(item, view, write)),
        '',
      ]),
      ...listOf(
        heading(3, 'No longer in the checklists'),
        view.gone.map((item) => doneLine(item, view, write)),
      ),
      ...listOf(
        heading(2, 'Left out'),
        view.skipped.map(({ ref, title, ...said }) =>
          bullet(`${strong(ref)} ${title}: ${leftOutText(said, said.by, said.reason)}`),
        ),
      ),
      ...listOf(
        heading(2, 'Still open'),
        view.open.map((item) => bullet(`${strong(item.ref)} ${item.title} (${stateText(item)})`)),
      ),
      ...listOf(
        heading(2, 'Notes'),
        view.notes.map((note) => noteLine(note, view, write)),
      ),
      ...listOf(
        heading(2, 'Questions'),
        view.questions.flatMap((question) => questionLines(question, write)),
      ),
      ...listOf(
        heading(2, 'Signed off'),
        view.signedOff.map(({ by, items }) => bullet(`${by}: ${items.map(({ title }) => title).join(', ')}`)),
      ),
    ]);
  },
});

function headText({ hire, finished, day, today }: SummaryView): string {
  const reached = hasFirstDay(hire)
    ? `day ${day}`
    : hire.due && finished
      ? `due ${longDate(hire.due, today)}`
      : lastDayText(hire, today);
  const when = finished ? `finished on ${longDate(finished.on, today)}, ${reached}` : reached;
  return `${hire.title ?? hire.name} · ${when}`;
}

/** From when to when the run went, with the day that it has reached, or its last day. */
function spanText({ hire, finished, today, day }: SummaryView): string {
  const span = `${hire.start} to ${finished?.on ?? today}`;
  if (hire.due) return `${span}, due ${hire.due}`;
  return hire.anchor === 'end' ? `${span}${hire.end ? `, last day ${hire.end}` : ''}` : `${span}, day ${day}`;
}

function peopleOf({ hire }: SummaryView): string {
  if (hire.subject !== null) return `owner ${hire.name}`;
  const buddy = hire.roles['buddy']?.[0];
  return buddy ? `buddy ${buddy}` : '';
}

function progressText({ progress, questions }: SummaryView): string {
  const { done, skipped, total } = progress;
  const left = total - done - skipped;
  const answered = questions.filter(({ answer }) => answer !== null).length;
  return [
    `${done} of ${total} done`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(left > 0 ? [`${left} left open`] : []),
    ...(questions.length > 0 ? [`${answered} of ${plural(questions.length, 'question')} answered`] : []),
  ].join(', ');
}

/** DONE and STILL OPEN get rows before the other sections when there is not room for all. */
function sectionsOf(view: SummaryView): Section[] {
  const { phases, open, questions, notes, skipped } = view;
  return [
    section(
      'DONE',
      phases.map(({ title, counted, ...totals }) =>
        row('', title, shareText(totals), talliesText(counted.slice(0, mostCounts))),
      ),
      { urgent: true },
    ),
    section(
      'STILL OPEN',
      open.map((item) => row(item.ref, item.title, stateText(item), '', item.state)),
      { urgent: true },
    ),
    section('LEARNED', [
      ...questions.map(({ ref, text, answer }) =>
        row(ref, text, answer?.text ?? 'no answer yet', '', answer ? 'answered' : 'asked'),
      ),
      ...notes.map(({ ref, text }) => row(ref, text, '', '', 'note')),
    ]),
    section(
      'LEFT OUT',
      skipped.map(({ ref, title, ...said }) =>
        row(
          ref,
          title,
          leftOutText(said, said.by, said.reason),
          '',
          stateWord({ state: 'skipped', ...said }),
        ),
      ),
    ),
  ].filter(({ rows, title }) => rows.length > 0 || title === 'DONE');
}

function row(ref: string, title: string, when = '', who = '', state = ''): Row {
  return { ...bareRow({ ref, title }, state), when, who };
}

/** How many completions have evidence, by form: `24 links` and `2 in words`. */
function evidenceTexts({ phases, gone }: SummaryView): string[] {
  const given = [...phases.flatMap(({ items }) => items), ...gone];
  const links = given.filter(({ link }) => link !== null).length;
  const words = given.filter(({ evidence }) => evidence !== null).length;
  return [...(links > 0 ? [plural(links, 'link')] : []), ...(words > 0 ? [`${words} in words`] : [])];
}

/** The lines of a section. Where not all rows are shown, the title says how many there are. */
function sectionLines({ title, rows, more }: FittedSection, page: Page): string[] {
  const { style, speech } = page;
  const all = rows.length + more;
  const shown = rows.length === 0 ? `${all}` : `${rows.length} of ${all}`;
  const lines = layColumns(
    [
      { cells: rows.map(({ state }) => state), state: true },
      { cells: rows.map(({ ref }) => ref), wide: 4, style: style.command },
      { cells: rows.map(({ title: text }) => text), least: 22 },
      {
        cells: rows.map(({ when }) => when),
        least: 12,
        wraps: true,
        // The state has been said already.
        said: (when, at) => when.replace(new RegExp(`^${rows[at]?.state}(?:, )?`), ''),
      },
      // The counts beside a phase stand below once more, all of them.
      {
        cells: rows.map(({ who }) => who),
        ...(title === 'DONE' ? { least: 8 } : { below: true }),
        style: style.quiet,
      },
    ],
    page,
    '  ',
  );
  if (speech) return [speech.heading(title, { shown: rows.length, all, noun: 'row' }, ''), ...lines];
  return [style.strong(title) + (more > 0 ? `   ${shown}` : ''), ...lines];
}

function labelled(label: string, parts: readonly string[], page: Page): string[] {
  return parts.length === 0 ? [] : titledLines(label, parts.join(' · '), page);
}

function shareText({ done, skipped, total }: SummaryView['progress']): string {
  return `${done} of ${total}${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function tallyText({ total, unit }: Tally): string {
  return withUnit(`${total}`, total, unit);
}

function talliesText(tallies: readonly Tally[]): string {
  return tallies.map(tallyText).join(' · ');
}

function rolesText(role: string, people: readonly string[] = [], { bullet }: Markdown): string[] {
  return people.length > 0 ? [bullet(`${role}: ${people.join(', ')}`)] : [];
}

function doneLine(item: DoneView, { hire }: SummaryView, write: Markdown): string {
  const { ref, title, on, by, counted, link, evidence, without, signedOff } = item;
  const facts = [
    on,
    by === hire.name ? '' : `by ${by}`,
    counted ? tallyText(counted) : '',
    evidence ?? '',
    without ? withoutEvidenceText(without) : '',
    signedOff ? `signed off by ${signedOff.by} on ${signedOff.on}` : '',
  ];
  const comment = signedOff?.text ? `: ${signedOff.text}` : '';
  return write.bullet(`${write.entry(ref, title, link, facts)}${comment}`);
}

function noteLine(
  { ref, title, on, by, text }: NoteView,
  { hire }: SummaryView,
  { bullet, strong }: Markdown,
): string {
  return bullet(`${strong(ref)} ${title}: ${text} (${by === hire.name ? '' : `${by}, `}${on})`);
}

function questionLines({ text, on, answer }: QuestionView, { bullet, strong }: Markdown): string[] {
  const reply = answer ? `${answer.text} (${answer.by}, ${answer.on})` : 'no answer';
  return [bullet(`${strong(text)} (${on})`), bullet(reply, undefined, 1)];
}

function listOf(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [title, '', ...lines, ''] : [];
}
