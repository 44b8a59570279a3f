/** docs/rules.md has a section for each rule, and lint judges the examples exactly as the page says. */
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/lint/rules/index.ts';
import { problemsIn, sections, wrongOnes } from './rules-page.ts';

it('has a section for each rule, in the order of the list', () => {
  const lacking = rules.map(({ id }) => id).filter((id) => !sections.some((section) => section.id === id));
  expect(lacking, 'rules without a section `### ID` in docs/rules.md: write one, with its examples').toEqual(
    [],
  );
  expect(sections.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
});

describe.each(sections)('$id', (section) => {
  const { id, text, fences } = section;
  const rule = rules.find((each) => each.id === id);
  const wrong = wrongOnes(section);
  const right = fences.filter(({ info }) => info.startsWith('yaml right'));

  it('says how severe it is and why', () => {
    expect(text.replaceAll('\n', ' ')).toContain(`*${rule?.severity}*: ${rule?.why}`);
  });

  it('has an example of each kind', () => {
    const lacking = [
      ...(wrong.length > 0 ? [] : ['yaml wrong']),
      ...(right.length > 0 ? [] : ['yaml right']),
    ];
    expect(lacking, `examples that the section ${id} of docs/rules.md lacks, fenced by these words`).toEqual(
      [],
    );
  });

  it.each(wrong)('finds what the page says in the example at line $example.line', ({ example, said }) => {
    const found = problemsIn(section, example);
    expect(found).toEqual(said);
    expect(found.some((line) => line.endsWith(`[${id}]`))).toBe(true);
  });

  it.each(right)('finds nothing in the example at line $line', (example) => {
    expect(problemsIn(section, example)).toEqual([]);
  });
});
