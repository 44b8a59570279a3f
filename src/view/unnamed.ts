/** Takes the names of other people, and the subject of a checklist, out of texts that are going to be public. */
import type { Run } from '../plan/run.ts';
import { normaliseName, samePerson } from '../progress/names.ts';

/** Returns a text without the names; in place of each stands what the person is in the run, as `{buddy}`. */
type Unname = (text: string) => string;

/** Stands for somebody who holds no role in the run. */
const somebody = 'somebody';

/**
 * Makes a function that takes out the names and handles of all who hold or held a role in the run, or recorded something in it, but
 * for the hire's own. Of a name of several words the first one is looked for as well, with its capital.
 */
export function withoutPeople({ record, progress, people, team, pinned }: Run): Unname {
  const { hire, bindings } = progress;
  const found = new Map<
    string,
    { readonly name: string; readonly handles: readonly string[]; readonly role?: string }
  >();
  const add = (name: string, handles: readonly string[], role?: string) => {
    const key = normaliseName(name);
    if (key === '' || samePerson(hire, name) || found.get(key)?.role !== undefined) return;
    found.set(key, { name, handles, ...(role !== undefined && { role }) });
  };
  const roleOf = (role: string) => (Object.hasOwn(pinned.roles, role) ? role : undefined);
  for (const [role, holders] of people)
    for (const { name, handles } of holders) add(name, handles, roleOf(role));
  for (const [role, all] of bindings)
    for (const { event } of all) for (const name of event.people) add(name, [], roleOf(role));
  for (const [role, members] of Object.entries(team.people))
    for (const { name, handles } of members) add(name, handles, roleOf(role));
  for (const event of record.events) if (typeof event.by === 'string') add(event.by, []);
  const own = new Set(normaliseName(hire.name).split(' '));
  const names = [...found.values()].flatMap(({ name, handles, role }) => {
    const instead = role === undefined ? somebody : `{${role}}`;
    const [first = ''] = name.trim().split(/\s+/);
    const isOwn = own.has(normaliseName(first));
    const called = handles.map((handle) => `@?${words(handle)}`);
    // Whoever only recorded something may go by the name of an account, which is a word of any text: `root`.
    const whole = role === undefined && /^[^\s\p{Lu}]+$/u.test(name) ? `@${words(name)}` : words(name);
    return [
      ...[whole, ...called, ...(isOwn ? [] : [`@${words(first)}`])].map((pattern) => ({
        pattern,
        flags: 'giu',
      })),
      ...(isOwn || whole.startsWith('@') ? [] : [{ pattern: words(first), flags: 'gu' }]),
    ].map((each) => ({ ...each, instead }));
  });
  // What a template was worked through for is whatever its next user says.
  if (hire.subject) names.push({ pattern: words(hire.subject), flags: 'giu', instead: '{name}' });
  // A whole name goes before a part of it.
  const patterns = names
    .sort((a, b) => b.pattern.length - a.pattern.length)
    .map(({ pattern, flags, instead }) => ({
      pattern: new RegExp(`(?<![\\p{L}\\p{N}{])${pattern}(?![\\p{L}\\p{N}])`, flags),
      instead,
    }));
  return (text) => patterns.reduce((left, { pattern, instead }) => left.replace(pattern, instead), text);
}

/** A name as a pattern, in which any space stands for any. */
function words(name: string): string {
  return name
    .trim()
    .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .replace(/\s+/g, '\\s+');
}
