/** `git revert` of a commit with events: a union brings them back, and `sync` says so on both sides. */
import { expect, test } from 'vitest';
import { flat } from '../cli/facts.ts';
import { type Member, monday, sharingTeam } from '../cli/team.ts';

const rule = 'A git revert undoes nothing in a record. To take something back: pm-onboard undo';

async function noted(member: Member, text: string): Promise<void> {
  await member.ok(['note', '1.4', text, ...monday]);
}

test('a shared note that one reverts and pushes: both are told, and undo takes it back for good', async () => {
  const { ada, grace } = await sharingTeam();
  await noted(ada, 'by mistake');
  await ada.sync();
  await grace.sync();
  ada.git('revert', '--no-edit', 'HEAD');
  ada.git('push', '--quiet', 'origin', 'main');
  const gone = flat((await ada.sync()).stderr);
  expect(gone).toContain('1 event taken out of the record of Ada here: whoever has that brings it back.');
  expect(gone).toContain(rule);
  expect(flat((await ada.sync()).stderr)).not.toContain('revert');
  const { stderr } = await grace.sync();
  expect(flat(stderr)).toContain(`1 event taken out of the record of Ada came back. ${rule}`);
  await ada.sync();
  expect(ada.onlyRecord().text).toContain('by mistake');
  await ada.ok(['undo', ...monday]);
  await ada.sync();
  expect(flat((await grace.sync()).stderr)).not.toContain('revert');
});

test('one that is not pushed comes back at the next sync', async () => {
  const { ada } = await sharingTeam();
  await noted(ada, 'by mistake');
  await ada.sync();
  ada.git('revert', '--no-edit', 'HEAD');
  const { stderr } = await ada.sync();
  expect(flat(stderr)).toContain(`1 event taken out of the record of Ada came back. ${rule}`);
  expect(ada.onlyRecord().text).toContain('by mistake');
});

test('what is new is no revert, and neither is what is forgotten', async () => {
  const { ada, grace } = await sharingTeam();
  for (const member of [grace, ada]) await noted(member, member.name);
  for (const member of [grace, ada, grace])
    expect(flat((await member.sync()).stderr)).not.toMatch(/revert|taken out/);
  await ada.ok(['forget', 'Ada', '--confirm', 'Ada Lovelace']);
  for (const member of [ada, grace]) expect((await member.sync()).stderr).not.toMatch(/revert|taken out/);
});
