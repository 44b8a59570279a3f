import measure from 'fast-string-truncated-width';
import * as z from 'zod';
import { positive } from '../../program/values.ts';
import { atValue, rule } from '../rule.ts';
import { titlesOf } from '../texts.ts';

const options = z.strictObject({
  max: positive.default(72).describe('The most columns of a title.'),
});

export const titleLength = rule({
  id: 'title-length',
  severity: 'warning',
  why: 'Lists cut a long title, and its end is what the hire does not get to see.',
  options,
  check: ({ draft }, { max }) =>
    titlesOf(draft).flatMap((title) => {
      const width = widthOf(title.value);
      if (width <= max) return [];
      const message = `the title takes ${width} columns, the most is ${max}`;
      return [atValue(title, message, 'shorten it: `details` has room for the rest')];
    }),
});

/** How many columns a text takes. Most texts have one for each sign, and need not be measured. */
function widthOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : measure(text).width;
}
