/** The topic `privacy`: docs/privacy.md in short. A test holds the two to the same places, folders and commands. */
import type { TopicBlock } from './topics.ts';

export const privacy: readonly TopicBlock[] = [
  'What pm-onboard stores of people, where, who sees it and for how long. In full: docs/privacy.md.',

  'It has no server and counts nothing. The network is used by sync alone, with the remote that you accepted, by lint --links, which asks for the links of checklists, and by remind --post, which sends a reminder to the webhook that you name: names of hires and of people with a role, and titles of items.',

  'Of the hire: the name, the start, the days they work, holidays, the time zone, the traits that the program asks for, leave (its days, and no reason), what was done, counted, skipped, moved and booked, and every note, question, answer, comment and evidence. Of the buddy, the manager and whoever else holds a role: the name, and a contact if the team wrote one down. Of whoever records something: the name they go by, the day and the instant. Of others: what somebody typed. Nothing is hidden from the hire, and no note is private.',

  'Where it is, and for how long:',
  [
    'hires/: the records. Until somebody erases them.',
    'runs/: those of checklists, with what each is worked through for, and whose it is. Until somebody erases them.',
    'backups/: earlier states of the records, at most seven of each, and copies of damaged files. Never shared. Until newer states replace them, or the hire is forgotten.',
    'programs/: the compiled checklists. Nothing of hires.',
    'pm-onboard.yaml: people, with their contacts. Until somebody takes them out.',
    'settings.json: your name, the hire you mean, and the workspaces that you began. In your settings folder.',
    'runs.json: which of several runs you named last today, by id. In your settings folder.',
    'shared/: what is shared with which remote, and how many events each hire had. In your settings folder.',
    'config-*.json, verified/, synced/, links.json, code/, short/: caches. The first holds what pm-onboard.yaml says, short/ you and whom PM_ONBOARD_AS and PM_ONBOARD_HIRE name, the others no names of people. They may be removed at any time.',
    'kept/: what status, next and the name alone printed last, the names in all records, and what team, mine and remind show of many, titles included. In your cache folder. It may be removed at any time; forget and redact remove it.',
    'login/: what the shell says at login, if you had it installed: how much waits for you, for each day of a week. In your cache folder.',
    'sent/: that a reminder was sent, by day; no text, no names. In your cache folder, for two weeks.',
    'lint/: what lint found in checklists, with the lines around it. Nothing of hires. In your cache folder, until something else is found.',
    '*.pm-onboard.json: a record that share wrote, wherever it was sent.',
    '*.ics: what calendar --ics and book --invite wrote, wherever it was sent or served: who meets whom and when. No notes.',
    '*.html: what report wrote, wherever it was sent. Notes and questions only with --with-notes.',
    '.git/: the history of what was shared. For ever.',
  ],

  'Where records are if no workspace is named, your settings, and caches:',
  [
    'Linux: ~/.local/share/pm-onboard, ~/.config/pm-onboard, ~/.cache/pm-onboard',
    'macOS: ~/Library/Application Support/pm-onboard, ~/Library/Preferences/pm-onboard, ~/Library/Caches/pm-onboard',
    String.raw`Windows: %LOCALAPPDATA%\pm-onboard\Data, %APPDATA%\pm-onboard\Config, %LOCALAPPDATA%\pm-onboard\Cache`,
  ],

  'Who sees it: your account on this machine; once it is shared, everybody who may read the repository, now or later; and whoever reads the chat or document into which you pasted Markdown.',

  'A copy: share writes the record as it is, log says in sentences who did what when, status --json what follows from it.',

  "Corrected: undo and reopen take back what is wrong, reschedule --name corrects the hire's name, reschedule --trait a trait, assign that of a buddy; the record keeps what stood there before. redact takes a text that somebody typed out of the record and its backups; the event stays, without it.",

  'Erased: forget takes away the record and its backups, of a hire or of the run of a checklist (those that a hire owned stay, and are named), and with the next sync those of others, who keep theirs aside where nobody there has said forget too. A file with the id, who erased it and when stays, so that no merge brings the record back. With keep: 12 months in pm-onboard.yaml, doctor names the runs that ended longer ago. Nothing is erased by itself.',

  "Out of reach: what git has in its history and in clones (forget says how to rewrite it), files that were sent, chats and documents, your shell's history, and backups of the machine or the host.",
];
