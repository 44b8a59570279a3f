/** Puts the names of a run's people in place of the placeholders in its program. */

import { listText } from '../phrases.ts';
import type { Group, Item, Link, Phase, Program } from '../program/model.ts';
import { replacePlaceholders } from '../program/placeholders.ts';
import type { People } from './run.ts';

/** Returns what stands for a placeholder: a name, names, or the title of a role that nobody holds; else undefined. */
type NameOf = (id: string) => string | undefined;

/**
 * The program with the names in its texts: in titles, details, topics, links, objectives and what to look out for.
 * @param people who holds which role
 * @param hire the name of the hire; empty where there is none, as in a preview
 */
export function withNames(program: Program, people: People, hire: string): Program {
  if (!hasAny(program)) return program;
  const nameOf = namesIn(program, people, hire);
  const text = (given: string) => upperStart(given, replacePlaceholders(given, nameOf));
  return { ...program, phases: program.phases.map((phase) => namedPhase(phase, text, nameOf)) };
}

/** Program → whether it has a placeholder: one program is asked for each of the hires who follow it. */
const placeholdersIn = new WeakMap<Program, boolean>();

function hasAny(program: Program): boolean {
  const found = placeholdersIn.get(program) ?? program.phases.some(hasPlaceholder);
  placeholdersIn.set(program, found);
  return found;
}

/** A text as it is for everybody: with the titles of roles instead of names. */
export function unnamed(text: string, program: Pick<Program, 'roles'>): string {
  return upperStart(text, replacePlaceholders(text, namesIn(program, new Map(), '')));
}

function namesIn({ roles }: Pick<Program, 'roles'>, people: People, hire: string): NameOf {
  const name = plain(hire);
  return (id) => {
    if (id === 'hire') return name || 'the hire';
    if (id === 'first-name') return name.split(' ')[0] || 'the hire';
    if (!Object.hasOwn(roles, id)) return undefined;
    const names = (people.get(id) ?? []).map((person) => plain(person.name)).filter(Boolean);
    const { title = id } = roles[id] ?? {};
    if (names.length === 0)
      return `the ${/^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title}`;
    return listText(names);
  };
}

/** A name in one line, since it may come from a stranger. */
function plain(name: string): string {
  return name.replace(/\s+/g, ' ').trim();
}

/** A text that begins with a placeholder begins with a capital letter, where that stands for `the PM buddy`. */
function upperStart(given: string, text: string): string {
  return given.startsWith('{') && text.startsWith('the ') ? `T${text.slice(1)}` : text;
}

function hasPlaceholder({ title, objective, focus, groups, items }: Phase): boolean {
  return (
    isIn(title) || isIn(objective) || focus.some(isIn) || groups.some(isInEntry) || items.some(isInEntry)
  );
}

function isInEntry(entry: Group | Item): boolean {
  return (
    isIn(entry.title) ||
    isIn(entry.details) ||
    ('topics' in entry && entry.topics.some(isIn)) ||
    ('links' in entry && entry.links.some(({ title, url }) => isIn(title) || isIn(url)))
  );
}

function isIn(text: string | undefined): boolean {
  return text?.includes('{') ?? false;
}

function namedPhase(phase: Phase, text: (given: string) => string, nameOf: NameOf): Phase {
  const entry = <Of extends Group | Item>(given: Of): Of =>
    isInEntry(given)
      ? {
          ...given,
          title: text(given.title),
          ...(given.details === undefined ? {} : { details: namedDetails(given.details, nameOf) }),
        }
      : given;
  return {
    ...phase,
    title: text(phase.title),
    ...(phase.objective === undefined ? {} : { objective: text(phase.objective) }),
    focus: phase.focus.map(text),
    groups: phase.groups.map(entry),
    items: phase.items.map((item) =>
      isInEntry(item)
        ? {
            ...entry(item),
            topics: item.topics.map(text),
            links: item.links.map(({ title, url }) => ({ title: text(title), url: namedUrl(url, nameOf) })),
          }
        : item,
    ),
  };
}

/** Details are Markdown, in which a name must stay a name, and in an address is encoded. */
function namedDetails(details: string, nameOf: NameOf): string {
  const named = replacePlaceholders(details, (id, before) => {
    const name = nameOf(id);
    if (name === undefined) return undefined;
    return /(?:https?:\/\/|\]\()[^\s)]*$/.test(before) ? encoded(name) : asMarkdown(name);
  });
  return upperStart(details, named);
}

/** The name with a backslash before each sign that Markdown would read; renderers escape HTML themselves. */
function asMarkdown(name: string): string {
  return name
    .replace(/[\\`*[\]#|~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|:(?=\/\/)|(?<=www)\./giu, '\\$&')
    .replace(/^(?:[-+=]|\d+(?=[.)]))/, (start) => (/^\d/.test(start) ? `${start}\\` : `\\${start}`));
}

function namedUrl(url: string, nameOf: NameOf): Link['url'] {
  const named = replacePlaceholders(url, (id) => {
    const name = nameOf(id);
    return name === undefined ? undefined : encoded(name);
  });
  return URL.canParse(named) ? named : url;
}

/** The name for an address. What isn't well-formed, as half a character of a stranger's, could not be encoded. */
function encoded(name: string): string {
  const whole = encodeURIComponent(name.replace(/[\uD800-\uDFFF]/gu, '\uFFFD'));
  // In Markdown, brackets and asterisks would be signs.
  return whole.replace(/[!'()*~_]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
