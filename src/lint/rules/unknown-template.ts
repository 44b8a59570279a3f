import { didYouMean, nearest } from '../../program/nearest.ts';
import { readable } from '../duties.ts';
import { atValue, type Rule } from '../rule.ts';

export const unknownTemplate: Rule = {
  id: 'unknown-template',
  severity: 'error',
  why: '`duties prep` can begin nothing for a meeting or turn whose template is not there.',
  check: (subject) => {
    const found = readable(subject);
    const { templates } = found ?? {};
    if (!found || !templates) return [];
    const { duties, at } = found;
    return (['meetings', 'rotations'] as const).flatMap((list) =>
      duties[list].flatMap(({ template }, index) =>
        template === undefined || templates.includes(template)
          ? []
          : [
              atValue(
                at(list, index, 'template'),
                `there is no template \`${template}\``,
                didYouMean(nearest(template, templates)[0]) ?? `there are: ${templates.join(', ')}`,
              ),
            ],
      ),
    );
  },
};
