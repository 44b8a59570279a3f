/** What a shell gets for a place on the command line: a line that says what kind of answer it is, then a line for each word. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Io } from '../io.ts';
import { safeText } from '../render/safe.ts';
import type { Listing, Value } from './listing.ts';
import { flagsAfter, type Place, placeAfter } from './place.ts';
import { type Candidate, valuesOf } from './values.ts';
import { forBash, type Typed, typedIn, wordOfFish } from './words.ts';

/**
 * @param args the name of the shell, and what its script hands over (see actions/completion/scripts.ts)
 * @returns the first line is `words`, `files` or `folders`; then come words, each with a tab and its meaning but for bash
 */
export function answer(io: Io, [shell = '', ...args]: readonly string[]): string {
  const typed = typedBy(shell, args);
  if (!typed) return 'words\n';
  const listing = JSON.parse(readFileSync(join(io.root, 'dist/completion.json'), 'utf8')) as Listing;
  const place = placeAfter(listing, typed.before, typed.word);
  if (place.wants === 'value' && (place.value === 'file' || place.value === 'folder'))
    return `${place.value}s\n`;
  const found = candidatesFor(io, listing, place, typed.word);
  const fitting = found.filter(({ word }) => isSafe(word) && beginsWith(word, typed.word));
  return ['words', ...fitting.flatMap((each) => lineFor(shell, each, typed))]
    .map((line) => `${line}\n`)
    .join('');
}

function typedBy(shell: string, args: readonly string[]): Typed | undefined {
  if (shell === 'bash') {
    const [line = '', breaks = ''] = args;
    const typed = typedIn(line, breaks);
    return typed && { ...typed, before: typed.before.slice(1) };
  }
  const last = args.at(-1) ?? '';
  return { before: args.slice(0, -1), word: shell === 'fish' ? wordOfFish(last) : last, kept: 0 };
}

function candidatesFor(io: Io, listing: Listing, place: Place, word: string): readonly Candidate[] {
  if (place.wants === 'command') return listing.commands.map(({ name, means }) => ({ word: name, means }));
  if (place.wants === 'flag')
    return flagsAfter(listing, place).map(({ names, means }) => ({ word: names.at(-1) ?? '', means }));
  const { head } = place;
  const values = candidatesOf(io, place.value, place, word.slice(head.length));
  // A value that looks like a flag would be taken for one.
  return values
    .filter((each) => head !== '' || !each.word.startsWith('-'))
    .map((each) => ({ ...each, word: head + each.word }));
}

function candidatesOf(io: Io, value: Value | null, place: Place, word: string): readonly Candidate[] {
  if (value === null) return [];
  if (typeof value === 'string') return valuesOf(io, value, place, word);
  return value.map((each) => (typeof each === 'string' ? { word: each } : { word: each[0], means: each[1] }));
}

/** Whether a word can be handed to a shell: it is on one line, and nothing in it is hidden. */
function isSafe(word: string): boolean {
  return word !== '' && safeText(word) === word;
}

function beginsWith(word: string, typed: string): boolean {
  return word.slice(0, typed.length).toLowerCase() === typed.toLowerCase();
}

function lineFor(shell: string, { word, means = '' }: Candidate, typed: Typed): string[] {
  if (shell !== 'bash') return [`${word}\t${shortened(safeText(String(means)))}`];
  const text = forBash(word, typed);
  return text === undefined ? [] : [text];
}

/** A meaning that leaves room for its word on a line of a terminal. */
function shortened(text: string): string {
  const signs = [...text];
  return signs.length > most ? `${signs.slice(0, most - 1).join('')}…` : text;
}

const most = 56;
