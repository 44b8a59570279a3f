/**
 * What `help` says of each command beside its flags. A chunk, since few runs print it. A test runs every example in a workspace
 * that has what it names.
 */
import { asDocument, forEverybody, whatTopics } from './spec.ts';

/** What to type behind the program's name, and what that does where it isn't plain. */
export type Example = readonly [typed: string, what?: string];

export interface ManualEntry {
  /** What the command is for, in a sentence or two. */
  readonly purpose: string;
  readonly examples: readonly Example[];
  /** What each argument is, but for `hire` and `item`, which mean the same everywhere; for the man page, the pages of docs/commands and tools. */
  readonly arguments?: Readonly<Record<string, string>>;
  /** When the command exits with 1. */
  readonly found?: string;
  /** Paragraphs that stand before the flags. */
  readonly more?: readonly string[];
  /** Heading → names of flags, for a command with many. Those that stand under none come last. */
  readonly flags?: Readonly<Record<string, readonly string[]>>;
}

/** What `--markdown` is for, in examples. */
const forChat = 'to paste into a chat';

const theDays = [
  'working-days',
  'holidays',
  'extra-working-days',
  'holidays-until',
  'hours-per-day',
  'zone',
  'stretch',
  'no-stretch',
];

/** Name of a command → its entry. */
export const manual: Readonly<Record<string, ManualEntry>> = {
  status: {
    purpose:
      'Shows where you stand: what to catch up on, what today asks for, whom to book, and what others owe you.',
    found: 'something is overdue, and --exit-code is given',
    examples: [
      ['status', 'of your own run, or of the only one there is'],
      ['status ada', 'of one hire, by name, handle or id'],
      ['status --markdown', forChat],
      ['status --exit-code', 'for scripts: 1 where something is late'],
      ['status --short', 'for the prompt of a shell: 2 late · 3 today; nothing where nothing is to do'],
      ['status --phase week-1', 'a part of it alone'],
    ],
  },
  next: {
    purpose: 'Shows what to do next: what it is for, whom to meet, what to ask.',
    examples: [
      ['next'],
      ['next -n 2', 'the first two alone'],
      ['next --phase week-1', 'of one phase alone'],
      ['next ada --markdown', forChat],
      ['next --plain', 'for cut, awk, sort and fzf'],
    ],
  },
  done: {
    purpose: 'Ticks items off; alone, in a list. What wants a link or words asks for it.',
    examples: [
      ['done 1.1', 'by the number that status prints'],
      ['done 1.5-1.6,1.8 --on yesterday', 'several, done the day before'],
      ['done --from list.md --yes', 'what is ticked in the list'],
    ],
  },
  book: {
    purpose: 'Prints the message that asks for a meeting. With --on, notes the day that was agreed on.',
    examples: [
      ['book 2.7', 'the message to send'],
      ['book 2.7 --on fri --at 10:00', 'they said yes'],
      [
        'book 1.2 --on fri --at 10:00 --invite ada@example.com -o meet.ics',
        'an invitation to attach to a mail; nothing is sent',
      ],
      ['book 2.7 --cancel', 'it is off'],
    ],
  },
  show: {
    purpose:
      'Explains items in full: what for, when, with whom, and what comes first. Also a group, or a phase.',
    examples: [
      ['show 2.7'],
      ['show 2.7 --why', 'how its date came about'],
      ['show 1.3 --open', 'opens its link in the browser'],
      ['show "first week"', 'a phase: what for, until when, its items'],
    ],
  },
  note: {
    purpose: 'Keeps a remark with an item. The hire, the buddy and the manager can read it.',
    arguments: { text: 'the remark' },
    examples: [
      ['note 1.8 "two installers, which one?"'],
      ['note 1.8,1.9 "asked in the channel"', 'the same with two items'],
    ],
  },
  ask: {
    purpose: 'Leaves a question for your buddy, whose next review shows it.',
    arguments: { text: 'the question' },
    examples: [
      ['ask "Who decides on release dates?"'],
      ['ask --item 2.7 "What should I read before?"', 'about an item'],
    ],
  },
  plan: {
    purpose:
      'Prints the whole plan, done and open, with the hours of each week. With --catch-up, finds new dates for what is late.',
    examples: [
      ['plan'],
      ['plan --by phase', 'also: day'],
      ['plan --role manager', 'what has to do with one role alone'],
      ['plan --all', 'also what is for others, with why'],
      ['plan --catch-up', 'see the new dates; nothing is saved'],
      ['plan --catch-up --yes', 'save them'],
    ],
  },
  skip: {
    purpose:
      "Leaves items out, for a reason that others can read: they don't apply here, or somebody else than the hire lets them pass.",
    examples: [
      ['skip 1.7 --reason "no company phone"'],
      ['skip 1.7,2.2 --reason "not for this team"'],
      ['skip 1.7 --not-applicable --reason "no company phone"'],
      ['skip 1.7 --waive --reason "until the phone is here" --as "Grace Hopper"', 'never as the hire'],
    ],
  },
  reopen: {
    purpose:
      'Takes back that items are done or skipped. What the last command did is taken back by: pm-onboard undo',
    examples: [['reopen 1.1']],
  },
  count: {
    purpose:
      'Adds to an item that is counted. It is done when its target is reached; one too many is taken back by: pm-onboard undo',
    arguments: { n: 'how many to add, 1 if not said' },
    examples: [
      ['count 1.9', 'one more'],
      ['count 1.9 3', 'three more'],
    ],
  },
  undo: {
    purpose: 'Takes back all that your last command recorded; given again, the command before it.',
    examples: [['undo'], ['undo --dry-run', 'what it would take back']],
  },
  log: {
    purpose: 'Lists who did what and when.',
    examples: [
      ['log'],
      ['log --item 1.8', 'of one item'],
      ['log ada --since mon', 'of one hire, from a day on'],
      ['log --notes', 'what people wrote, alone'],
    ],
  },
  find: {
    purpose:
      'Finds where all the words stand: in titles, details, topics, notes, questions and answers, and in the titles of programs.',
    arguments: { words: 'the words, all of which have to be there' },
    examples: [['find laptop'], ['find "release date" --json', 'for scripts']],
  },
  review: {
    purpose:
      'Before you talk: what you owe the hire, what went well, what is stuck, what is coming. Shows as new what no review of yours has shown.',
    examples: [
      ['review ada'],
      ['review ada --approve 3.12', 'sign it off'],
      ['review ada --return 3.12 --comment "Name the prices"'],
      ['review ada --answer 1 --text "Alan does"', 'its question ?1'],
      ['review ada --finish', 'you have talked'],
    ],
    more: [
      'Instead of a hire, you can name a file that somebody shared; it is read first. At a terminal, without --json and --markdown, the review then asks you about each thing that waits for you, one by one, and saves each answer at once. With a flag such as --approve it does only that, and shows no review.',
    ],
    flags: {
      'What it shows:': ['since', 'json', 'markdown'],
      'What you do:': ['approve', 'return', 'comment', 'answer', 'text', 'note', 'finish'],
    },
  },
  mine: {
    purpose:
      'Shows what you owe the hires, over all of them, and what is yours in the runs of checklists: what is late, what today asks for, what waits for your word, what comes next. Each line says for whom and since when, with the command to type.',
    examples: [
      ['mine', 'short: pmo m'],
      ['mine --within 2w', 'the next two weeks'],
      ['mine --everybody', 'who owes the hires what, since when'],
      ['mine --hire ada --markdown', 'of one hire, to paste'],
    ],
    more: [
      'Whoever has no run of their own but holds a role sees this list with `pm-onboard` alone, `status` and `next` too, and with `review` where there are several hires. With --json these ask which hire is meant. Somebody who is a hire as well finds a line about their own run on top.',
      'In it: what a role of yours does (late, today, in the next 5 working days), what you are to sign off, questions for you, meetings that are booked with you, and roles that nobody holds yet. What is optional or waits for something else is there with --all. Days are working days of the hire. Of a checklist of yours it has each item; --run NAME is about that one alone.',
    ],
  },
  remind: {
    purpose:
      'Prints what a message would say: to a channel where everybody reads, what people with a role owe; to one person what is theirs. It prints nothing where nothing is to be done, and on days on which the reader does not work.',
    examples: [
      ['remind', 'for a channel'],
      ['remind --for "Grace Hopper" --weekly', "a buddy's message for the week"],
      ['remind --for hire --hire ada', 'for the hire'],
      ['remind --for "Alan Turing" --format slack', forChat],
      ['remind --install login --shell bash', 'the lines that show one at login'],
      ['remind --install github', 'a job that posts them each morning'],
    ],
    flags: {
      'Send it:': ['post', 'dry-run'],
      'Have it come by itself:': ['install', 'shell', 'write', 'remove', 'prepare'],
    },
    more: [
      'To send one to a chat: `remind --format slack --post NAME`, where the environment variable NAME has the address of the webhook. It is sent once a day from one machine; not delivered: exit 3. More: docs/reminders.md.',
      'A channel never hears how a hire or a checklist stands: no count, nothing that is late, no question or note. Whatever a program says under `escalate` concerns only what others owe a hire: who owes it reads a day ahead who will hear of it.',
    ],
  },
  team: {
    purpose: 'Shows all hires at a glance, whoever needs attention first.',
    examples: [
      ['team'],
      ['team --mine', 'those for whom you hold a role'],
      ['team --items', 'where people get stuck'],
      ['team --since "16 nov"', 'who started, finished, got stuck or left'],
      ['team --csv', 'for a spreadsheet'],
    ],
    more: [
      "Whoever needs attention comes first: a record that can't be read or is damaged, something to catch up on, others who keep them waiting for more than 3 working days, behind an even pace, not reviewed for a week. Among hires with the same need, whoever has more of it comes first, then the order is by name.",
      'The columns: late, items to catch up on; waits, sign-offs, answers, and what others have to do past its due date, with --mine only what waits for you; reviewed, the last review by anyone but the hire.',
    ],
  },
  people: {
    purpose:
      'Shows who is who: each role with the people who hold it and how to reach them, what is still to do with them, and what to ask there.',
    examples: [['people'], ['people --role manager', 'one role alone'], ['people ada --markdown', forChat]],
  },
  calendar: {
    purpose:
      "Shows a hire's months: what is due, what was done, and which days are off. With --ics, what is booked, as a file.",
    examples: [
      ['calendar'],
      ['calendar ada --days-off', 'each day off, with the file that lists it'],
      ['calendar ada --ics -o ada.ics', 'what is booked and to book, for a calendar program'],
      ['calendar --ics --for "Grace Hopper" -o grace.ics', 'what concerns her, over all hires'],
    ],
    more: [
      'A file that a calendar program imports is a copy that grows old. What moves has the same id and a higher number in a later file; what is skipped or removed stays in it for 60 days with "Cancelled:" before its title. See docs/calendar.md.',
    ],
  },
  report: {
    purpose: 'Shows how the onboarding goes, as text, or as a page of HTML to keep, send or print.',
    examples: [
      ['report ada'],
      ['report ada -o ada.html', 'a page that needs nothing else; two sheets of paper'],
      ['report --team -o team.html', 'everybody who is under way, in the order of names'],
    ],
    more: [
      'It has progress by phase, a timeline, who owes what, how many questions are open, and what was done, and the checklists under way; --run NAME is about one of them. Notes, questions, comments and reasons are in it only with --with-notes. It compares nobody. An earlier report is replaced, no other file. See docs/report.md.',
    ],
  },
  sync: {
    purpose:
      'Shares the records through a git repository: sends yours, takes in those of others, and merges them without loss.',
    arguments: { dir: 'with --join: the folder to get it into' },
    examples: [
      ['sync --init --remote git@example.com:team/onboarding.git', 'on the first machine, once'],
      ['sync --join git@example.com:team/onboarding.git --me Grace', 'on every other, once'],
      ['sync', 'from then on'],
      ['sync --dry-run', 'what would be sent and come in'],
    ],
    flags: { 'To begin:': ['init', 'remote', 'join', 'branch', 'me'] },
  },
  share: {
    purpose: "Writes a hire's record into a file to send, where there is no git; --receive takes one in.",
    examples: [['share ada -o ada.json'], ['share --receive ada.json', 'what somebody sent']],
  },
  init: {
    purpose:
      "Makes a team's workspace: settings with comments, and on request a copy of the program to edit.",
    arguments: { dir: 'the folder of the workspace (else this one)' },
    examples: [
      ['init', 'in this folder'],
      ['init onboarding --checklists', 'in a new one, with the checklists'],
      ['init small --checklists minimal', 'with a small program to begin from'],
      ['init . --checklists buddy', "with the buddy's list to edit, beside the usual program"],
    ],
  },
  start: {
    purpose: 'Begins the onboarding of a hire. At a terminal it asks for what is left out.',
    examples: [
      ['start --name "Ada Lovelace" --start "next mon" --me', 'your own'],
      ['start --name Joan --start 2026-11-30 --buddy Grace --no-me', "somebody else's"],
      ['start --name Lin --start +2w --buddy Bo --no-me --buddy-checklist', "with a list of the buddy's own"],
      ['start --name Lin --start +2w --no-me --working-days mon-thu'],
      ['start --name Lin --start +2w --no-me --trait country=us', 'what some items depend on'],
      ['start --list', 'the programs that there are'],
    ],
    flags: {
      'Who and when:': ['name', 'start', 'end', 'buddy', 'manager', 'role', 'trait', 'me', 'no-me'],
      'What:': ['program', 'list', 'buddy-checklist', 'no-buddy-checklist', 'another-run', 'another'],
      'Their days:': theDays,
    },
  },
  assign: {
    purpose: 'Says who holds which role for a hire: for good, or for a while as a cover.',
    examples: [
      ['assign --role mentor --to "Barbara Liskov"'],
      ['assign ada --role buddy --to "Grace Hopper" --to Alan', 'two people'],
      ['assign --role mentor --remove', "the team's own count again"],
      ['assign --role buddy --to Alan --until +2w', 'a cover'],
    ],
  },
  reschedule: {
    purpose:
      'Moves the start or the last day, or gives a hire days or traits of their own. What is still to do follows.',
    examples: [
      ['reschedule --start +1w --dry-run', 'what a later start would move'],
      ['reschedule ada --working-days mon-thu --hours-per-day 5'],
      ['reschedule ada --trait country=de --dry-run', 'what another answer brings and takes'],
      ['reschedule ada --name "Ada King"', 'the name was misspelt, or has changed'],
    ],
    flags: { 'Who and when:': ['start', 'name', 'trait'], 'Their days:': theDays },
  },
  away: {
    purpose: 'Records leave: days that do not count, so that dates move. Without flags, lists it.',
    examples: [
      ['away --from "21 dec" --to "1 jan"'],
      ['away', 'what is recorded'],
      ['away --from "21 dec" --remove', 'it is off'],
    ],
  },
  move: {
    purpose: 'Gives items another due date, to the day. What waits for them moves along.',
    examples: [['move 2.7 --due fri'], ['move 2.7-2.8 --due +3d', 'two items']],
  },
  add: {
    purpose: 'Gives a hire an item of their own, or a chain of items from a template.',
    arguments: { title: 'the title of the item; with --from, the name that the template asks for' },
    examples: [
      ['add "Draft a survey" --due "11 dec"'],
      ['add "Lunch with sales" --phase "first week" --takes "1 h"'],
      ['add "Message reminders" --from first-project', 'a chain of items'],
    ],
    flags: {
      'One item:': ['phase', 'due', 'with', 'after', 'takes', 'details'],
      'From a template:': ['from', 'start'],
    },
  },
  remove: {
    purpose: 'Takes added items away again. Items of the program are left out by: pm-onboard skip',
    examples: [['remove "draft a survey"']],
  },
  upgrade: {
    purpose: 'Shows what edited checklists change for hires and runs that have begun, and adopts them.',
    found: 'the checklists change something for somebody, and --exit-code is given',
    examples: [
      ['upgrade ada --dry-run', 'what would change'],
      ['upgrade ada --yes', 'adopt it'],
      ['upgrade --all --yes', forEverybody],
      ['upgrade --run message-reminders --dry-run', 'the same for the run of a checklist'],
      ['upgrade --all --dry-run --markdown', 'a report for a pull request'],
    ],
  },
  finish: {
    purpose:
      'Closes a run, with a summary to keep, and asks what was missing and what was useless. With --change it prints that, with what was noted, skipped, moved and added, as the text of a pull request for the checklists. Of a run that is closed already it only prints.',
    examples: [
      ['finish --force --note "On to the next team"', 'although something is open'],
      ['finish --markdown', asDocument],
      ['finish --change', 'what could be better, as the text of a pull request'],
    ],
  },
  archive: {
    purpose: 'Puts away the run of someone who leaves. It is kept, and opens by name.',
    examples: [['archive ada --reason "moved to another team"']],
  },
  forget: {
    purpose: 'Erases a record with its backups, for good.',
    examples: [['forget ada --confirm "Ada Lovelace"']],
  },
  redact: {
    purpose: 'Takes what somebody typed out of a record and its backups, for good. A part of it is enough.',
    arguments: { text: 'what is to go, or a part of it' },
    examples: [
      ['redact "two installers" --yes'],
      ['redact installers --item 1.8 --yes', 'of one item alone'],
    ],
  },
  demo: {
    purpose: 'Makes a throwaway workspace with sample hires, to look around.',
    examples: [['demo']],
  },
  handbook: {
    purpose:
      'Shows the pages of the handbook: duties and when they come back, levels, tracks of development, who holds what.',
    arguments: { page: 'which page (else their list)', level: 'with the page levels: the number of a level' },
    found: 'a form has a part that cannot be read, and --compare is given',
    examples: [
      ['handbook', 'which pages there are'],
      ['handbook cadence', 'one of them'],
      ['handbook levels 3', 'a level, with the next beside it'],
      ['handbook levels --worksheet 3 -o mine.md', 'a form to fill in before you talk'],
      ['handbook levels --compare mine.md graces.md', 'two of them, where you differ first'],
    ],
    more: [
      "A workspace's own pages are the Markdown files in its folder handbook, beside those that ship or, by the same name, instead of them. What is written into a form enters no record.",
    ],
  },
  run: {
    purpose:
      'Works through a checklist for a subject: shows the runs under way and what can be begun, begins one, or shows the one that is there. check says whether it is ready for a merge or a release.',
    arguments: {
      checklist: 'the name of a checklist, or: next, check',
      subject: 'what it is worked through for',
    },
    found: 'run check finds that the run is not ready',
    examples: [
      ['run', 'what is under way, and what can be begun'],
      ['run leave-beta "Message reminders"', 'begin it, or see how it stands'],
      ['run my-release "v11.2" --due 2027-01-15', 'its dates count back from that day'],
      ['run leave-beta "Message reminders" --owner "Ada Lovelace"', 'it is hers'],
      ['run next', 'go through what is open in it, a question at a time'],
      ['run check message-reminders', 'is all of it answered? Exits with 0 if it is, and with 1 if not'],
      ['run check message-reminders --markdown', 'the same for a ticket'],
    ],
    more: [
      'Every command takes --run: pm-onboard done 1.3 --run message-reminders',
      'At a terminal, run next asks about each open item and saves each answer at once; elsewhere it prints what next prints (docs/runs.md).',
      'docs/ci.md has jobs that ask before a merge, and that write an answer.',
    ],
  },
  duties: {
    purpose:
      'Shows your next meetings, by your clocks and by theirs, and your turns in rotations, as duties.yaml of the workspace says them.',
    arguments: {
      form: 'who, swap or prep (else what is next for you)',
      name: 'the rotation or the meeting, by its id',
    },
    examples: [
      ['duties', 'what is next for you'],
      ['duties --weeks 12', "all meetings and everybody's turns"],
      ['duties who customer-requests --on fri', 'who has the turn then'],
      ['duties prep pm-meeting', 'begin the checklist of the next one, or see it'],
      ['duties prep customer-requests --on fri', 'the same for a turn'],
      ['duties swap social-media --with "Grace Hopper" --dry-run', 'your next turn for one of hers'],
      ['duties swap social-media --by "Grace Hopper"', 'she covers your next turn'],
    ],
    more: ['docs/duties.md explains the file; pm-onboard init --duties writes one to edit.'],
  },
  lint: {
    purpose: 'Checks checklists: what would hurt a hire, where, and how to fix it.',
    arguments: { path: 'a file or a folder (else all of the workspace); - is stdin' },
    found: 'it finds an error, or more warnings than --max-warnings allows',
    examples: [
      ['lint'],
      ['lint checklists --fix --dry-run', 'what can be fixed, as a diff'],
      ['lint --against HEAD', 'what an edit does to hires, before it is committed'],
      ['lint --format github --format sarif=lint.sarif', 'for a pipeline'],
      ['lint --rule title-length=off --max-warnings 0'],
    ],
    flags: {
      'What is checked:': ['rule', 'horizon', 'against', 'links', 'private-host'],
      'The report:': ['format', 'quiet', 'max-warnings'],
    },
  },
  preview: {
    purpose: 'Prints the dated plan for a start date, before anyone starts.',
    examples: [
      ['preview --start "7 dec"'],
      ['preview --calendar', 'as months'],
      ['preview --trait country=us', 'for one kind of hire'],
      ['preview --program buddy', 'of one program'],
    ],
  },
  import: {
    purpose:
      'Makes checklists of a Markdown task list, or of a playbook exported from Mattermost. What it cannot carry over, it lists.',
    arguments: { file: 'the list or the playbook; - is stdin' },
    examples: [
      ['import list.md', 'into checklists/, in a folder with its name'],
      ['import list.md -o checklists/engineers --dry-run', 'what it would make'],
    ],
  },
  export: {
    purpose:
      "Writes a run's task list as Markdown: for an issue, a post, a document. There it is ticked; done --from takes the ticks back.",
    examples: [
      ['export ada', 'to paste'],
      ['export ada -o list.md', 'into a file'],
      ['export ada --format mattermost'],
    ],
  },
  schema: {
    purpose: 'Prints a JSON Schema, for editors and other programs.',
    arguments: { name: 'which of them' },
    examples: [['schema checklist'], ['schema record']],
  },
  doctor: {
    purpose: 'Checks the workspace, and says how to repair what is wrong.',
    found: 'something is wrong, or still is after a repair',
    examples: [
      ['doctor'],
      ['doctor --repair', 'what has one right answer, with a copy first'],
      ['doctor --restore ada', 'from the newest sound backup'],
    ],
  },
  config: {
    purpose:
      'Shows the settings in force, and changes those of yours. A flag counts before a variable, that before pm-onboard.yaml, that before your own file.',
    arguments: {
      form: 'list (if not said), get, set or unset',
      key: 'with get, set and unset: the name of the setting',
      value: 'with set: its new value',
    },
    found: 'config get finds that the setting has no value',
    more: [
      "The form is list (if not said), get, set or unset. Yours are me, hire, sync, accessible, late-colour and pager: pm-onboard schema settings explains them. pm-onboard.yaml is the team's, and edited by hand.",
    ],
    examples: [
      ['config list --show-origin', 'every setting, and where it comes from'],
      ['config get me', 'the value alone; exit 1 where there is none'],
      ['config set me "Ada Lovelace"', 'kept for every command from now on'],
      ['config set accessible on', 'sentences instead of columns'],
      ['config unset accessible', 'as before'],
    ],
  },
  completion: {
    purpose:
      'Has the Tab key complete commands, flags, and what the workspace has: hires, items by number with their titles, roles, phases, runs.',
    arguments: {
      what: 'bash, zsh or fish: print its script; install: write it into a file',
      shell: 'with install: bash, zsh or fish, the one that you use if not said',
    },
    examples: [
      ['completion install zsh', 'writes the file, and says which'],
      ['completion install zsh --remove', 'takes it away again'],
      ['completion bash', 'prints the script'],
    ],
  },
  help: {
    purpose: 'Explains a command or a topic.',
    arguments: { name: 'a command or a topic; two words are one name' },
    examples: [
      ['help done'],
      ['help topics', whatTopics],
      ['help --all', 'every command, and the flags that all of them take'],
      ['help --all --json', 'the same and more, for tools'],
    ],
  },
};
