/** The web addresses in a program's texts, each with its place: links, and what details and the like mention. */
import type { Draft } from '../program/draft.ts';
import type { Located } from '../program/yaml.ts';
import { atRange, atValue, type Found } from './rule.ts';
import { rangeIn, valuesIn } from './texts.ts';

interface FoundUrl {
  /** What is asked for it: without the fragment, which no server sees, and without credentials, which none is to see. */
  readonly address: string;
  /** As it stands in the text. */
  readonly url: string;
  readonly finding: (message: string, hint: string) => Found;
}

/** Wherever a text stands as a value; comments are none. */
export function urlsIn({ files }: Draft): FoundUrl[] {
  return files.flatMap(({ yaml }) => valuesIn(yaml).flatMap(urlsOf));
}

const whole = /^https?:\/\/\S+$/;
/** In running text, up to what ends a sentence or a Markdown link; brackets inside in pairs. */
const inside = /https?:\/\/(?:\([^\s()]*\)|[^\s()<>[\]{}"'`])+/g;

function urlsOf(text: Located<string>): FoundUrl[] {
  if (whole.test(text.value)) return found(text.value, (message, hint) => atValue(text, message, { hint }));
  return [...text.value.matchAll(inside)].flatMap(({ 0: match, index }) => {
    const url = withoutStops(match);
    return found(url, (message, hint) => atRange(text, rangeIn(text, index, url), message, { hint }));
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
