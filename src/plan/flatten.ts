/**
 * The flattest way to spread work over days: no other plan has a lower fullest day. After Yao, Demers and Shenker, "A
 * scheduling model for reduced CPU energy" (1995): the densest span of days gets its own work and nothing else, it is taken
 * out, and so on until the span is found that holds the first day.
 */

/** How much work a day gets, in minutes, and the last day of the span that has as much on each of its days. */
export interface Flat {
  readonly minutes: number;
  readonly until: number;
}

/** Days one after the other, with the seconds of work that have to lie on them. */
interface Span {
  readonly from: number;
  readonly until: number;
  readonly seconds: number;
}

/**
 * What a search for the densest span needs to know: for each day the first of the jobs that begin on it, for each job the next
 * one of its day, the sum of what ends on each day and begins late enough, and the days on which work ends.
 * Each search fills them anew; all use the same arrays, since these are large.
 */
const head: number[] = [];
const next: number[] = [];
const sums: number[] = [];
const ends: number[] = [];

/**
 * Work to be spread over days, which are numbered from 0 on. A start runs through this often, so it is plain arrays of whole
 * numbers, which cost no memory each: work is counted in seconds, and days are compared without dividing.
 */
export class Work {
  /** How many sums were looked at so far. */
  steps = 0;
  /** The seconds that lie on one day and nowhere else, by day. */
  readonly #fixed: number[] = [];
  /** For each job that may lie on one of several days: the first of them, the last, and its seconds. */
  readonly #first: number[] = [];
  readonly #last: number[] = [];
  readonly #seconds: number[] = [];
  /** The seconds of all work that may lie on no later day, by day. */
  #all: number[] = [];

  /** Adds work that may lie on the days from `first` to `last`, both included. */
  add(first: number, last: number, minutes: number): void {
    const seconds = Math.round(minutes * 60);
    addTo(this.#all, last, seconds);
    if (first === last) {
      addTo(this.#fixed, last, seconds);
      return;
    }
    // As a rule, the next job may lie on the same days: then both are one.
    const before = this.#first.length - 1;
    if (before >= 0 && this.#first[before] === first && this.#last[before] === last) {
      this.#seconds[before] = (this.#seconds[before] as number) + seconds;
      return;
    }
    this.#first.push(first);
    this.#last.push(last);
    this.#seconds.push(seconds);
  }

  /**
   * What the first day, day 0, gets in the flattest plan; nothing where there is no work. This uses the work up.
   *
   * That takes no look at what comes behind the densest span from day 0 on, P. A span that is taken out is denser than P and than all spans
   * within it, so it would be taken out in any order. It makes no span from day 0 on as dense as P: it held more than its part of the
   * work. And one that begins in P and ends behind it is no denser than P unless what it shares with P is: the two have no more work than what
   * they make up and what they share.
   */
  flattest(): Flat {
    const days = this.#days();
    for (;;) {
      const first = this.#fromFirst();
      const { from, until, seconds } = this.#denser(first, first.until);
      if (from === 0) return { minutes: seconds / (until + 1) / 60, until: days[until] ?? 0 };
      days.splice(from, until - from + 1);
      this.#takeOut(from, until);
    }
  }

  /** What each day gets in the flattest plan, up to the last one that has work. This uses the work up. */
  profile(): number[] {
    const days = this.#days();
    const profile = days.map(() => 0);
    for (;;) {
      const { from, until, seconds } = this.#densest();
      if (seconds === 0) return profile;
      const minutes = seconds / (until - from + 1) / 60;
      for (const day of days.splice(from, until - from + 1)) profile[day] = minutes;
      this.#takeOut(from, until);
    }
  }

  /** The numbers of the days up to the last one that has work. */
  #days(): number[] {
    return this.#all.map((_, day) => day);
  }

  /** The span of days with the most work a day that has to lie in it; of equal ones the first, and of those the longest. */
  #densest(): Span {
    return this.#denser(this.#fromFirst(), this.#all.length - 1);
  }

