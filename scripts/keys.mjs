/**
 * `node scripts/keys.mjs` after `npm run build`: how many keys a faithful hire presses in their ninety days, before there were
 * short forms and lists to tick, and now.
 *
 * Counted is what the hire types at a shell and at questions, each Enter with it: `status` each morning, a booking of each
 * meeting, and what they do: each item ticked off, each unit counted. A space, an arrow and a paste are one key each; so is what
 * the hire has to say anyway, a link or a few words. Not counted are notes, questions, reading `show`, and mistakes.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(root, 'node_modules/.keys-'));
const outfile = join(folder, 'lives.mjs');
const contents = `export { live } from './tests/plan/lives.ts'; export { toTick } from './src/actions/done-asked.ts';`;
await build({
  stdin: { contents, resolveDir: root, loader: 'ts' },
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
});
const { live, toTick } = await import(pathToFileURL(outfile).href);
rmSync(folder, { recursive: true });

const program = JSON.parse(readFileSync(join(root, 'dist/programs/product-manager.json'), 'utf8'));
const days = live({ program, start: '2026-11-23', calendar: {}, books: true, signsOff: true });

/** The keys of a line at the shell, its Enter included; `·` stands for a paste, or for what is said anyway. */
const keys = (line) => [...line].length + 1;

/** What the hire records on a day: the reference of each item, what is counted, and the evidence that it wants. */
function deedsOf({ morning, evening, date }) {
  const before = new Set(morning.record.events.map(({ id }) => id));
  const items = new Map(evening.plan.items.map((planned) => [planned.item.id, planned]));
  return evening.record.events
    .filter((event) => !before.has(event.id) && event.on === date)
    .flatMap(({ kind, item, delta }) => {
      const planned = items.get(item);
      return planned && (kind === 'done' || kind === 'counted')
        ? [{ kind, id: item, ref: planned.ref, delta, wants: planned.item.evidence }]
        : [];
    });
}

/** One command for each item, as it is done. */
function byNumber(deeds, { done, count, evidence }) {
  return deeds.reduce((sum, { kind, ref, delta, wants }) => {
    if (kind === 'counted') return sum + keys(`${count} ${ref}${delta > 1 ? ` ${delta}` : ''}`);
    return sum + keys(`${done} ${ref}`) + (wants === 'none' ? 0 : evidence[wants]);
  }, 0);
}

/** The list of `done`, once in the evening: arrows down to the last item, a space for each, and what each wants. */
function byList(deeds, morning) {
  const list = toTick(morning).map(({ item }) => item.id);
  const ticked = [];
  let rest = 0;
  for (const { kind, id, ref, delta, wants } of deeds) {
    const isTicked = ticked.some((each) => each.id === id);
    if (!list.includes(id) || isTicked) {
      rest += keys(kind === 'done' ? `pmo d ${ref}` : `pmo count ${ref}`);
      rest += kind === 'done' && wants !== 'none' ? 2 : 0;
      continue;
    }
    ticked.push({ id, asks: kind === 'done' && wants !== 'none' });
    if (kind === 'counted' && delta > 1) rest += keys(`pmo count ${ref}${delta > 2 ? ` ${delta - 1}` : ''}`);
  }
  if (ticked.length === 0) return rest;
  const last = Math.max(...ticked.map(({ id }) => list.indexOf(id)));
  // `a` ticks all of them.
  const picks = ticked.length === list.length ? 1 : last + ticked.length;
  const answers = ticked.filter(({ asks }) => asks).length * 2;
  return rest + keys('pmo d') + picks + 1 + answers;
}

/** The bookings of a day, which the hire makes in the morning. */
function bookings({ morning, date }) {
  const refs = new Map(morning.plan.items.map(({ item, ref }) => [item.id, ref]));
  return morning.record.events.flatMap((event) =>
    event.kind === 'booked' && event.on === date ? [refs.get(event.item)] : [],
  );
}

// A link is asked for where the flag isn't given; before, the hint said `--evidence URL`.
const then = { done: 'pm-onboard done', count: 'pm-onboard count', evidence: { url: 13, text: 15 } };
const now = { done: 'pmo d', count: 'pmo count', evidence: { url: 2, text: 2 } };
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const total = (of) => sum(days.map(of));
const row = (what, ...cells) => `${what.padEnd(34)}${cells.map((cell) => String(cell).padStart(8)).join('')}`;

const looks = [total(() => keys('pm-onboard status')), total(() => keys('pmo'))];
const booked = days.flatMap(bookings);
const books = [
  sum(booked.map((ref) => keys(`pm-onboard book ${ref} --on "4 dec"`))),
  sum(booked.map((ref) => keys(`pmo b ${ref} --on "4 dec"`))),
];
const deeds = days.map(deedsOf);
const single = [then, now].map((words) => sum(deeds.map((each) => byNumber(each, words))));
const listed = sum(deeds.map((each, at) => byList(each, days[at].morning)));

console.log(
  [
    `${days.length} working days, ${sum(deeds.map(({ length }) => length))} things done or counted, ${booked.length} meetings booked`,
    row('', 'before', 'now', 'list'),
    row('status, each morning', looks[0], looks[1], looks[1]),
    row('book, each meeting', books[0], books[1], books[1]),
    row('done and count', single[0], single[1], listed),
    row(
      'keys',
      looks[0] + books[0] + single[0],
      looks[1] + books[1] + single[1],
      looks[1] + books[1] + listed,
    ),
    '',
    'before: pm-onboard done 1.3, one command an item. now: pmo d 1.3. list: pmo d once a day, and ticks.',
  ].join('\n'),
);
