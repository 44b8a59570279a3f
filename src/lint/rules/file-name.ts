import { type Checklist, type Draft, textAt, textsAt } from '../../program/draft.ts';
import { idPattern } from '../../program/grammar.ts';
import { didYouMean, guesser } from '../../program/nearest.ts';
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
    ...filesTwice(draft),
  ],
};

function differingId(checklist: Checklist): Found[] {
  const id = textAt(checklist, 'id');
  const { name } = checklist;
  // Standard input has no file name.
  if (!id || name === '' || id.value === name) return [];
  const message = `the id \`${id.value}\` differs from the file's name`;
  if (!idPattern.test(name))
    return [atValue(id, message, 'give the file a name of lower-case words joined by hyphens')];
  return [atValue(id, message, `write \`${name}\``, replacing(id, name))];
}

function missingFiles({ program, files, checklists }: Draft): Found[] {
  const phases = program ? textsAt(program, 'phases') : [];
  const guess = guesser(checklists.filter(({ listed }) => !listed).map(({ name }) => name));
  const names = new Set(files.map(({ name }) => name));
  // Of standard input nobody knows what lies beside it.
  if (names.has('')) return [];
  return phases.flatMap((phase) => {
    const file = `${phase.value}.yaml`;
    if (names.has(file) || names.has(`${phase.value}.yml`)) return [];
    const message = `the phase \`${phase.value}\` has no file \`${file}\` beside it`;
    return [atValue(phase, message, didYouMean(guess(phase.value)[0]))];
  });
}

/** A phase that has a file under both endings. */
function filesTwice({ checklists }: Draft): Found[] {
  const first = new Map<string, Checklist>();
  return checklists.flatMap((checklist) => {
    const { name, yaml, listed } = checklist;
    const other = first.get(name);
    if (!other) first.set(name, checklist);
    if (!other || !listed) return [];
    const message = `the phase \`${name}\` has a file already, ${other.yaml.file}`;
    return [atRange(yaml, [0, 0], message, 'take one of the two away')];
  });
}

function unlistedFiles({ checklists }: Draft): Found[] {
  const hint = 'add it to `phases` in program.yaml, or move the file';
  return checklists
    .filter(({ listed }) => !listed)
    .map(({ yaml, name }) =>
      atRange(yaml, [0, 0], `the program doesn't list \`${name}\` among its phases`, hint),
    );
}
