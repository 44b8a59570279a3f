import { renamings } from '../rename.ts';
import { type Found, type Rule, type Subject, shapeProblems } from '../rule.ts';

const ofShape = shapeProblems('id-style');

export const idStyle: Rule = {
  id: 'id-style',
  severity: 'error',
  why: 'Ids are typed at the command line and stand in every record: one style for all of them.',
  structural: true,
  check: withRenamings,
};

function withRenamings(subject: Subject): Found[] {
  const problems = ofShape(subject);
  if (problems.length === 0) return [];
  const place = ({ file, line, column }: Pick<Found, 'file' | 'line' | 'column'>) =>
    `${line}:${column} ${file}`;
  const byPlace = new Map(renamings(subject.draft).map((each) => [place(each), each]));
  return problems.map((problem) => {
    const renaming = byPlace.get(place(problem));
    return renaming ? { ...problem, hint: `write \`${renaming.to}\``, fix: renaming.edits } : problem;
  });
}
