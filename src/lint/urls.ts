/** The web addresses in a program's texts, each with its place: links, and what details and the like mention. */
import type { Draft, Located } from '../program/draft.ts';
import { atRange, atValue, type Found } from './rule.ts';

export interface FoundUrl {
  /** What is asked for it: without the fragment, which no server sees, and without credentials, which none is to see. */
  readonly address: string;
  /** As it stands in the text. */
  readonly url: string;
  readonly finding: (message: string, hint: string) => Found;
}

/** Wherever a text stands as a value; comments are none. */
export function urlsIn({ files }: Draft): FoundUrl[] {
  return files.flatMap(({ yaml }) => textsBelow({ value: yaml.value, yaml, path: [] }).flatMap(urlsOf));
}

/** Iterates rather than recurs: how deep a file may go is yaml.ts's business. */
function textsBelow(root: Located): Located<string>[] {
  const texts: Located<string>[] = [];
  const open: Located[] = [root];
  for (let place = open.pop(); place; place = open.pop()) {
    const { value, yaml, path } = place;
    if (typeof value === 'string') texts.push({ value, yaml, path });
    else if (Array.isArray(value))
      for (const [index, inner] of value.entries()) open.push({ value: inner, yaml, path: [...path, index] });
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value))
        open.push({ value: inner, yaml, path: [...path, key] });
  }
  return texts;
}

const whole = /^https?:\/\/\S+$/;
/** In running text, up to what ends a sentence or a Markdown link; brackets inside in pairs. */
const inside = /https?:\/\/(?:\([^\s()]*\)|[^\s()<>[\]{}"'`])+/g;

function urlsOf(text: Located<string>): FoundUrl[] {
  if (whole.test(text.value)) return found(text.value, (message, hint) => atValue(text, message, { hint }));
  return [...text.value.matchAll(inside)].flatMap(([match]) => {
    const url = withoutStops(match);
    return found(url, findingIn(text, url));
  });
}

/** Without what ends the sentence. */
function withoutStops(text: string): string {
  let end = text.length;
  while ('.,;:!?…'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function found(url: string, finding: FoundUrl['finding']): FoundUrl[] {
  const address = addressOf(url);
  return address === undefined ? [] : [{ address, url, finding }];
}

function addressOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  url.hash = '';
  url.username = '';
  url.password = '';
  return url.href;
}

/** At the address itself where it stands in one piece, else at the text that it is in. */
function findingIn(text: Located<string>, url: string): FoundUrl['finding'] {
  const { yaml, path } = text;
  const [from = 0, to = 0] = yaml.valueRange(path) ?? [];
  const at = yaml.text.slice(from, to).indexOf(url);
  return (message, hint) =>
    at < 0
      ? atValue(text, message, { hint })
      : atRange(text, [from + at, from + at + url.length], message, { hint });
}
