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
  /** For each day the first of the jobs that begin on it, for each job the next one of its day, and sums by day. */
  readonly #head: number[] = [];
  readonly #next: number[] = [];
  readonly #sums: number[] = [];

  /** Adds work that may lie on the days from `first` to `last`, both included. */
  add(first: number, last: number, minutes: number): void {
    const seconds = Math.round(minutes * 60);
    if (first === last) {
      while (this.#fixed.length <= last) this.#fixed.push(0);
      this.#fixed[last] = (this.#fixed[last] as number) + seconds;
      return;
    }
    this.#first.push(first);
    this.#last.push(last);
    this.#seconds.push(seconds);
  }

  /** What the first day, day 0, gets in the flattest plan; nothing where there is no work. This uses the work up. */
  flattest(): Flat {
    const days = this.#days();
    for (;;) {
      const { from, until, seconds } = this.#densest();
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
    const days: number[] = [];
    const end = this.#end();
    for (let day = 0; day <= end; day += 1) days.push(day);
    return days;
  }

  /** The last day that has work. */
  #end(): number {
    let end = this.#fixed.length - 1;
    for (const day of this.#last) if (day > end) end = day;
    return end;
  }

  /** The span of days with the most work a day that has to lie in it; of equal ones the first, and of those the longest. */
  #densest(): Span {
    const [first, last, seconds, fixed, end] = [
      this.#first,
      this.#last,
      this.#seconds,
      this.#fixed,
      this.#end(),
    ];
    const [head, next, sums] = [this.#head, this.#next, this.#sums];
    for (let day = 0; day <= end; day += 1) {
      head[day] = -1;
      sums[day] = day < fixed.length ? (fixed[day] as number) : 0;
    }
    for (let job = 0; job < first.length; job += 1) {
      const day = first[job] as number;
      next[job] = head[day] as number;
      head[day] = job;
    }
    let from = 0;
    let until = 0;
    let most = 0;
    let length = 1;
    for (let day = end; day >= 0; day -= 1) {
      let job = head[day] as number;
      // A span that begins on a day without work of its own is less dense than the one that begins after it.
      if (job < 0 && (day >= fixed.length || fixed[day] === 0)) continue;
      for (; job >= 0; job = next[job] as number)
        sums[last[job] as number] = (sums[last[job] as number] as number) + (seconds[job] as number);
      this.steps += end - day + 1;
      let sum = 0;
      for (let at = day; at <= end; at += 1) {
        const more = sums[at] as number;
        if (more === 0) continue;
        sum += more;
        const days = at - day + 1;
        if (sum * length < most * days) continue;
        from = day;
        until = at;
        most = sum;
        length = days;
      }
    }
    return { from, until, seconds: most };
  }

  /** Takes out the work that has to lie in the span, and the days of the span: those after it move up. */
  #takeOut(from: number, until: number): void {
    const days = until - from + 1;
    const [first, last, seconds] = [this.#first, this.#last, this.#seconds];
    const movedUp = (day: number) => (day <= from ? day : Math.max(from, day - days));
    let left = 0;
    for (let job = 0; job < first.length; job += 1) {
      const begin = first[job] as number;
      const end = last[job] as number;
      if (begin >= from && end <= until) continue;
      first[left] = movedUp(begin);
      last[left] = movedUp(end + 1) - 1;
      seconds[left] = seconds[job] as number;
      left += 1;
    }
    first.length = left;
    last.length = left;
    seconds.length = left;
    this.#fixed.splice(from, days);
  }
}