  /** The densest of the spans from day 0 on, and of equal ones the longest: mostly that is the densest of all. */
  #fromFirst(): Span {
    const all = this.#all;
    let until = 0;
    let most = 0;
    let sum = 0;
    this.steps += all.length;
    for (let day = 0; day < all.length; day += 1) {
      if (all[day] === 0) continue;
      sum += all[day] as number;
      if (sum * (until + 1) < most * (day + 1)) continue;
      until = day;
      most = sum;
    }
    return { from: 0, until, seconds: most };
  }

  /** Lists the jobs that begin on each of the days up to `end`. */
  #list(end: number): void {
    const first = this.#first;
    for (let day = 0; day <= end; day += 1) {
      head[day] = -1;
      sums[day] = day < this.#fixed.length ? (this.#fixed[day] as number) : 0;
    }
    for (let job = 0; job < first.length; job += 1) {
      const day = first[job] as number;
      if (day > end) continue;
      next[job] = head[day] as number;
      head[day] = job;
    }
  }

  /** The densest span of the days from 1 up to `end` if it is denser than the one that {@link #fromFirst} has just found; else that one. */
  #denser(found: Span, end: number): Span {
    const last = this.#last;
    const seconds = this.#seconds;
    const fixed = this.#fixed;
    const all = this.#all;
    if (end > 0) this.#list(end);
    let stops = 0;
    for (let day = 1; day <= end; day += 1) {
      if (all[day] === 0) continue;
      ends[stops] = day;
      stops += 1;
    }
    let { from, until, seconds: most } = found;
    let length = until + 1;
    let stop = stops;
    let begun = 0;
    for (let day = end; day > 0; day -= 1) {
      // A span that begins on a day without work of its own is less dense than the one that begins after it.
      while (day > 0 && (head[day] as number) < 0 && (day >= fixed.length || fixed[day] === 0)) day -= 1;
      if (day === 0) break;
      let job = head[day] as number;
      const own = day < fixed.length ? (fixed[day] as number) : 0;
      begun += own;
      for (; job >= 0; job = next[job] as number) {
        const its = last[job] as number;
        if (its > end) continue;
        const more = seconds[job] as number;
        sums[its] = (sums[its] as number) + more;
        begun += more;
      }
      this.steps += end - day + 1;
      while (stop > 0 && (ends[stop - 1] as number) >= day) stop -= 1;
      // All the work that begins from this day on is too little for a denser span that is longer than that.
      const farthest = day - 1 + Math.floor((begun * length) / most);
      let sum = 0;
      for (let at = stop; at < stops && (ends[at] as number) <= farthest; at += 1) {
        const end = ends[at] as number;
        if (sums[end] === 0) continue;
        sum += sums[end] as number;
        const more = sum * length - most * (end - day + 1);
        if (more < 0 || (more === 0 && from === 0)) continue;
        from = day;
        until = end;
        most = sum;
        length = end - day + 1;
      }
    }
    return from === 0 ? found : { from, until, seconds: most };
  }

  /** Takes out the work that has to lie in the span, and the days of the span: those after it move up. */
  #takeOut(from: number, until: number): void {
    const days = until - from + 1;
    const [first, last, seconds] = [this.#first, this.#last, this.#seconds];
    const movedUp = (day: number) => (day <= from ? day : Math.max(from, day - days));
    this.#fixed.splice(from, days);
    const all = this.#fixed.slice();
    while (all.length < this.#all.length - days) all.push(0);
    this.#all = all;
    let left = 0;
    for (let job = 0; job < first.length; job += 1) {
      const begin = first[job] as number;
      const end = last[job] as number;
      if (begin >= from && end <= until) continue;
      first[left] = movedUp(begin);
      last[left] = movedUp(end + 1) - 1;
      seconds[left] = seconds[job] as number;
      all[last[left] as number] = (all[last[left] as number] as number) + (seconds[left] as number);
      left += 1;
    }
    first.length = left;
    last.length = left;
    seconds.length = left;
  }
}

/** Adds an amount to one of the numbers; those that aren't there yet are 0. */
function addTo(numbers: number[], at: number, amount: number): void {
  while (numbers.length <= at) numbers.push(0);
  numbers[at] = (numbers[at] as number) + amount;
}
