/** How often a sync starts git. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { type Member, monday, sharingTeam } from '../cli/team.ts';

/** What a sync asks git, without what stands before the command. */
async function asked(member: Member): Promise<string[]> {
  const [programs, log] = [join(member.folder, 'programs'), join(member.folder, 'asked')];
  mkdirSync(programs, { recursive: true });
  const git = join(programs, 'git');
  writeFileSync(git, `#!/bin/sh\necho "$*" >>'${log}'\nPATH="\${PATH#*:}" exec git "$@"\n`);
  chmodSync(git, 0o755);
  writeFileSync(log, '');
  await member.ok(['sync'], { env: { PATH: `${programs}${delimiter}${process.env['PATH']}` } });
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  return lines.map((line) => line.split(`-C ${member.workspace} `)[1] ?? '');
}

test('git is asked once about commits and trees, which never change', async () => {
  const { ada, grace } = await sharingTeam();
  const nothing = await asked(ada);
  await ada.ok(['note', '1.4', 'a word', ...monday]);
  const sent = await asked(ada);
  const received = await asked(grace);
  for (const each of [nothing, sent, received]) {
    const fixed = each.filter((line) => /^(ls-tree|diff-tree|merge-base) /.test(line));
    expect(fixed).not.toEqual([]);
    expect(new Set(fixed).size, fixed.join('\n')).toBe(fixed.length);
  }
  // With more, a sync of nothing takes longer than it has to on a machine where starting a program is dear.
  expect(nothing.length, nothing.join('\n')).toBeLessThanOrEqual(15);
});
