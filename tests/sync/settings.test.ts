/** Settings that can't be used are said, and keep neither records nor mended settings from being shared. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { flat } from '../cli/facts.ts';
import { bareRepository, Member, monday, sharingTeam } from '../cli/team.ts';

const company = `BEGIN:VCALENDAR\r
VERSION:2.0\r
BEGIN:VEVENT\r
UID:1\r
SUMMARY:Founders' day\r
DTSTART;VALUE=DATE:20261126\r
END:VEVENT\r
END:VCALENDAR\r
`;
const naming = 'calendar:\n  holidays: [company.ics]\n';
const broken = 'sync: atuo\n';

function push(member: Member, paths: readonly string[], message: string): void {
  member.git('add', '--', ...paths);
  member.git('commit', '--quiet', '-m', message);
  member.git('push', '--quiet', 'origin', 'main');
}

function settingsOf(member: Member): Record<string, unknown> {
  return JSON.parse(readFileSync(join(member.home, '.config/pm-onboard/settings.json'), 'utf8'));
}

describe('settings that can’t be read', () => {
  test('are said; records go and come, and so do the mended settings', async () => {
    const { ada, grace } = await sharingTeam();
    ada.write('pm-onboard.yaml', broken);
    push(ada, ['pm-onboard.yaml'], 'A slip');
    const came = await grace.sync();
    expect(flat(came.stderr)).toContain('came in pm-onboard.yaml');
    expect(flat(came.stderr)).toMatch(/pm-onboard\.yaml can't be used: .*pm-onboard\.yaml:1:7/);
    ada.write('pm-onboard.yaml', 'sync: manual\n');
    await ada.ok(['note', '1.4', 'from Ada', ...monday]);
    await ada.sync();
    const again = await grace.sync();
    expect(flat(again.stderr)).toContain('came in Ada: 1 note');
    expect(flat(again.stderr)).toContain("pm-onboard.yaml can't be used");
    push(ada, ['pm-onboard.yaml'], 'Mended');
    const mended = await grace.sync();
    expect(mended.stderr).toContain('came in pm-onboard.yaml');
    expect(mended.stderr).not.toContain("can't be used");
    expect(grace.read('pm-onboard.yaml')).toBe('sync: manual\n');
  });

  test('mended here in the same way: nothing is in the way; in another way: both are named', async () => {
    const { ada, grace } = await sharingTeam();
    ada.write('pm-onboard.yaml', broken);
    push(ada, ['pm-onboard.yaml'], 'A slip');
    await grace.sync();
    ada.write('pm-onboard.yaml', 'sync: manual\n');
    push(ada, ['pm-onboard.yaml'], 'Mended');
    grace.write('pm-onboard.yaml', 'sync: atuo # mine\n');
    const { code, stderr } = await grace.run(['sync']);
    expect(code).toBe(3);
    expect(flat(stderr)).toContain('others have changed files that you have changed too');
    expect(stderr).toContain('  pm-onboard.yaml\n');
    expect(flat(stderr)).toContain("pm-onboard.yaml can't be used");
    grace.write('pm-onboard.yaml', 'sync: manual\n');
    await grace.sync();
    expect(grace.git('status', '--porcelain')).toBe('');
  });

  test('whoever joins is remembered, and told; --init shares all the same', async () => {
    const ada = new Member('Ada Lovelace');
    const remote = bareRepository(ada);
    await ada.startAda();
    ada.write('pm-onboard.yaml', broken);
    const begun = await ada.sync('--init', '--remote', remote);
    expect(flat(begun.stderr)).toContain("pm-onboard.yaml can't be used");
    const laptop = new Member('Ada Lovelace');
    const { stdout, stderr } = await laptop.sync('--join', remote, '--me', 'Ada Lovelace', '--no-input');
    expect(stdout).toBe('');
    expect(flat(stderr)).toContain('You are Ada Lovelace');
    expect(flat(stderr)).toContain("pm-onboard.yaml can't be used");
    expect(settingsOf(laptop)['me']).toBe('Ada Lovelace');
    ada.write('pm-onboard.yaml', 'sync: manual\n');
    push(ada, ['pm-onboard.yaml'], 'Mended');
    await laptop.sync();
    await laptop.ok(['done', '1.1', ...monday]);
    expect(laptop.onlyRecord().text).toContain('"by":"Ada Lovelace"');
  });
});

describe('calendar files that the settings name', () => {
  test('--init shares them with the settings', async () => {
    const ada = new Member('Ada Lovelace');
    const remote = bareRepository(ada);
    await ada.startAda();
    ada.write('company.ics', company);
    ada.write('pm-onboard.yaml', naming);
    const { stderr } = await ada.sync('--init', '--remote', remote);
    expect(stderr).not.toContain("others don't have");
    expect(ada.git('status', '--porcelain')).toBe('');
    const grace = new Member('Grace Hopper');
    await grace.sync('--join', remote, '--me', 'Grace Hopper', '--no-input');
    expect(grace.read('company.ics')).toBe(company);
  });

  test('one that is folded within a character: --init leaves its bytes to git, and names it', async () => {
    const ada = new Member('Ada Lovelace');
    const remote = bareRepository(ada);
    await ada.startAda();
    const accented = Buffer.from(company.replace('Founders', 'Gründer'));
    const within = accented.indexOf('ü') + 1;
    const folded = Buffer.concat([
      accented.subarray(0, within),
      Buffer.from('\r\n '),
      accented.subarray(within),
    ]);
    const place = join(ada.workspace, 'company.ics');
    writeFileSync(place, folded);
    ada.write('pm-onboard.yaml', naming);
    const { stderr } = await ada.sync('--init', '--remote', remote);
    expect(readFileSync(place)).toEqual(folded);
    expect(flat(stderr)).toContain('git add company.ics');
    push(ada, ['company.ics'], 'The calendar');
    const grace = new Member('Grace Hopper');
    await grace.sync('--join', remote, '--me', 'Grace Hopper', '--no-input');
    for (const member of [grace, ada]) {
      await member.sync('--init');
      expect(readFileSync(join(member.workspace, 'company.ics'))).toEqual(folded);
    }

    // One has mended the file, and the other one brings the old bytes back.
    ada.write('company.ics', company);
    push(ada, ['company.ics'], 'Mended');
    await grace.sync('--init');
    writeFileSync(place, folded);
    push(ada, ['company.ics'], 'As before');
    const { code, stderr: told } = await grace.run(['sync', '--init']);
    expect(code).toBe(3);
    expect(flat(told)).toContain('others have changed company.ics, and it is not UTF-8');
    grace.git('pull', '--quiet', '--no-rebase', 'origin', 'main');
    await grace.sync('--init');
    expect(readFileSync(join(grace.workspace, 'company.ics'))).toEqual(folded);
    expect(ada.gitIn(remote, 'log', '--format=%s', '-1', 'main')).toBe('As before\n');
  });

  test('one that nobody has committed: the joiner is remembered, sync names it, and brings it', async () => {
    const { ada, remote } = await sharingTeam();
    ada.write('company.ics', company);
    ada.write('pm-onboard.yaml', naming);
    expect((await ada.sync()).stderr).not.toContain('company.ics');
    push(ada, ['pm-onboard.yaml'], 'Our calendar');
    const laptop = new Member('Ada Lovelace');
    const joined = await laptop.sync('--join', remote, '--me', 'Ada Lovelace', '--no-input');
    expect(flat(joined.stderr)).toContain('there is no file `company.ics` beside this one');
    expect(settingsOf(laptop)['me']).toBe('Ada Lovelace');
    expect(flat((await laptop.sync()).stderr)).toContain('there is no file `company.ics`');
    const named = await ada.sync();
    expect(flat(named.stderr)).toContain("pm-onboard.yaml names company.ics, which the others don't have");
    expect(flat(named.stderr)).toContain('git add company.ics');
    push(ada, ['company.ics'], 'The calendar');
    expect((await ada.sync()).stderr).not.toContain('company.ics');
    const came = await laptop.sync();
    expect(came.stderr).toContain('came in company.ics');
    expect(came.stderr).not.toContain("can't be used");
    await laptop.ok(['done', '1.1', ...monday]);
    expect(laptop.onlyRecord().text).toContain('"by":"Ada Lovelace"');
  });
});

test('doctor does not judge checklists of which the settings say where they are, and says so', async () => {
  const { ada } = await sharingTeam();
  await ada.ok(['init', '--checklists', 'minimal', '--workspace', ada.workspace]);
  ada.write('pm-onboard.yaml', `${ada.read('pm-onboard.yaml')}${broken}`);
  const { code, stdout } = await ada.run(['doctor']);
  expect(code).toBe(1);
  for (const what of ['checklists', 'holidays', 'people of each role'])
    expect(flat(stdout)).toContain(`the ${what}: not judged: pm-onboard.yaml, which says what they are`);
  expect(stdout).not.toContain('edited since');
  expect(flat(stdout)).toMatch(/program pm-onboard\.yaml, which can't be used not known/);
});
