/** The topic `items`. A test types each of its forms. */
import type { TopicBlock } from './topics.ts';

export const items: readonly TopicBlock[] = [
  'Wherever a command takes an item, it may be named by',
  [
    '2.7: the number that status prints, which is its phase and its place in it',
    'meet-release-manager: its id, as the checklist has it',
    '"release manager": its title or a part of it, if that is in no other',
    '2.4,2.9 or 2.4-2.6: a list, or a range within a phase',
    'meet-buddy: a group, by its id or title; show prints it, done, skip and reopen ask which of its items are meant',
    'release-manager:2.3: in one of several runs of the same person, or message-reminders:1.3 in the run of a checklist; --run does the same',
  ],
  'Only an id or a number is sure to mean the same tomorrow: another item may get a title with the same words.',
  'A phase goes by its number, id or title: pm-onboard show 2, show week-1, show "first week". It can be shown, and --phase of add takes it.',
  'A question goes by the number that review and status print: ?2, or 2.',
  'An item is',
  [
    'open: it can be done now',
    'blocked: something else comes first; show says what',
    'waiting: somebody else does it; it is never late for the hire',
    'in review: done, and somebody signs it off',
    'done or skipped: closed; reopen opens it again, and so does the end of its valid-for, where it was done',
  ],
  'Items that are counted (calls, days) take count instead of done, and are done when they reach their target.',
];
