/** The topic `formats`. */
import { formatNames } from '../../render/lint/index.ts';
import type { TopicBlock } from './topics.ts';

export const formats: readonly TopicBlock[] = [
  'Results go to stdout, everything else (what was changed, hints, errors) to stderr.',
  [
    'Text is for people, as wide as the terminal, at most 120 columns, and changes from release to release.',
    '--json: what a command shows, or what it saved as {"schemaVersion": 1, "changed": [event]}. Fields are added, none is renamed or removed without another schemaVersion.',
    '--plain: a line for each, with tabs between the columns, for cut, awk, sort and fzf; of what lists things. Columns are added at the end, none is moved or taken out (docs/plain.md).',
    '--markdown: to paste into a chat or a document; of status, next, plan, log, review, team, calendar, preview, upgrade, finish and book. --format gfm, mattermost or slack says where (docs/markdown.md). Paste it as it is: converters on the way to a chat may drop the ticks of a plan.',
    '--csv: team as a table for a spreadsheet.',
    '--dry-run: of every command that writes, apart from demo: what it would do, and nothing is written.',
  ],
  `lint has formats of its own: ${formatNames.join(', ')}; --format NAME=FILE writes one to a file (docs/ci.md).`,
  'The files of programs, records and settings have JSON Schemas: pm-onboard schema checklist.',
];
