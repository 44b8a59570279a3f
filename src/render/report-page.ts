/**
 * Reports as one page of HTML that stands alone: no script, nothing from elsewhere, and a policy that says so to browsers. It is
 * made for a screen of any width, light or dark, and for two sheets of paper. All texts pass through `esc`, and none stands in an
 * attribute.
 */
import { addDays, type CalendarDate, firstOfMonth, fullDate, longDate, monthTitle } from '../dates.ts';
import { sha256 } from '../digest.ts';
import { agreeing } from '../phrases.ts';
import { dueOr } from '../view/anchor.ts';
import {
  type BookedReport,
  type HireReport,
  type OwedReport,
  type PhaseReport,
  placeOf,
  type ReportItem,
  type ReportView,
  type TimelineView,
} from '../view/report.ts';
import { catchUpTitle, leftOutText, listText, numbered, owedTitle, plural } from '../view/words.ts';
import {
  checklistStanding,
  nobodyText,
  owedBy,
  owedText,
  owedWhen,
  stateWord,
  titleOfReport,
} from './report.ts';
import { safeDeep } from './safe.ts';

/** By this a page is known as one of this program. */
export const pageMark = '<meta name="generator" content="pm-onboard report">';

/** A text that is HTML already. */
class Html {
  constructor(readonly text: string) {}
}

