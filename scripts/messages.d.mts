/** What tests/messages.test.ts takes from `messages.mjs`. */
interface Source {
  readonly path: string;
  readonly source: string;
}

interface Message {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

interface Handmade {
  readonly path: string;
  readonly line: number;
  readonly what: string;
}

export function sources(root?: string): Source[];
export function textsIn(path: string, source: string): Message[];
export function messagesIn(path: string, source: string): Message[];
export function isMessage(text: string): boolean;
export function repeatedAmong(messages: readonly Message[], least?: number): Message[][];
export function handmadeIn(path: string, source: string): Handmade[];
