/**
 * Levels: a table of levels and competencies with a text for each of its cells, which is read from one YAML file. It is a flat
 * list with permanent ids, so that what was written about a cell still finds it when rows and columns have moved.
 */
import * as z from 'zod';
import { didYouMean, nearest } from './nearest.ts';
import { byPlace, type Problem } from './problem.ts';
import { validate } from './validate.ts';
import { id, text } from './values.ts';
import { type Path, parseYaml, type YamlFile } from './yaml.ts';

/** @param shown the level, as it was given */
export function noLevel(shown: string): string {
  return `there is no level ${shown}`;
}

const oneOf99 = 'must be a number from 1 to 99';

const number = z.int('must be a whole number').min(1, oneOf99).max(99, oneOf99);

const ids =
  'Lower-case words joined by hyphens; unique among ids of its kind, and never used for anything else.';

const levelSchema = z.strictObject({
  id: id.describe(ids),
  number: number.describe('Its number, by which it goes; a higher one comes later.'),
  title: text.describe('Its title, which two levels may share.'),
});

const competencySchema = z.strictObject({
  id: id.describe(ids),
  title: text.describe('Its name, in a word or two.'),
  about: text.optional().describe('What it is about, in a few words.'),
  principle: text.optional().describe('The principle of the company that it belongs to.'),
});

const cellSchema = z.strictObject({
  id: id.describe(
    'Lower-case words joined by hyphens; unique among cells. What was written about the cell names it.',
  ),
  competency: id.describe('The id of its competency.'),
  level: number.describe('The number of its level.'),
  text: text.optional().describe('What can be seen of somebody there, in a sentence or two.'),
  'same-as': id
    .optional()
    .describe('Instead of a text: the id of the cell below that says the same of this competency.'),
});

export const levelsSchema = z.strictObject({
  title: text.describe('What people read of the whole.'),
  about: text.optional().describe('How it is meant to be used; shown below every level.'),
  levels: z
    .array(levelSchema.describe('A level.'))
    .min(1, 'must hold at least one level')
    .describe('The levels, the lowest first.'),
  competencies: z
    .array(competencySchema.describe('A competency.'))
    .min(1, 'must hold at least one competency')
    .describe('The competencies, in the order in which they are shown.'),
  cells: z
    .array(cellSchema.describe('What one level says of one competency.'))
    .min(1, 'must hold a cell for each level and competency')
    .describe('A cell for each level and each competency, in any order.'),
});

type Written = z.infer<typeof levelsSchema>;

export type Level = Written['levels'][number];
export type Competency = Written['competencies'][number];

/** What one level says of one competency. */
export interface Cell {
  readonly id: string;
  readonly text: string;
  /** The number of the level whose words these are: the cell's own, or a lower one. */
  readonly since: number;
}

export interface Levels {
  readonly title: string;
  readonly about: string | undefined;
  readonly levels: readonly Level[];
  readonly competencies: readonly Competency[];
  /** The cell of a competency, by its id, at the level of that number. */
  cell(competency: string, level: number): Cell;
}

interface LevelsResult {
  /** Absent where there are problems. */
  readonly levels?: Levels;
  readonly problems: readonly Problem[];
}

/** @param file the path to show in problems */
export function readLevels(file: string, bytes: Uint8Array): LevelsResult {
  const yaml = parseYaml(file, bytes);
  const problems = [...yaml.problems, ...(yaml.value === undefined ? [] : levelsProblems(yaml))];
  return problems.length > 0
    ? { problems: problems.sort(byPlace) }
    : { levels: levelsOf(yaml.value as Written), problems };
}

/** @param written a table without problems */
function levelsOf(written: Written): Levels {
  const byId = new Map(written.cells.map((cell) => [cell.id, cell]));
  const byPlace = new Map(written.cells.map((cell) => [`${cell.competency} ${cell.level}`, cell]));
  const cellOf = ({ id, level, text, 'same-as': other }: Written['cells'][number]): Cell => {
    const below = other === undefined ? undefined : byId.get(other);
    return below ? { ...cellOf(below), id } : { id, text: text ?? '', since: level };
  };
  const { title, about, levels, competencies } = written;
  return {
    title,
    about,
    levels: [...levels].sort((a, b) => a.number - b.number),
    competencies,
    cell(competency, level) {
      const cell = byPlace.get(`${competency} ${level}`);
      if (!cell) throw new Error(`no cell of ${competency} at ${level}`);
      return cellOf(cell);
    },
  };
}

/** What is wrong with the shape of the table; where its shape is right, what is wrong with its ids and cells. */
export function levelsProblems(yaml: YamlFile): Problem[] {
  const shape = validate(levelsSchema, yaml.value, yaml);
  if (shape.length > 0) return shape;
  const written = yaml.value as Written;
  return [
    ...repeatedIn(yaml, 'levels', written.levels, 'id', 'duplicate-id'),
    ...repeatedIn(yaml, 'levels', written.levels, 'number', 'level-cells'),
    ...repeatedIn(yaml, 'competencies', written.competencies, 'id', 'duplicate-id'),
    ...repeatedIn(yaml, 'cells', written.cells, 'id', 'duplicate-id'),
    ...cellProblems(written, yaml),
    ...sameAsProblems(written, yaml),
  ];
}

