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

interface Span extends Flat {
  readonly from: number;
}

/** Sums of minutes that differ by less are equal: they were added in another order. */
const tolerance = 1e-9;

/** Work to be spread over days, which are numbered from 0 on. Plain arrays of numbers: a start runs through this often. */
export class Work {
  /** How many sums were looked at so far. */
  steps = 0;
  /** The minutes that lie on one day and nowhere else, by day. */
  #fixed: number[] = [];
  /** For each job that may lie on one of several days: the first of them, the last, and its minutes. */
  #first: number[] = [];
  #last: number[] = [];
  #minutes: number[] = [];

  /** Adds work that may lie on the days from `first` to `last`, both included. */
  add(first: number, last: number, minutes: number): void {
    if (first === last) {
      while (this.#fixed.length <= last) this.#fixed.push(0);
      this.#fixed[last] = (this.#fixed[last] as number) + minutes;
      return;
    }
    this.#first.push(first);
    this.#last.push(last);
    this.#minutes.push(minutes);
  }

  /** What the first day, day 0, gets in the flattest plan; nothing where there is no work. This uses the work up. */
  flattest(): Flat {
    const days = this.#days();
    for (;;) {
      const { from, until, minutes } = this.#densest();
      if (from === 0) return { minutes, until: days[until] ?? 0 };
      days.splice(from, until - from + 1);
      this.#takeOut(from, until);
    }
  }

  /** What each day gets in the flattest plan, up to the last one that has work. This uses the work up. */
  profile(): number[] {
    const days = this.#days();
    const profile = days.map(() => 0);
    for (;;) {
      const { from, until, minutes } = this.#densest();
      if (minutes === 0) return profile;
      for (const day of days.splice(from, until - from + 1)) profile[day] = minutes;
      this.#takeOut(from, until);
    }
  }

  /** The numbers of the days up to the last one that has work. */
  #days(): number[] {
    const end = this.#last.reduce((most, day) => Math.max(most, day), this.#fixed.length - 1);
    return Array.from({ length: end + 1 }, (_, day) => day);
  }

  /** The span of days with the most work a day that has to lie in it; of equal ones the first, and of those the longest. */
  #densest(): Span {
    const [first, last, minutes, fixed] = [this.#first, this.#last, this.#minutes, this.#fixed];
    const end = last.reduce((most, day) => Math.max(most, day), fixed.length - 1);
    // The jobs by their first day, as a chain for each day.
    const head: number[] = [];
    const sums: number[] = [];
    for (let day = 0; day <= end; day += 1) {
      head.push(-1);
      sums.push(0);
    }
    const next = first.map((day, job) => {
      const other = head[day] as number;
      head[day] = job;
      return other;
    });
    let [from, until, most] = [0, 0, 0];
    for (let day = end; day >= 0; day -= 1) {
      sums[day] = (sums[day] as number) + (fixed[day] ?? 0);
      for (let job = head[day] as number; job >= 0; job = next[job] as number)
        sums[last[job] as number] = (sums[last[job] as number] as number) + (minutes[job] as number);
      if ((fixed[day] ?? 0) === 0 && (head[day] as number) < 0) continue;
      let sum = 0;
      this.steps += end - day + 1;
      for (let at = day; at <= end; at += 1) {
        const more = sums[at] as number;
        if (more === 0) continue;
        sum += more;
        const each = sum / (at - day + 1);
        if (each < most - tolerance) continue;
        [from, until, most] = [day, at, each];
      }
    }
    return { from, until, minutes: most };
  }

  /** Takes out the work that has to lie in the span, and the days of the span: those after it move up. */
  #takeOut(from: number, until: number): void {
    const days = until - from + 1;
    const [first, last, minutes] = [this.#first, this.#last, this.#minutes];
    const left = first.flatMap((day, job) => (day >= from && (last[job] as number) <= until ? [] : [job]));
    this.#fixed.splice(from, days);
    this.#first = left.map((job) => movedUp(first[job] as number, from));
    this.#last = left.map((job) => movedUp((last[job] as number) + 1, from) - 1);
    this.#minutes = left.map((job) => minutes[job] as number);

    function movedUp(day: number, to: number): number {
      return day <= to ? day : Math.max(to, day - days);
    }
  }
}
