/** Two filled-in forms side by side: first where they differ. Nothing in it is counted into a level. */
import type { Competency, Levels } from '../../program/levels.ts';
import type { Answer, Mark, Worksheet } from '../../program/worksheet.ts';
import { viewLevel } from './level.ts';
import { keyOf } from './worksheet.ts';

/** A form, and the file that it is in. */
export interface Filled {
  readonly file: string;
  readonly sheet: Worksheet;
}

export interface CompareView {
  readonly schemaVersion: 1;
  /** The levels that the forms are about. */
  readonly levels: readonly number[];
  /** Whom they are about, if they say so. */
  readonly about: string | null;
  readonly people: readonly ComparedPerson[];
  /** Whether the two forms show different sentences, because the levels were edited in between. */
  readonly otherSentences: boolean;
  readonly differ: readonly ComparedRow[];
  /** Where a mark is missing, and the others agree. */
  readonly open: readonly ComparedRow[];
  readonly agree: readonly ComparedRow[];
  /** What stands where a mark belongs and is none. */
  readonly unread: readonly { readonly file: string; readonly line: number; readonly text: string }[];
}

export interface ComparedPerson {
  /** What the form says; else the name of the file. */
  readonly name: string;
  readonly file: string;
  readonly on: string;
}

export interface ComparedRow {
  readonly competency: Competency;
  readonly marks: readonly ComparedMarks[];
  /** One for each person. */
  readonly written: readonly { readonly evidence: string; readonly note: string }[];
}

export interface ComparedMarks {
  /** The levels that were marked so: several where they say the same, or nobody marked them. */
  readonly levels: readonly number[];
  /** The sentence that was marked; null where the levels have another one now. */
  readonly text: string | null;
  /** One for each person; null where there is none. */
  readonly marks: readonly (Mark | null)[];
}

const nothing: Answer = { marks: new Map(), evidence: '', note: '' };

/**
 * @param levels the levels as they are now
 * @param name the name of their file
 */
export function viewCompare(forms: readonly [Filled, Filled], levels: Levels, name: string): CompareView {
  const sheets = forms.map(({ sheet }) => sheet);
  const numbers = [...new Set(sheets.flatMap(levelsIn))].sort((a, b) => a - b);
  const texts = new Set(sheets.map(({ key }) => key?.text ?? ''));
  const isPresent = texts.size === 1 && texts.has(presentText(levels, name, numbers) ?? 'none');
  const known = new Map(levels.competencies.map((each) => [each.id, each]));
  const ids = [...new Set([...known.keys(), ...sheets.flatMap(({ answers }) => [...answers.keys()])])];
  const rows = ids
    .filter((id) => sheets.some(({ answers }) => answers.has(id)))
    .map((id): ComparedRow => {
      const answers = sheets.map((sheet) => sheet.answers.get(id) ?? nothing);
      return {
        competency: known.get(id) ?? { id, title: id },
        marks: joined(
          numbers.map((level) => ({
            levels: [level],
            text: isPresent && known.has(id) ? levels.cell(id, level).text : null,
            marks: answers.map(({ marks }) => marks.get(level) ?? null),
          })),
        ),
        written: answers.map(({ evidence, note }) => ({ evidence, note })),
      };
    });
  const differ = rows.filter(({ marks }) => marks.some(isDifferent));
  const others = rows.filter((row) => !differ.includes(row));
  const open = others.filter(({ marks }) => marks.some((each) => each.marks.includes(null)));
  return {
    schemaVersion: 1,
    levels: numbers,
    about: sheets.find(({ about }) => about !== '')?.about ?? null,
    people: namesOf(forms),
    otherSentences: texts.size > 1,
    differ,
    open,
    agree: others.filter((row) => !open.includes(row)),
    unread: forms.flatMap(({ file, sheet }) => sheet.unread.map(({ line, text }) => ({ file, line, text }))),
  };
}

/** The levels that a form is about: those that it says, or those that were marked. */
export function levelsIn({ key, answers }: Worksheet): readonly number[] {
  return key?.levels ?? [...answers.values()].flatMap(({ marks }) => [...marks.keys()]);
}

/** Marks of several levels as one, where they are the same and so is the sentence, or nobody marked them. */
function joined(all: readonly ComparedMarks[]): readonly ComparedMarks[] {
  const [first, ...others] = all;
  const isLike = ({ text, marks }: ComparedMarks) =>
    marks.every((mark, at) => mark === first?.marks[at] && (mark === null || text === first?.text));
  if (!first || others.length === 0 || !others.every(isLike)) return all;
  return [{ ...first, levels: all.flatMap(({ levels }) => levels) }];
}

function isDifferent({ marks }: ComparedMarks): boolean {
  const [one, other] = marks;
  return one !== null && other !== null && one !== other;
}

/** The hash of the sentences as the levels have them now; undefined where they lack one of the levels. */
function presentText(levels: Levels, name: string, numbers: readonly number[]): string | undefined {
  const [first] = numbers;
  if (!numbers.every((number) => levels.levels.some((level) => level.number === number))) return undefined;
  const key = first === undefined ? undefined : keyOf(viewLevel(levels, first), name);
  return key && key.levels.join() === numbers.join() ? key.text : undefined;
}

function namesOf(forms: readonly Filled[]): ComparedPerson[] {
  const said = forms.map(({ sheet }) => sheet.by);
  const areApart = new Set(said).size === forms.length && !said.includes('');
  return forms.map(({ file, sheet }) => ({ name: areApart ? sheet.by : file, file, on: sheet.on }));
}
