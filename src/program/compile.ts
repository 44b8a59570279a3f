/** Compiles checked source, by the table of keys. */
import type { CalendarFiles } from './holidays.ts';
import type { Place } from './keys.ts';
import type { Item, Phase, Program } from './model.ts';
import {
  type ChecklistSource,
  type CompiledAt,
  compiledAt,
  type EntrySource,
  type GroupSource,
  type ItemSource,
  isGroup,
  type ProgramSource,
} from './shape.ts';

/**
 * Compiles a program: flat, with defaults filled in and effort in minutes.
 * @param source a program without problems
 * @param digest SHA-256 over its files
 */
export function compile({ program, checklists, calendars }: ProgramSource, digest: string): Program {
  const { id: name, title, ...others } = compiled('program', program, [], calendars);
  const former = program.formerly?.length ? { formerly: program.formerly } : {};
  return {
    format: 1,
    id: name,
    title,
    source: digest,
    ...former,
    ...others,
    phases: checklists.map(compilePhase),
  };
}

function compilePhase(checklist: ChecklistSource): Phase {
  return {
    ...compiled('phase', checklist),
    groups: checklist.items.filter(isGroup).map((group) => compiled('group', group)),
    items: checklist.items.flatMap((entry) => compileEntry(entry, checklist)),
  };
}

function compileEntry(entry: EntrySource, phase: ChecklistSource): Item[] {
  if (!isGroup(entry)) return [compiled('item', entry, [phase])];
  return entry.items.map((item) => compiled('item', { ...item, group: entry.id }, [entry, phase]));
}

type Source = ProgramSource['program'] | ChecklistSource | GroupSource | (ItemSource & { group?: string });

/**
 * The compiled values of the keys at one place.
 * @param above the group and phase around an item, the nearest first
 */
function compiled<At extends Place>(
  place: At,
  source: Source,
  above: readonly Source[] = [],
  files: CalendarFiles = new Map(),
): CompiledAt<At> {
  const valueIn = (of: Source, name: string) => (of as Readonly<Record<string, unknown>>)[name];
  const pairs = compiledAt(place).map(({ name, goesDown, compiled: { as, from } }) => {
    let written = valueIn(source, name);
    for (const outer of goesDown ? above : []) {
      const value = valueIn(outer, name);
      if (goesDown && value !== undefined) written = goesDown(written, value);
    }
    return [as, from(written, files)] as const;
  });
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as CompiledAt<At>;
}
