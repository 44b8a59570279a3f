import type { Rule } from '../rule.ts';
import { urlsIn } from '../urls.ts';

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
