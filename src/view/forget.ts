/** What is erased with a hire, and what is beyond reach, in words. */
import type { Outcome } from './outcome.ts';
import { listText } from './words.ts';

export interface Erased {
  readonly name: string;
  readonly id: string;
  /** How many backups and other copies went. */
  readonly copies: number;
  /** Which of the user's settings named the hire. */
  readonly settings: readonly string[];
  /** Why those settings could not be changed; undefined where they were. */
  readonly stillSet: string | undefined;
  /** Where else the name stands, as what. */
  readonly elsewhere: readonly string[];
  /** The record's path in the git work tree around the workspace, if there is one. */
  readonly inGit: string | undefined;
}

export function erasedOutcome(erased: Erased): Outcome {
  const { name, id, copies, settings, stillSet, elsewhere, inGit } = erased;
  const others = copies === 1 ? '1 copy' : `${copies} copies`;
  const what = copies === 0 ? 'the record is' : `the record and ${others} of it are`;
  const keys = listText(settings);
  return {
    changes: [
      `${name} is forgotten: ${what} erased`,
      ...(settings.length > 0 && stillSet === undefined ? [`no longer in your settings: ${keys}`] : []),
    ],
    remarks: [
      ...(stillSet === undefined ? [] : [`Your settings still name them (${keys}): ${stillSet}.`]),
      `hires/${id}.json stays and holds the id alone: it keeps the record from coming back when others' copies are merged.`,
      'The pinned program stays too; nothing personal is in it.',
      ...elsewhere,
      'Files made by `share` and copies on other machines are not reached from here.',
      ...(inGit === undefined ? [] : gitRemarks(inGit)),
    ],
    ...(inGit === undefined
      ? { hint: '' }
      : {
          hint: 'In a fresh clone; it rewrites the history of everybody, and was not run:',
          commands: [`git filter-repo --invert-paths --path-glob '*${id}*'`],
        }),
  };
}

function gitRemarks(path: string): string[] {
  return [
    `This is a git work tree: if ${path} was ever committed, earlier commits and everybody's clones still hold it as it was.`,
    `To take it out of the history: keep a copy of the file as it is now, rewrite the history with git filter-repo, put the copy back and commit it, push by force, and have everybody clone anew.`,
  ];
}
