/** The topic `roles`. */
import type { TopicBlock } from './topics.ts';

export const roles: readonly TopicBlock[] = [
  'Who acts: --as NAME, else PM_ONBOARD_AS, else `me` in your settings (start --me and sync --join --me set it), else your user name in the system. It is said, not proven.',
  'Which hire is meant: the name in the command or --hire, else PM_ONBOARD_HIRE, else `hire` in your settings, else who acts, else the only one. If several are left, you are asked, or the error lists them.',
  'A hire is named by the name, a handle, the id of the record, or a part of a name that only one has. A name means the run under way; of several runs, --run says which; it also takes the run of a checklist, by what that is for (docs/runs.md). Letters count alike in capitals and small; equal means the whole name, where somebody is to be the same person.',
  'Without a command, pm-onboard shows the status of your own run. Whoever has none but holds a role for somebody sees what they owe, as with `mine`; so it is for `status` and `next` without a name, and for `review` where there are several hires.',
  'Roles: a program names them (buddy, manager, mentor …), the workspace says in pm-onboard.yaml who holds one for everybody, and assign says it for one hire. A role may have several people; with --until, somebody covers for a while. people shows all of it.',
  'Signing off: an item with a sign-off is done when somebody who holds that role approves it: pm-onboard review ada --approve 3.12. Never the hire, and never the person who recorded it.',
];
