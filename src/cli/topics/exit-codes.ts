/** The topic `exit-codes`. */
import { exits } from '../../errors.ts';
import type { TopicBlock } from './topics.ts';

export const exitCodes: readonly TopicBlock[] = [
  'A command ends with',
  [
    `${exits.ok}: it did what was asked, and what it changed is saved; also where that was so before`,
    `${exits.found}: it ran and found something: problems of lint, a run that run check calls not ready, or with status --exit-code something late`,
    `${exits.usage}: the command or its input is wrong; nothing was recorded`,
    `${exits.failed}: it could not: the disk, a lock, a damaged record, git`,
    `${exits.needsInput}: something is missing that a prompt would ask, and nobody can be asked; the error names the flag`,
    `${exits.interrupted}: interrupted with Ctrl-C`,
  ],
  'Nothing is asked where stdin, stdout or stderr is no terminal, or with --no-input.',
];
