/** What was measured for a row → the lines of the table, one for each bar. */
import { ratioOf } from './measure.mjs';

/**
 * @param taken name of a run → its figures, or its `fault`
 * @param options `peers`: name → version; `major`: of Node, which some bars depend on
 * @returns lines with a `verdict`: kept, missed, failed, told (there is no bar) or not judged
 */
export function judged({ name, bars }, taken, { peers, major }) {
  if (taken.own.fault !== undefined) return [{ title: name, what: taken.own.fault, verdict: 'failed' }];
  return bars.map((bar) => {
    const most = typeof bar.most === 'function' ? bar.most(major) : bar.most;
    const isBeside = bar.ofBefore !== undefined && taken.before !== undefined && !taken.before.fault;
    return ofBar(isBeside ? { ...bar, than: 'before', most: bar.ofBefore } : { ...bar, most });
  });

  function ofBar(bar) {
    const line = bar.memory ? ofMemory(bar, taken) : compared(bar, taken, peers);
    return { title: name, rounds: taken.own.each.length, ...line };
  }
}

function ofMemory({ memory }, { own, before }) {
  return {
    what: 'memory',
    value: `${own.peak.toFixed(0)} MiB`,
    before: before?.peak === undefined ? '' : `${before.peak.toFixed(0)} MiB`,
    bar: `${memory} MiB`,
    verdict: own.peak > memory ? 'missed' : 'kept',
  };
}

function compared({ than = 'node -e 0', most, of = 'processor' }, taken, peers) {
  const what = `${of === 'run' ? 'run time' : 'time'} / ${than}`;
  const { own, before } = taken;
  const time = `${own[of].toFixed(own[of] < 1000 ? 1 : 0)} ms`;
  const bar = most === undefined ? '' : withDigits(most);
  if (than in peers && !peers[than])
    return { what, time, bar, value: `not installed: ${than}`, verdict: 'not judged' };
  if (than === 'before' && !before)
    return { what, time, bar, value: 'without --against', verdict: 'not judged' };
  const other = taken[than];
  if (other.fault !== undefined)
    return { what, time, bar, value: `${than}: ${other.fault}`, verdict: 'failed' };
  const ratio = ratioOf(own, other, of);
  // Another command of the program runs in this build alone.
  const isCommon = than === 'node -e 0' || than in peers;
  return {
    what,
    time,
    value: withDigits(ratio),
    before: before?.fault ? 'failed' : before && isCommon ? withDigits(ratioOf(before, other, of)) : '',
    bar,
    verdict: most === undefined ? 'told' : ratio > most ? 'missed' : 'kept',
  };
}

function withDigits(ratio) {
  return ratio.toFixed(ratio < 10 ? 2 : ratio < 100 ? 1 : 0);
}
