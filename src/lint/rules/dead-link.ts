import type { Draft } from '../../program/draft.ts';
import type { Located } from '../../program/yaml.ts';
import { atRange, atValue, type Found, type Rule } from '../rule.ts';
import { rangeIn, valuesIn } from '../texts.ts';

export const deadLink: Rule = {
  id: 'dead-link',
  severity: 'warning',
  why: 'A link that leads nowhere leaves a new hire in doubt whether the fault is theirs.',
  needs: ['links'],
  check: ({ draft, links }) =>
    links === undefined
      ? []
      : urlsIn(draft).flatMap(({ address, url, finding }) => {
          const answer = links.get(address);
          if (!answer || answer.ok) return [];
          return [finding(`the link leads nowhere: ${answer.answer}`, hintFor(url))];
        }),
};

function hintFor(url: string): string {
  return `open ${url} yourself; if it is gone, put another link there or take it out`;
}

interface FoundUrl {
  /** The URL to ask for: without its fragment, which servers never see, and without credentials. */
  readonly address: string;
  /** The URL as it stands in the text. */
  readonly url: string;
  readonly finding: (message: string, hint: string) => Found;
}

/** The web addresses in all values of the files: links, and addresses that running text such as details mentions. */
export function urlsIn({ files }: Draft): FoundUrl[] {
  return files.flatMap(({ yaml }) => valuesIn(yaml).flatMap(urlsOf));
}

/** An address with a placeholder in it leads elsewhere for each hire. */
const placeholder = /[{}]/;

const whole = /^https?:\/\/\S+$/;
/** An address in running text: it ends before a space, quote or bracket, but may hold round brackets in pairs. */
const inside = /https?:\/\/(?:\([^\s()]*\)|[^\s()<>[\]{}"'`])+/g;

function urlsOf(text: Located<string>): FoundUrl[] {
  if (whole.test(text.value) && placeholder.test(text.value)) return [];
  if (whole.test(text.value)) return found(text.value, (message, hint) => atValue(text, message, hint));
  return [...text.value.matchAll(inside)].flatMap(({ 0: match, index }) => {
    const url = withoutStops(match);
    return found(url, (message, hint) => atRange(text.yaml, rangeIn(text, index, url), message, hint));
  });
}

/** An address without the punctuation that ends the sentence around it. */
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
