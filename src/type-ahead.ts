/**
 * What is typed at the terminal, handed to one question after the other. A question that is asked with inquirer takes all that
 * has been typed and drops what follows its answer; here a question gets no more than its answer, and the rest waits for the
 * next one. So several answers may be pasted at once.
 */
import { PassThrough } from 'node:stream';
import type { ReadStream } from 'node:tty';

const [interrupt, endOfInput, lineFeed, carriageReturn] = [0x03, 0x04, 0x0a, 0x0d];

export class TypeAhead {
  readonly #keyboard: ReadStream;
  /** What was typed and no question has got yet. */
  #waiting: Buffer = Buffer.alloc(0);
  #question: PassThrough | undefined;
  /** Whether the question has got an answer, which it may still refuse. */
  #isAnswered = false;
  #isFirst = true;
  #isText = true;

  /** @param keyboard the terminal that is typed at */
  constructor(keyboard: ReadStream) {
    this.#keyboard = keyboard;
  }

  /**
   * Begins a question. What was typed before the first one is dropped: nobody has seen a question then.
   * @param isText whether the answer is a text; the keys of a text would pick at random from a list, so they are dropped before one
   * @returns the input for the question
   */
  async open(isText: boolean): Promise<PassThrough> {
    const keyboard = this.#keyboard;
    const question = Object.assign(new PassThrough(), {
      setRawMode: (isRaw: boolean) => keyboard.setRawMode(isRaw),
    });
    keyboard.setRawMode(true);
    keyboard.on('data', this.#take).on('end', this.#end).resume();
    if (this.#isFirst) await new Promise((ready) => setImmediate(ready));
    if (this.#isFirst || !isText) this.#waiting = Buffer.alloc(0);
    this.#isFirst = false;
    this.#question = question;
    this.#isText = isText;
    this.#isAnswered = false;
    this.#pass();
    return question;
  }

  /** The question has refused its answer, and asks again. @returns how many lines were waiting; they are dropped */
  refuse(): number {
    const dropped = this.waiting();
    this.#waiting = Buffer.alloc(0);
    this.#isAnswered = false;
    return dropped;
  }

  /** How many lines were typed that no question has got. */
  waiting(): number {
    const lines = this.#waiting.toString('utf8').split(/\r\n?|\n/);
    return lines.filter((line, at) => at < lines.length - 1 || line !== '').length;
  }

  /** Ends the question; what is typed from now on waits for the next one. */
  close(): void {
    this.#question = undefined;
    this.#keyboard.off('data', this.#take).off('end', this.#end).pause();
    this.#keyboard.setRawMode(false);
  }

  readonly #take = (typed: Buffer): void => {
    // Ctrl-C and Ctrl-D end the question at once, whatever waits.
    if (typed.includes(interrupt) || typed.includes(endOfInput)) {
      this.#end();
      return;
    }
    this.#waiting = Buffer.concat([this.#waiting, this.#isText ? typed : withoutNumbers(typed)]);
    this.#pass();
  };

  readonly #end = (): void => {
    this.#waiting = Buffer.alloc(0);
    this.#question?.write(Buffer.of(interrupt));
  };

  /** Hands on what is waiting, up to the end of the answer. */
  #pass(): void {
    if (!this.#question || this.#isAnswered || this.#waiting.length === 0) return;
    const at = this.#waiting.findIndex((byte) => byte === lineFeed || byte === carriageReturn);
    this.#isAnswered = at >= 0;
    const isPair = this.#waiting[at] === carriageReturn && this.#waiting[at + 1] === lineFeed;
    const end = at < 0 ? this.#waiting.length : at + 1;
    const answer = this.#waiting.subarray(0, end);
    this.#waiting = this.#waiting.subarray(isPair ? end + 1 : end);
    this.#question.write(answer);
  }
}

const [escapeKey, period, zero, nine] = [0x1b, 0x2e, 0x30, 0x39];

/**
 * In a list, inquirer takes a number for the place of a row. The rows show the numbers of items, which are others, so a number
 * that is typed does nothing. A key such as Page Up comes as an escape with a number in it, and stays.
 */
function withoutNumbers(typed: Buffer): Buffer {
  if (typed[0] === escapeKey) return typed;
  return typed.filter((byte) => byte !== period && (byte < zero || byte > nine)) as Buffer;
}
