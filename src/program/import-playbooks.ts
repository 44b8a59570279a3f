/**
 * The export of a Mattermost playbook as a program (mattermost-plugin-playbooks, `server/app/playbook_export.go`): a key whose value
 * is zero, false or empty is absent, and keys that this doesn't know may be there. Pure.
 */

import { utcDate } from '../dates.ts';
import { type Found, type FoundItem, type FoundPhase, isShort, type Lost, shortened } from './imported.ts';

type Json = Readonly<Record<string, unknown>>;

/** @throws ImportError where it is no export that can be read */
export class ImportError extends Error {}

const day = 86_400_000;

/** A `due_date` beyond this is an instant, not a time after the start. */
const instant = 10 ** 11;

/** Keys of the whole that hold nothing to carry over, or are carried over. */
const ofWhole = ['version', 'title', 'description', 'checklists'];

/** @throws ImportError for another version, or a file without checklists */
export function fromPlaybook(value: Json, name: string): Found {
  if (value['version'] !== 1)
    throw new ImportError(
      `its version is ${JSON.stringify(value['version']) ?? 'not said'}, only 1 is known`,
    );
  if (!Array.isArray(value['checklists'])) throw new ImportError('it has no `checklists`');
  const lost: Lost[] = [];
  const description = textIn(value, 'description');
  if (description !== undefined) lost.push({ at: 'description', what: short(description) });
  const phases = value['checklists'].filter(isMap).map((list, at) => phaseOf(list, at, lost));
  for (const [key, set] of Object.entries(value))
    if (!ofWhole.includes(key) && !isEmpty(set)) lost.push({ at: key, what: short(JSON.stringify(set)) });
  return {
    title: textIn(value, 'title') ?? name,
    phases: phases.filter(({ entries }) => entries.length > 0),
    lost,
  };
}

function phaseOf(list: Json, at: number, lost: Lost[]): FoundPhase {
  const title = textIn(list, 'title') ?? `Checklist ${at + 1}`;
  const items = Array.isArray(list['items']) ? list['items'].filter(isMap) : [];
  if (items.length === 0) lost.push({ at: title, what: 'the checklist has no items' });
  const entries = items.flatMap((item) => itemOf(item, title, lost));
  const days = entries.flatMap(({ due }) => (due === undefined ? [] : [Number(due.slice(4))]));
  const due = days.length > 0 ? `day ${Math.max(...days)}` : undefined;
  return { title, ...(due === undefined ? {} : { due }), entries };
}

const assigned = 'who it is assigned to: say `by` or `with` and a role';
const condition = 'its condition: say `when` and a trait';

/** What an item may say that a checklist has no key for → what it is. */
const unsaid: Readonly<Record<string, string>> = {
  command: 'its slash command',
  assignee_type: assigned,
  assignee_property_field_id: assigned,
  condition_id: condition,
  condition_action: condition,
};

const carried = ['title', 'description', 'due_date', ...Object.keys(unsaid)];

function itemOf(item: Json, phase: string, lost: Lost[]): FoundItem[] {
  const title = textIn(item, 'title');
  if (title === undefined) {
    lost.push({ at: phase, what: 'an item without a title' });
    return [];
  }
  const at = `${phase}: ${title.slice(0, 40)}`;
  const miss = new Set(
    Object.entries(unsaid).flatMap(([key, what]) =>
      isEmpty(item[key]) ? [] : [`${what} (${short(String(item[key]))})`],
    ),
  );
  for (const what of miss) lost.push({ at, what });
  for (const [key, set] of Object.entries(item))
    if (!carried.includes(key) && !isEmpty(set))
      lost.push({ at, what: `\`${key}\`: ${short(JSON.stringify(set))}` });
  const due = Number(item['due_date'] ?? 0);
  if (due > instant)
    lost.push({ at, what: `its due date, ${dateOf(due)}: checklists say \`day 30\`, not a date` });
  const details = textIn(item, 'description');
  const number = Math.max(1, Math.ceil(due / day));
  return [
    {
      title: isShort(title) ? title : shortened(title),
      ...(details === undefined && isShort(title)
        ? {}
        : {
            details: [...(isShort(title) ? [] : [title]), ...(details === undefined ? [] : [details])].join(
              '\n\n',
            ),
          }),
      ...(due > 0 && due <= instant && number <= 999 ? { due: `day ${number}` } : {}),
    },
  ];
}

function dateOf(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? String(milliseconds) : utcDate(date);
}

function textIn(value: Json, key: string): string | undefined {
  const text = value[key];
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

export function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    value === 0 ||
    value === false ||
    (Array.isArray(value) && value.length === 0) ||
    (isMap(value) && Object.keys(value).length === 0)
  );
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 50 ? line : `${line.slice(0, 49)}…`;
}
