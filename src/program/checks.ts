/** Checks that look across a program's files; each returns problems, all are reported. */
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import type { SourceProgram } from './read.ts';
import { type EntrySource, isGroup } from './schema.ts';
import type { Path, YamlFile } from './yaml.ts';

/** An item or group with the place where it stands. */
interface Placed {
  readonly entry: EntrySource;
  readonly yaml: YamlFile;
  readonly path: Path;
}

export function crossChecks(source: SourceProgram): Problem[] {
  const entries = placedEntries(source);
  return [
    ...duplicatePhases(source),
    ...duplicateIds(entries),
    ...unknownRoles(source, entries),
    ...roleDefaultCycles(source),
    ...dependencyCycles(entries),
  ];
}

function placedEntries(source: SourceProgram): Placed[] {
  return source.checklists.flatMap(({ yaml, checklist }) =>
    checklist.items.flatMap((entry, index): Placed[] => {
      const path = ['items', index];
      const children = isGroup(entry) ? entry.items : [];
      return [
        { entry, yaml, path },
        ...children.map((child, at) => ({ entry: child, yaml, path: [...path, 'items', at] })),
      ];
    }),
  );
}

function duplicatePhases({ yaml, program }: SourceProgram): Problem[] {
  return program.phases.flatMap((phase, index) =>
    program.phases.indexOf(phase) === index
      ? []
      : [problem(yaml, ['phases', index], 'duplicate-id', `the phase \`${phase}\` is listed twice`)],
  );
}

/** Ids and former ids share one space: a record may still use either. */
function duplicateIds(entries: readonly Placed[]): Problem[] {
  const first = new Map<string, string>();
  const claim = ({ yaml }: Placed, id: string, path: Path): Problem[] => {
    const earlier = first.get(id);
    if (earlier)
      return [problem(yaml, path, 'duplicate-id', `the id \`${id}\` is used already, at ${earlier}`)];
    first.set(id, `${yaml.file}:${yaml.valueAt(path).line}`);
    return [];
  };
  return entries.flatMap((placed) => [
    ...claim(placed, placed.entry.id, [...placed.path, 'id']),
    ...formerIds(placed.entry).flatMap((id, index) => claim(placed, id, [...placed.path, 'formerly', index])),
  ]);
}

function formerIds(entry: EntrySource): string[] {
  return isGroup(entry) ? [] : (entry.formerly ?? []);
}

function unknownRoles({ yaml, program }: SourceProgram, entries: readonly Placed[]): Problem[] {
  const roles = Object.keys(program.roles ?? {});
  const check = (file: YamlFile, role: string | undefined, path: Path): Problem[] => {
    if (role === undefined || roles.includes(role)) return [];
    const near = nearest(role, roles)[0];
    const hint = near ? `did you mean \`${near}\`?` : 'name it under `roles` in program.yaml';
    return [problem(file, path, 'unknown-role', `the program has no role \`${role}\``, hint)];
  };
  return [
    ...Object.entries(program.roles ?? {}).flatMap(([id, role]) =>
      check(yaml, role.default, ['roles', id, 'default']),
    ),
    ...entries.flatMap(({ entry, yaml: file, path }) => [
      ...(entry.with ?? []).flatMap((role, index) => check(file, role, [...path, 'with', index])),
      ...(isGroup(entry)
        ? []
        : [
            ...check(file, entry.by, [...path, 'by']),
            ...check(file, entry['sign-off'], [...path, 'sign-off']),
          ]),
    ]),
  ];
}

function roleDefaultCycles({ yaml, program }: SourceProgram): Problem[] {
  const roles = program.roles ?? {};
  return Object.keys(roles).flatMap((id) => {
    const seen = [id];
    for (let at = roles[id]?.default; at !== undefined; at = roles[at]?.default) {
      if (at === id) {
        const way = [...seen, id].join(' → ');
        return [
          problem(
            yaml,
            ['roles', id, 'default'],
            'dependency-cycle',
            `the role stands in for itself: ${way}`,
          ),
        ];
      }
      if (seen.includes(at)) return [];
      seen.push(at);
    }
    return [];
  });
}

/** Who waits for a group waits for its required items. Iterative: a hostile file may chain thousands of items. */
function dependencyCycles(entries: readonly Placed[]): Problem[] {
  const byId = new Map(entries.map((placed) => [placed.entry.id, placed]));
  const closed = new Set<string>();
  const problems: Problem[] = [];

  for (const { entry } of entries) {
    // The way from the entry down to where the walk stands, each step with what it has still to visit.
    const way: { placed: Placed; open: string[] }[] = [];
    const onTheWay = new Set<string>();
    const enter = (id: string) => {
      const placed = byId.get(id);
      if (!placed || closed.has(id)) return;
      way.push({ placed, open: needs(placed.entry) });
      onTheWay.add(id);
    };
    enter(entry.id);
    for (let step = way.at(-1); step; step = way.at(-1)) {
      const { id } = step.placed.entry;
      const next = step.open.pop();
      if (next === undefined) {
        closed.add(id);
        onTheWay.delete(id);
        way.pop();
      } else if (onTheWay.has(next)) {
        const ids = way.map(({ placed }) => placed.entry.id);
        problems.push(cycleProblem(step.placed, [...ids.slice(ids.indexOf(next)), next]));
      } else {
        enter(next);
      }
    }
  }
  return problems;
}

function needs(entry: EntrySource): string[] {
  if (!isGroup(entry)) return [...(entry.after ?? [])];
  return entry.items.filter((item) => !item.optional).map((item) => item.id);
}

function cycleProblem({ entry, yaml, path }: Placed, circle: readonly string[]): Problem {
  const at = isGroup(entry) ? [...path, 'id'] : [...path, 'after'];
  return problem(
    yaml,
    at,
    'dependency-cycle',
    `these wait for each other: ${circle.join(' → ')}`,
    'take one `after` out',
  );
}

function problem(yaml: YamlFile, path: Path, rule: string, message: string, hint?: string): Problem {
  return { file: yaml.file, rule, message, ...(hint ? { hint } : {}), ...yaml.valueAt(path) };
}
