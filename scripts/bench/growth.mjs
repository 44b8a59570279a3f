/** `npm run bench -- growth`: what commands take in workspaces of several sizes, and how that grows. */
import { interleaved } from './measure.mjs';
import { parts } from './rows.mjs';

const { team, oneOf, ofEvents, ofItems, proof, reviewed, sound } = parts;
const hires = [1, 10, 100, 1000, 10_000];
const events = [10, 100, 1000, 10_000, 100_000];
const items = [10, 100, 1000, 10_000];

const series = [
  ['hires', 'team', hires, team],
  ['hires', 'mine', hires, (size) => (w) => w.pm(w.hires(size), ['mine'], { as: w.buddy })],
  ['hires', 'remind', hires, (size) => (w) => w.pm(w.hires(size), ['remind'])],
  ['hires', 'status, who acts', hires, (size) => oneOf(size, ['status'], { by: 'acting' })],
  ['hires', 'status NAME', hires, (size) => oneOf(size, ['status', '*'])],
  ['hires', 'done, who acts', hires, (size) => oneOf(size, proof, { by: 'acting', writes: true })],
  ['hires', 'doctor', hires, (size) => (w) => w.pm(w.hires(size), ['doctor'])],
  ['events', 'status', events, (size) => ofEvents(size, ['status'])],
  ['events', 'done', events, (size) => ofEvents(size, proof, { writes: true })],
  ['events', 'log', events, (size) => ofEvents(size, ['log'])],
  ['events', 'review', events, (size) => ofEvents(size, reviewed)],
  ['items', 'status', items, (size) => ofItems(size, ['status'])],
  ['items', 'next', items, (size) => ofItems(size, ['next'])],
  [
    'checklists',
    'lint, cold',
    [5, 20, 200, 2000],
    (size) => (w) => w.pm(w.checklists(size), ['lint', '.'], { cold: true, says: sound }),
  ],
];

/** A size is left out where the one before took so many milliseconds of processor time that it might never end. */
const tooLong = 30_000;

/** Prints a line for each command: processor time for each size, and the exponent. */
export function growth({ measure, own, rounds, isWanted, isMarkdown }) {
  const print = (cells) => console.log(isMarkdown ? `| ${cells.join(' | ')} |` : padded(cells));
  let last;
  for (const [group, name, sizes, run] of series) {
    if (!isWanted({ group, name })) continue;
    if (group !== last) {
      print([group, ...sizes.map((size) => size.toLocaleString('en')), 'exponent']);
      if (isMarkdown) print(['---', ...sizes.map(() => '--:'), '--:']);
    }
    last = group;
    const taken = [];
    for (const size of sizes) {
      if (taken.at(-1)?.fault || taken.at(-1)?.processor > tooLong) break;
      taken.push(takenBy(() => interleaved(measure, { own: run(size)(own) }, rounds).own));
    }
    const cells = sizes.map((_, at) => told(taken[at]));
    print([name, ...cells, exponentOf(sizes, taken)]);
  }
}

function takenBy(run) {
  try {
    return run();
  } catch (error) {
    return { fault: error.message };
  }
}

function told(taken) {
  if (!taken) return 'not tried';
  return taken.fault
    ? `failed: ${taken.fault}`
    : `${(taken.processor / 1000).toFixed(taken.processor < 1000 ? 3 : 1)} s`;
}

/**
 * The exponent of the power of the size by which the cost beyond that of the smallest size grows: the slope of the line that fits
 * the logarithms best (least squares). '0' where the largest size costs less than a fifth more than the smallest.
 */
function exponentOf(sizes, taken) {
  const known = taken.filter(({ fault }) => !fault).map(({ processor }, at) => [sizes[at], processor]);
  const [[, least] = [], ...larger] = known;
  if (larger.length === 0) return '';
  if (larger.at(-1)[1] < least * 1.2) return '0';
  // What is within the noise of the smallest says nothing.
  const points = larger
    .filter(([, each]) => each > least * 1.2)
    .map((pair) => [pair[0], pair[1] - least].map(Math.log));
  if (points.length < 2) return '';
  const mean = (at) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const slope =
    points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) /
    points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  return slope.toFixed(2);
}

function padded([name, ...cells]) {
  return [name.padEnd(18), ...cells.map((cell) => cell.padStart(11))].join(' ');
}
