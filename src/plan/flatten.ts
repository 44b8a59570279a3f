/**
 * The flattest way to spread work over days: no other plan has a lower fullest day. After Yao, Demers and Shenker, "A
 * scheduling model for reduced CPU energy" (1995): the densest span of days gets its own work and nothing else, it is taken
 * out, and so on until the span is found that holds the first day.
 */

/** Work that may lie on the days from the first to the last, both included; days are numbered from 0 on. */
export interface Job {
  readonly first: number;
  readonly last: number;
  readonly minutes: number;
}

/** How much work the first day gets, in minutes, and the last day of the span that has as much on each of its days. */
export interface Flat {
  readonly minutes: number;
  readonly until: number;
}

interface Span extends Flat {
  readonly from: number;
}

/** Sums of minutes that differ by less are equal: they were added in another order. */
const tolerance = 1e-9;

/** What the first day, day 0, gets in the flattest plan of these jobs; nothing where there are none. */
export function flattest(jobs: readonly Job[]): Flat {
  const removed: Span[] = [];
  let left = jobs;
  for (;;) {
    const span = densest(left);
    if (span.from > 0 && span.minutes > 0) {
      removed.push(span);
      left = without(span, left);
      continue;
    }
    const until = removed.reduceRight((day, { from, until: to }) => putBack(day, from, to), span.until);
    return { minutes: span.minutes, until };
  }
}

/** The span of days with the most work a day that has to lie in it; of equal ones the first, and of those the longest. */
function densest(jobs: readonly Job[]): Span {
  const ends = [...new Set(jobs.map(({ last }) => last))].sort((a, b) => a - b);
  const place = new Map(ends.map((end, at) => [end, at]));
  const sorted = [...jobs].sort((a, b) => b.first - a.first);
  const sums = new Float64Array(ends.length);
  let best: Span = { from: 0, until: 0, minutes: 0 };
  for (let at = 0; at < sorted.length; ) {
    const from = (sorted[at] as Job).first;
    for (let job = sorted[at]; job?.first === from; job = sorted[at]) {
      const end = place.get(job.last) as number;
      sums[end] = (sums[end] as number) + job.minutes;
      at += 1;
    }
    let sum = 0;
    for (let end = 0; end < ends.length; end += 1) {
      sum += sums[end] as number;
      const until = ends[end] as number;
      if (until < from) continue;
      const minutes = sum / (until - from + 1);
      if (minutes >= best.minutes - tolerance) best = { from, until, minutes };
    }
  }
  return best;
}

/** The jobs that don't lie in the span, on days that are numbered as if the days of the span weren't there. */
function without({ from, until }: Span, jobs: readonly Job[]): Job[] {
  const days = until - from + 1;
  return jobs
    .filter(({ first, last }) => first < from || last > until)
    .map(({ first, last, minutes }) => ({
      first: first < from ? first : first <= until ? from : first - days,
      last: last < from ? last : last <= until ? from - 1 : last - days,
      minutes,
    }));
}

/** The number that a day had before the days of a span were taken out. */
function putBack(day: number, from: number, until: number): number {
  return day < from ? day : day + until - from + 1;
}
