/** The words by which commands call the runs of checklists. */
import { normaliseName } from '../progress/names.ts';

/** What a checklist is worked through for, which one of several such runs it is, and the id of its template. */
interface WhatFor {
  readonly subject?: string;
  readonly number?: number;
  readonly program?: string;
}

/** A name as a word for a command line: `Message reminders` → `message-reminders`. Empty where nothing is left of it. */
export function wordFor(name: string): string {
  const plain = normaliseName(name);
  // Classes of Unicode take a millisecond to compile.
  const between = /^[\0-\x7f]*$/.test(plain) ? /[^A-Za-z\d]+/g : /[^\p{L}\p{M}\p{N}]+/gu;
  return plain.replace(between, '-').replace(/^-+|-+$/g, '');
}

/** The words that mean the run of a checklist: its subject; then its template and subject. Each is one word for a shell, whoever wrote the record. */
export function wordsFor({ subject = '', number, program = '' }: WhatFor): string[] {
  const word = wordFor(subject);
  const counted = number === undefined ? word : `${word}-${number}`;
  return word === '' ? [] : [counted, `${wordFor(program)}-${counted}`];
}