/** @returns the whole page, in UTF-8 */
export function reportPage(given: ReportView): string {
  const view = safeDeep(given);
  const title = titleOfReport(view);
  const lines: (Html | string)[] = [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    pageMark,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleHash()}'; base-uri 'none'; form-action 'none'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="robots" content="noindex">',
    html`<title>${title}, ${fullDate(view.today)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<header>',
    html`<h1>${title}</h1>`,
    html`<p>${madeText(view)} ${aboutText(view)}</p>`,
    '</header>',
    '<main>',
    ...(view.team ? contents(view) : []),
    ...view.hires.flatMap((hire, at) => hireSection(hire, at, view)),
    ...checklistsTable(view),
    ...view.unreadable.map(({ name, fault }) => html`<p>${name}: ${fault}.</p>`),
    '</main>',
    '</body>',
    '</html>',
    '',
  ];
  return lines.map((line) => (line instanceof Html ? line.text : line)).join('\n');
}

/** Whether a text is a page that {@link reportPage} made. */
export function isReportPage(text: string): boolean {
  return text.startsWith('<!doctype html>\n') && text.slice(0, 500).includes(`\n${pageMark}\n`);
}

function madeText({ by, today }: ReportView): string {
  return `Made by ${by} on ${fullDate(today)} with pm-onboard.`;
}

function aboutText({ hires, withNotes }: ReportView): string {
  const who = agreeing(hires.length, 'a person', 'people');
  const notes = withNotes ? ', and has what they and others wrote' : '';
  return `This page is about ${who}${notes}: give it only to those whom it concerns, and delete it when it has served.`;
}

/** The checklists under way, as a table. */
function checklistsTable({ checklists, today }: ReportView): Html[] {
  if (checklists.length === 0) return [];
  const say = (date: CalendarDate) => longDate(date, today);
  return [
    html`<section class="hire">`,
    html`<h2>Checklists under way</h2>`,
    html`<table><thead><tr><th scope="col">Checklist</th><th scope="col">Owner</th><th scope="col">Begun</th><th scope="col">How it stands</th></tr></thead><tbody>`,
    ...checklists.map(
      (each) =>
        html`<tr><th scope="row">${numbered(each.title, each.number)}</th><td>${each.owner}</td><td>${say(each.start)}</td><td>${checklistStanding(each, say)}</td></tr>`,
    ),
    html`</tbody></table>`,
    html`</section>`,
  ];
}

function contents(view: ReportView): Html[] {
  const { hires } = view;
  if (hires.length === 0) return [html`<p>${nobodyText(view)}</p>`];
  return [
    html`<nav aria-label="People"><ul class="inline">`,
    ...hires.map((hire, at) => html`<li><a href="#hire-${at}">${calledIn(hire)}</a></li>`),
    html`</ul></nav>`,
  ];
}

function calledIn({ name, run }: HireReport): string {
  return run === null ? name : `${name}, ${run}`;
}

function hireSection(hire: HireReport, at: number, view: ReportView): Html[] {
  // On a page about one hire the first heading has said the name.
  const [head, part] = view.team ? ['h2', 'h3'] : ['h2', 'h2'];
  const heading = (text: string) => raw(`<${part}>${esc(text)}</${part}>`);
  const intro = view.team ? [raw(`<${head} id="hire-${at}">${esc(calledIn(hire))}</${head}>`)] : [];
  const say = (date: CalendarDate) => longDate(date, view.today);
  const people = hire.people.map(({ title, names }) => `${title}: ${listText(names) || 'nobody yet'}`);
  return [
    html`<section class="hire">`,
    ...intro,
    html`<p><strong>${hire.title}</strong><br>${hire.program}, ${say(hire.start)} to ${say(hire.end)}. ${people.map((each) => `${each}.`).join(' ')}</p>`,
    html`<p>${hire.standing.join(' ')}</p>`,
    heading('Progress by phase'),
    ...phasesTable(hire.phases, say),
    heading('Timeline'),
    ...timeline(hire, at, say),
    html`<div class="columns">`,
    ...listed(
      heading(owedTitle),
      hire.owed.map((owed) => owedRow(owed, say)),
    ),
    ...listed(
      heading(catchUpTitle),
      hire.late.map((item) => dueRow(item, say)),
    ),
    ...listed(
      heading('Next'),
      hire.next.map((item) => dueRow(item, say)),
    ),
    ...listed(heading('Open questions'), questionRows(hire, say)),
    html`</div>`,
    ...doneLists(heading('What was done'), hire, say, view.team ? 'h4' : 'h3'),
    ...listed(
      heading('Left out'),
      hire.skipped.map(({ ref, title, ...said }) => {
        const why = leftOutText(said, said.by, said.reason);
        return html`<li>${number(ref)}${title}${why ? `: ${why}` : ''}</li>`;
      }),
    ),
    ...listed(
      heading('Notes'),
      (hire.notes ?? []).map(
        ({ ref, title, text, by, on }) =>
          html`<li>${number(ref)}${title}: ${text} <span class="quiet">${by}, ${say(on)}</span></li>`,
      ),
    ),
    html`</section>`,
  ];
}

type Say = (date: CalendarDate) => string;

function number(ref: string): Html {
  return ref === '' ? raw('') : html`<b class="ref">${ref}</b> `;
}

function listed(heading: Html, rows: readonly Html[]): Html[] {
  return rows.length === 0 ? [] : [html`<div class="part">`, heading, html`<ul>`, ...rows, html`</ul></div>`];
}

function dueRow({ ref, title, due, undated, booked }: ReportItem, say: Say): Html {
  const when = booked ? `booked for ${bookedOn(booked, say)}` : dueOr({ undated }, `by ${say(due)}`);
  return html`<li>${number(ref)}${title} <span class="quiet">${when}</span></li>`;
}

function bookedOn({ day, time }: Pick<BookedReport, 'day' | 'time'>, say: Say): string {
  return `${say(day)}${time === null ? '' : `, ${time}`}`;
}

function owedRow(owed: OwedReport, say: Say): Html {
  return html`<li>${number(owed.ref)}${owedText(owed)} <span class="quiet">${owedBy(owed)}, ${owedWhen(owed, say)}</span></li>`;
}

function questionRows({ questions }: HireReport, say: Say): Html[] {
  const { open, texts } = questions;
  if (texts === null) return open > 0 ? [html`<li>${plural(open, 'question')} without an answer.</li>`] : [];
  return texts.map(({ ref, text, on, answer }) => {
    const reply = answer ? `${answer.text} (${answer.by}, ${say(answer.on)})` : 'no answer yet';
    return html`<li>${number(ref)}${text} <span class="quiet">${say(on)}</span>: ${reply}</li>`;
  });
}

function doneLists(heading: Html, { done }: HireReport, say: Say, level: string): Html[] {
  if (done.length === 0) return [];
  return [
    heading,
    html`<div class="columns">`,
    ...done.flatMap(({ phase, items }) => [
      html`<div class="part">`,
      raw(`<${level}>${esc(phase)}</${level}>`),
      html`<ul class="dense">`,
      ...items.map(
        ({ ref, title, on, inReview }) =>
          html`<li>${number(ref)}${title} <span class="quiet">${say(on)}${inReview ? ', in review' : ''}</span></li>`,
      ),
      html`</ul></div>`,
    ]),
    html`</div>`,
  ];
}

function phasesTable(phases: readonly PhaseReport[], say: Say): Html[] {
  return [
    html`<table><thead><tr><th scope="col">Phase</th><th scope="col">Until</th><th scope="col">Done</th><th scope="col">State</th></tr></thead><tbody>`,
    ...phases.map((phase) => {
      const counted = Math.max(1, phase.total - phase.skipped);
      const [done, handedIn] = [phase.done / counted, phase.inReview / counted];
      return html`<tr><th scope="row">${phase.title}</th><td>${say(phase.due)}</td><td><svg class="bar" aria-hidden="true"><rect class="done" width="${percent(done)}" height="100%"/><rect class="review" x="${percent(done)}" width="${percent(handedIn)}" height="100%"/></svg> ${shareText(phase)}</td><td>${stateWord(phase)}</td></tr>`;
    }),
    html`</tbody></table>`,
  ];
}

function shareText({ done, inReview, skipped, total }: PhaseReport): string {
  const parts = [
    `${done} of ${total}`,
    ...(inReview > 0 ? [`${inReview} in review`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  return parts.join(', ');
}

function percent(share: number): string {
  return `${Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 100}%`;
}

/** The heights of the timeline in pixels: baselines of the two rows of bars, and the row of bookings. */
const [months, dueLine, doneLine, bookedLine, depth] = [12, 56, 96, 108, 118];
const [barUnit, tallest] = [4, 32];

/**
 * The days of the run as a drawing, which is as wide as its place: all that lies across is in percent. Everything in it is said by
 * its description and by the lists beside it.
 */
function timeline({ timeline: line, day, phases }: HireReport, at: number, say: Say): Html[] {
  const x = (date: CalendarDate) => percent(placeOf(line, date));
  const width = (from: CalendarDate, to: CalendarDate) =>
    percent(placeOf(line, addDays(to, 1)) - placeOf(line, from));
  const bars = (
    days: readonly { readonly on: CalendarDate; readonly items: number }[],
    base: number,
    kind: string,
  ) =>
    days.map(({ on, items, ...more }) => {
      const height = Math.min(tallest, items * barUnit + 2);
      const late = 'late' in more && more.late === true ? ' late' : '';
      return html`<rect class="${kind}${late}" x="${x(on)}" y="${base - height}" width="${width(on, on)}" height="${height}"/>`;
    });
  return [
    html`<svg class="timeline" role="img" aria-labelledby="line-${at} says-${at}" height="${depth}">`,
    html`<title id="line-${at}">Timeline</title>`,
    html`<desc id="says-${at}">${timelineText(line, say)}</desc>`,
    ...line.leaves.map(
      ({ from, to }) =>
        html`<rect class="leave" x="${x(from)}" y="${months + 4}" width="${width(from, to)}" height="${depth - months - 4}"/>`,
    ),
    ...monthStarts(line).map(
      (first) =>
        html`<line class="grid" x1="${x(first)}" x2="${x(first)}" y1="${months + 4}" y2="${depth}"/><text x="${x(first)}" y="${months}" text-anchor="${placeOf(line, first) > 0.93 ? 'end' : 'start'}">${monthTitle(first).slice(0, 3)}</text>`,
    ),
    ...phases.map(
      ({ due }) => html`<line class="phase" x1="${x(due)}" x2="${x(due)}" y1="${months + 4}" y2="${depth}"/>`,
    ),
    html`<line class="base" x1="0" x2="100%" y1="${dueLine}" y2="${dueLine}"/><line class="base" x1="0" x2="100%" y1="${doneLine}" y2="${doneLine}"/>`,
    ...bars(line.due, dueLine, 'due'),
    ...bars(line.done, doneLine, 'done'),
    ...line.booked.map(
      ({ day: on }) => html`<circle class="booked" cx="${x(on)}" cy="${bookedLine}" r="4"/>`,
    ),
    html`<line class="today" x1="${x(day)}" x2="${x(day)}" y1="${months + 4}" y2="${depth}"/>`,
    html`</svg>`,
    html`<ul class="inline key" aria-hidden="true"><li><i class="due"></i> due, still open</li><li><i class="late"></i> late</li><li><i class="done"></i> done</li><li><i class="booked"></i> booked</li><li><i class="leave"></i> leave</li><li><i class="today"></i> ${say(day)}</li></ul>`,
    ...(line.booked.length > 0
      ? [
          html`<ul class="inline">`,
          ...line.booked.map(
            (each) =>
              html`<li>${number(each.ref)}${each.title} <span class="quiet">booked for ${bookedOn(each, say)}</span></li>`,
          ),
          html`</ul>`,
        ]
      : []),
  ];
}

/** What the drawing shows, for whoever hears it. */
function timelineText(line: TimelineView, say: Say): string {
  const sum = (days: readonly { readonly items: number }[]) =>
    days.reduce((all, { items }) => all + items, 0);
  const late = line.due.filter((each) => each.late);
  return [
    `From ${say(line.from)} to ${say(line.to)}.`,
    `${plural(sum(line.due), 'item')} still open${late.length > 0 ? `, late since ${say((late[0] as { on: CalendarDate }).on)}` : ''}.`,
    `${plural(sum(line.done), 'item')} done.`,
    ...line.leaves.map(({ from, to }) => `Leave from ${say(from)} to ${say(to)}.`),
    ...line.booked.map((each) => `${each.ref} booked for ${bookedOn(each, say)}.`),
  ].join(' ');
}

/** So many months have their name on the drawing at most: on a narrow screen there is no room for more. */
const mostMonths = 6;

function monthStarts({ from, to }: TimelineView): CalendarDate[] {
  const starts: CalendarDate[] = [];
  for (
    let first = firstOfMonth(addDays(firstOfMonth(from), 31));
    first <= to;
    first = firstOfMonth(addDays(first, 31))
  )
    starts.push(first);
  const step = Math.ceil(starts.length / mostMonths);
  return starts.filter((_, at) => at % step === 0);
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function esc(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
}

function raw(text: string): Html {
  return new Html(text);
}

/** A template of HTML: what is put into it is escaped, unless it is HTML already. */
function html(parts: TemplateStringsArray, ...values: readonly (string | number | Html)[]): Html {
  const filled = values.map((value) => (value instanceof Html ? value.text : esc(String(value))));
  return raw(String.raw({ raw: parts.map((part) => part) }, ...filled));
}

/** The hash by which the policy of the page lets its own style in, and no other. */
function styleHash(): string {
  const hash = sha256(style, 'base64url').replaceAll('-', '+').replaceAll('_', '/');
  return `${hash}=`;
}

/** On paper every colour is set, since printing follows neither the scheme nor the background of a screen. */
const style = `
:root { color-scheme: light dark; --page: #ffffff; --text: #1c1c1c; --quiet: #565656; --rule: #cfcfcf; --done: #1e7145; --review: #86b89a; --due: #4a66ad; --late: #a63c00; --booked: #7a2f9c; --leave: #e9e3cf; --today: #1c1c1c }
@media screen and (prefers-color-scheme: dark) {
  :root { --page: #16181b; --text: #e6e6e6; --quiet: #a9adb3; --rule: #454a50; --done: #58b981; --review: #2f6b4a; --due: #8fa8ec; --late: #ff9c63; --booked: #cf95ec; --leave: #3a3628; --today: #e6e6e6 }
}
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; background: var(--page); color: var(--text); font: 1rem/1.45 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.5rem; margin: 0 0 .25rem } h2 { font-size: 1.2rem; margin: 1.2rem 0 .3rem } h3 { font-size: 1rem; margin: .8rem 0 .2rem } h4 { font-size: .95rem; margin: .6rem 0 .1rem }
p { margin: .2rem 0 } a { color: inherit }
a:focus-visible { outline: 3px solid var(--due); outline-offset: 2px }
header { border-bottom: 1px solid var(--rule); padding-bottom: .5rem }
.quiet { color: var(--quiet) }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0; border-bottom: 1px solid var(--rule); font-weight: normal }
thead th { color: var(--quiet); overflow-wrap: normal }
@media (max-width: 30rem) { th, td { padding-right: .35rem; font-size: .9rem } .bar { display: block } }
.bar { width: 5rem; max-width: 100%; height: .7rem; border: 1px solid var(--quiet); vertical-align: baseline }
.timeline { display: block; width: 100% }
.timeline text { fill: var(--quiet); font-size: 11px }
.grid { stroke: var(--rule) } .base { stroke: var(--quiet) } .phase { stroke: var(--quiet); stroke-dasharray: 2 3 } .today { stroke: var(--today); stroke-width: 2 }
.leave { fill: var(--leave) } .due { fill: var(--due) } .late { fill: var(--late) } .done { fill: var(--done) } .review { fill: var(--review) } .booked { fill: var(--booked) }
ul { margin: 0; padding: 0; list-style: none } li { margin: .15rem 0; padding-left: 2.6rem; text-indent: -2.6rem } .ref { display: inline-block; min-width: 2.35rem; text-indent: 0; font-weight: 600 }
.inline li { display: inline-block; margin: 0 1rem .1rem 0; padding: 0; text-indent: 0 } .inline .ref { min-width: 0 }
.key i { display: inline-block; width: .8rem; height: .7rem; border: 1px solid var(--quiet) }
.key .due { background: var(--due) } .key .late { background: var(--late) } .key .done { background: var(--done) } .key .booked { background: var(--booked); border-radius: 50%; width: .7rem } .key .leave { background: var(--leave) } .key .today { width: 0; border-width: 0 1px; border-color: var(--today) }
h1, h2, h3, h4 { break-after: avoid }
.columns { columns: 2 18rem; column-gap: 2rem } .columns h2:first-child, .columns h3:first-child, .columns h4:first-child { margin-top: .3rem }
.dense li { margin: 0; break-inside: avoid }
@page { margin: 12mm; @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif; color: #000000 } }
@media print {
  :root { --page: #ffffff; --text: #000000; --quiet: #333333; --rule: #999999; --done: #1e7145; --review: #9fc7b0; --due: #4a66ad; --late: #a63c00; --booked: #7a2f9c; --leave: #e0dbc8; --today: #000000 }
  body { max-width: none; padding: 0; font-size: 9pt; line-height: 1.25 }
  h1 { font-size: 14pt } h2 { font-size: 11pt; margin: 6pt 0 1pt } h3, h4 { font-size: 9.5pt; margin: 4pt 0 0 }
  th, td { padding: .6mm 2mm .6mm 0 } tr, li { break-inside: avoid } li { margin: 0 }
  .bar, .key i { print-color-adjust: exact }
  .columns { columns: 2; column-gap: 6mm }
  .hire + .hire { break-before: page }
  nav { display: none }
}
`;
