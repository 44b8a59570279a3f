/** The line at the terminal that says what is being done, and how far: while work takes long, and gone at its end. A chunk. */
import type { Io } from './io.ts';
import { keepLine, longText, type Step, type WorkLine, workLine } from './long-work.ts';

/** So many milliseconds nothing is shown: most work is over by then. */
const quiet = 500;

/** The line is drawn anew at most so often, in milliseconds. */
const pace = 100;

const signals = ['SIGINT', 'SIGTERM'] as const;

/** A part of the work. The innermost is what the line shows. */
interface Part {
  readonly what: string;
  readonly isStill: boolean;
  far: string;
}

/** Does the work, and shows what is being done meanwhile; within other long work as a part of that. */
export function shown<T>(io: Io, what: string, work: (step: Step) => Promise<T>): Promise<T> {
  const line = workLine() ?? new TerminalLine(io);
  keepLine(line);
  return line.during(what, work);
}

class TerminalLine implements WorkLine {
  readonly #io: Io;
  readonly #parts: Part[] = [];
  /** When the terminal has last shown something else, or the work began. */
  #since: number;
  #drawnAt = 0;
  /** The text on the terminal; empty where none is. */
  #shown = '';
  /** What was said in the accessible mode, and isn't over. */
  #said = '';
  #isAsking = false;
  #isDrawing = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(io: Io) {
    this.#io = io;
    this.#since = io.elapsed();
  }

  async during<T>(what: string, work: (step: Step) => Promise<T>, isStill = false): Promise<T> {
    const part = { what, isStill, far: '' };
    this.#parts.push(part);
    // What waits for another process or for an answer takes no steps of its own.
    this.#timer ??= setInterval(() => this.#show(), pace);
    if (isStill) this.#draw();
    try {
      return await work((done, total) => this.#step(part, done, total));
    } finally {
      this.#parts.splice(this.#parts.indexOf(part), 1);
      if (this.#parts.length === 0) this.#end();
      // An answer to git has moved the terminal on.
      else if (isStill) this.#clear();
    }
  }

  wipe(): void {
    if (this.#isDrawing) return;
    this.#clear();
    this.#since = this.#io.elapsed();
  }

  hold(isAsking: boolean): void {
    this.wipe();
    this.#isAsking = isAsking;
  }

  #step(part: Part, done: number, total?: number): Promise<void> | undefined {
    part.far = ` ${grouped(done)}${total === undefined ? '' : ` of ${grouped(total)}`}`;
    if (!this.#show()) return undefined;
    return new Promise((wake) => setImmediate(wake));
  }

  /** Shows the innermost part, if it is time to. @returns whether it was */
  #show(): boolean {
    const now = this.#io.elapsed();
    const part = this.#parts.at(-1);
    if (!part || part.isStill || this.#isAsking || now - this.#since < quiet) return false;
    if (this.#shown !== '' && now - this.#drawnAt < pace) return false;
    if (this.#io.speech) this.#say(part);
    else this.#draw();
    return true;
  }

  #draw(): void {
    const part = this.#parts.at(-1);
    if (!part || this.#io.speech) return;
    this.#drawnAt = this.#io.elapsed();
    // Room for a `^C` behind it.
    const text = cut(`${part.what}${part.far}`, this.#io, this.#io.stderr.width - 3);
    if (text === this.#shown) return;
    if (this.#shown === '') this.#listen(true);
    this.#shown = text;
    // A blank, since what git asks may stand behind it.
    this.#write(`\r${text}${part.isStill ? ' ' : ''}\x1b[K`);
  }

  /** Says once in the accessible mode what takes long. */
  #say({ what }: Part): void {
    if (this.#said !== '') return;
    this.#said = what;
    this.#write(`${longText(what)}\n`);
  }

  #clear(): void {
    if (this.#shown === '') return;
    this.#shown = '';
    this.#write('\r\x1b[K');
    this.#listen(false);
  }

  #end(): void {
    clearInterval(this.#timer);
    this.#clear();
    keepLine(undefined);
    if (this.#said !== '') this.#write(`${this.#said} is over.\n`);
    this.#said = '';
  }

  /** Writes; a terminal that is gone is no reason to give the work up. */
  #write(text: string): void {
    const { stderr, speech } = this.#io;
    this.#isDrawing = true;
    try {
      stderr.write(speech ? speech.screen(text, stderr.width) : text);
    } catch {
    } finally {
      this.#isDrawing = false;
    }
  }

  /** While the line is shown, a signal wipes it first. */
  #listen(isShown: boolean): void {
    for (const signal of signals)
      if (isShown) process.on(signal, this.#interrupted);
      else process.off(signal, this.#interrupted);
  }

  readonly #interrupted = (signal: NodeJS.Signals) => {
    this.#clear();
    process.kill(process.pid, signal);
  };
}

/** The text with a sign that it goes on, in at most so many columns. The words are our own: each character is a column. */
function cut(text: string, { inAscii }: Io, width: number): string {
  const more = inAscii ? '...' : '…';
  const room = Math.max(0, width - more.length);
  return `${text.slice(0, room).trimEnd()}${more}`.slice(0, Math.max(1, width));
}

/** `2,000` */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
