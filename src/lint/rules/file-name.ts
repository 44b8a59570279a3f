import { type Checklist, type Draft, textAt, textsAt } from '../../program/draft.ts';
import { idPattern } from '../../program/grammar.ts';
import { guesser } from '../../program/nearest.ts';
import { atRange, atValue, type Found, type Rule, replacing } from '../rule.ts';

export const fileName: Rule = {
  id: 'file-name',
  severity: 'error',
  why: 'Phases and files find each other by name: one that differs is left out without a word.',
  structural: true,
  check: ({ draft }) => [
    ...draft.checklists.flatMap(differingId),
    ...missingFiles(draft),
    ...unlistedFiles(draft),
  ],
};

function differingId(checklist: Checklist): Found[] {
  const id = textAt(checklist, 'id');
  // Standard input has no file name.
  if (!id || checklist.name === '' || id.value === checklist.name) return [];
  const message = `the id \`${id.value}\` differs from the file's name`;
  const { name } = checklist;
  if (!idPattern.test(name))
    return [atValue(id, message, { hint: 'give the file a name of lower-case words joined by hyphens' })];
  return [atValue(id, message, { hint: `write \`${name}\``, fix: replacing(id, name) })];
}

function missingFiles({ program, files, checklists }: Draft): Found[] {
  const phases = program ? textsAt(program, 'phases') : [];
  const listed = new Set(phases.map(({ value }) => value));
  const guess = guesser(checklists.map(({ name }) => name).filter((name) => !listed.has(name)));
  const names = new Set(files.map(({ name }) => name));
  return phases.flatMap((phase) => {
    const file = `${phase.value}.yaml`;
    if (names.has(file)) return [];
    const near = guess(phase.value)[0];
    const message = `the phase \`${phase.value}\` has no file \`${file}\` beside it`;
    return [atValue(phase, message, { hint: near && `did you mean \`${near}\`?` })];
  });
}

function unlistedFiles({ program, checklists }: Draft): Found[] {
  if (!program) return [];
  const listed = new Set(textsAt(program, 'phases').map(({ value }) => value));
  return checklists.flatMap(({ yaml, name }) => {
    if (listed.has(name)) return [];
    const message = `the program doesn't list \`${name}\` among its phases`;
    return [
      atRange({ yaml }, [0, 0], message, { hint: 'add it to `phases` in program.yaml, or move the file' }),
    ];
  });
}