/** A problem at each entry of a list that has the value of an earlier one under the key. */
function repeatedIn<Entry extends object>(
  yaml: YamlFile,
  list: string,
  entries: readonly Entry[],
  key: keyof Entry & string,
  rule: string,
): Problem[] {
  const seen = new Set<unknown>();
  return entries.flatMap((entry, index) => {
    const value = entry[key];
    if (seen.size < seen.add(value).size) return [];
    const what = key === 'id' ? `the id \`${value}\` is used already` : `there are two levels ${value}`;
    return [{ rule, message: `${what}, above`, ...placeIn(yaml, [list, index, key]) }];
  });
}

function placeIn(yaml: YamlFile, path: Path) {
  return { file: yaml.file, ...yaml.valueAt(path) };
}

/** Checks that each level has each competency once, in words or by `same-as`. */
function cellProblems({ levels, competencies, cells }: Written, yaml: YamlFile): Problem[] {
  const rule = 'level-cells';
  const names = competencies.map(({ id }) => id);
  const numbers = levels.map((level) => level.number);
  const taken = new Map<string, string>();
  const wrong = cells.flatMap((cell, index): Problem[] => {
    const at = (key: string) => placeIn(yaml, ['cells', index, key]);
    const found: Problem[] = [];
    if (!names.includes(cell.competency)) {
      const hint = didYouMean(nearest(cell.competency, names)[0]) ?? `there are: ${names.join(', ')}`;
      const message = `there is no competency \`${cell.competency}\``;
      found.push({ rule, message, hint, ...at('competency') });
    }
    if (!numbers.includes(cell.level))
      found.push({ rule, message: noLevel(`${cell.level}`), ...at('level') });
    const place = `${cell.competency} ${cell.level}`;
    const other = taken.get(place);
    if (other !== undefined) {
      const message = `level ${cell.level} has a cell for \`${cell.competency}\` already: \`${other}\``;
      found.push({ rule, message, hint: 'take one out', ...at('level') });
    } else taken.set(place, cell.id);
    const forms = [cell.text, cell['same-as']].filter((form) => form !== undefined);
    if (forms.length !== 1) {
      const message =
        forms.length === 0 ? 'the cell says nothing' : 'the cell has a text of its own and `same-as`';
      const hint = 'give it `text`, or `same-as` with the id of a cell below';
      found.push({ rule, message, hint, ...at('id') });
    }
    return found;
  });
  const missing = levels.flatMap((level, index) => {
    const lacking = names.filter((name) => !taken.has(`${name} ${level.number}`));
    if (lacking.length === 0) return [];
    const message = `level ${level.number} has no cell for ${lacking.map((name) => `\`${name}\``).join(', ')}`;
    return [{ rule, message, ...placeIn(yaml, ['levels', index, 'number']) }];
  });
  return [...wrong, ...missing];
}

/** Checks that `same-as` names a cell of the same competency at a lower level, and that no text stands there twice. */
function sameAsProblems({ cells }: Written, yaml: YamlFile): Problem[] {
  const rule = 'same-as';
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  return cells.flatMap((cell, index): Problem[] => {
    const wanted = cell['same-as'];
    const at = (key: string) => placeIn(yaml, ['cells', index, key]);
    if (wanted === undefined) {
      const twin = cells.find((other) => isTwin(other, cell));
      if (!twin) return [];
      const message = `\`${twin.id}\` says the same of \`${cell.competency}\``;
      return [{ rule, message, hint: `write \`same-as: ${twin.id}\` instead of the text`, ...at('text') }];
    }
    const other = byId.get(wanted);
    if (!other) {
      const hint = didYouMean(nearest(wanted, [...byId.keys()])[0]);
      return [{ rule, message: `there is no cell \`${wanted}\``, hint, ...at('same-as') }];
    }
    if (other.competency !== cell.competency) {
      const message = `\`${wanted}\` is about \`${other.competency}\`, not \`${cell.competency}\``;
      return [{ rule, message, ...at('same-as') }];
    }
    if (other.level < cell.level) return [];
    const message = `\`${wanted}\` is of level ${other.level}, which is not below ${cell.level}`;
    const hint = 'the lowest of the levels that say it has the text, and those above name it';
    return [{ rule, message, hint, ...at('same-as') }];
  });
}

/** Whether a cell of a lower level has the same text about the same competency. */
function isTwin(
  other: Written['cells'][number],
  { text, level, competency }: Written['cells'][number],
): boolean {
  const words = (written: string | undefined) => written?.trim().replace(/\s+/g, ' ');
  return other.competency === competency && other.level < level && words(other.text) === words(text);
}
