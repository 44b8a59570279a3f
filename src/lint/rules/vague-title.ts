import { memo } from '../../once.ts';
import { itemsOf, textAt } from '../../program/draft.ts';
import type { Located } from '../../program/yaml.ts';
import { atValue, type Found, type Rule } from '../rule.ts';

export const vagueTitle: Rule = {
  id: 'vague-title',
  severity: 'warning',
  why: 'A title that only names a thing leaves the hire to guess what to do with it, and when it is done.',
  check: ({ draft }) => itemsOf(draft).flatMap((item) => vague(textAt(item, 'title'))),
};

const hint = 'say what to do with it, such as `Learn the issue tracker with your buddy`';

function vague(title: Located<string> | undefined): Found[] {
  if (!title || (!ascii.test(title.value) && unspaced().test(title.value))) return [];
  const words = title.value
    .split(/\s+/)
    .filter((word) => /[a-z0-9]/i.test(word) || /[\p{L}\p{N}]/u.test(word));
  if (words.length === 1) return [atValue(title, 'the title is a single word', hint)];
  if (words.length === 0 || !words.every(isGeneric)) return [];
  return [atValue(title, 'the title names a thing, and nothing to do', hint)];
}

function isGeneric(word: string): boolean {
  const small = word.toLowerCase();
  // What knows all letters takes a while to compile.
  const [letters = ''] = /^[a-z]+$/.exec(small) ?? fromLetterToLetter().exec(small) ?? [];
  return generic.has(letters);
}

const ascii = /^[ -~]*$/;

/** A word without the punctuation around it. Matching takes time in proportion to the length of the word. */
const fromLetterToLetter = memo(() => /\p{L}(?:.*\p{L})?/u);

/** Scripts that don't put spaces between words. */
const unspaced = memo(
  () =>
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u,
);

/** Nouns that name a thing without saying what to do, and the words that join them. Words that can be verbs (plan, book) are left out. */
const generic = new Set(
  `account accounts basics channel channels doc docs documentation documents general github gitlab guide guides info
  information intro introduction jira kickoff mattermost meeting meetings misc miscellaneous notion onboarding other
  overview process processes productboard salesforce setup slack stuff team teams things tool tooling tools training
  trainings various wiki zendesk a an and or other our the your`.split(/\s+/),
);
