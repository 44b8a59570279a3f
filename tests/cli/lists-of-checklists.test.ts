/**
 * Runs of checklists in the lists over all runs: mine, remind, report, calendar and team, for their owners, for people with a role in
 * them, for everybody and for a channel.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CalendarView } from '../../src/view/calendar.ts';
import type { MineEntry } from '../../src/view/mine/entries.ts';
import type { MineView } from '../../src/view/mine.ts';
import type { PlanView } from '../../src/view/plan.ts';
import type { RemindView } from '../../src/view/remind.ts';
import type { ReportView } from '../../src/view/report.ts';
import { flat, json, tooWide } from './facts.ts';
import { commandsIn, expectPasteable } from './pasted.ts';
import { prepared, World } from './world.ts';

const on = ['--today', '2026-12-07'];
const as = (name: string) => ({ env: { PM_ONBOARD_AS: name } });
const [ada, cleo, grace, alan, kay] = [
  'Ada Lovelace',
  'Cleo Pires',
  'Grace Hopper',
  'Alan Turing',
  'Kay',
].map(as);

/** What a screen must not say of a checklist. */
const ofHires = /onboarding of|start date|first day|\bday \d+ of \d+/i;

async function did(world: World, ...args: string[]): Promise<void> {
  const { code, stderr } = await world.run(args);
  expect(code, `${args.join(' ')}\n${stderr}`).toBe(0);
}

const hire = (name: string, start: string) => [
  ...['start', '--name', name, '--start', start, '--no-me', '--today', '2026-11-16'],
  ...['--buddy', 'Grace Hopper', '--manager', 'Alan Turing'],
];

/**
 * Two hires, Ada and Bob, and two checklists under way: Ada's, in which Grace and Kay have a part, and that of Cleo, who is no hire, with
 * something for Grace to sign off. Two others have ended, by being finished and by being put away.
 */
const team = prepared(async (world) => {
  await did(world, ...hire('Ada Lovelace', '2026-11-23'));
  await did(world, ...hire('Bob Noyce', '2026-11-30'));
  const beta = ['--run', 'message-reminders', '--as', 'Ada Lovelace', '--today', '2026-11-30'];
  await did(world, 'run', 'leave-beta', 'Message reminders', '--as', 'Ada Lovelace', '--today', '2026-11-30');
  for (const role of ['qa', 'dev-lead'])
    await did(world, 'assign', '--role', role, '--to', 'Grace Hopper', ...beta);
  await did(world, 'assign', '--role', 'security-contact', '--to', 'Kay', ...beta);
  await did(world, 'assign', '--role', 'technical-writer', '--to', 'Ada Lovelace', ...beta);
  const docs = ['--run', 'playbooks', '--as', 'Cleo Pires', '--today', '2026-12-02'];
  await did(world, 'run', 'document-feature', 'Playbooks', '--as', 'Cleo Pires', '--today', '2026-12-02');
  await did(world, 'assign', '--role', 'buddy', '--to', 'Grace Hopper', ...docs);
  await did(world, 'done', '1.6', '--evidence', 'https://example.com/read', '--force', ...docs);
  for (const subject of ['Old thing', 'Older thing'])
    await did(world, 'run', 'urgent-fix', subject, '--as', 'Cleo Pires', '--today', '2026-12-01');
  const end = ['--as', 'Cleo Pires', '--today', '2026-12-02'];
  await did(world, 'finish', '--force', '--note', 'Taken over.', '--run', 'old-thing', ...end);
  await did(world, 'archive', 'older-thing', '--reason', 'Not needed.', ...end);
});

/** The ids and titles of the entries that are about a checklist. */
const ofChecklists = ({ entries }: MineView): MineEntry[] =>
  entries.filter((entry) => entry.hire.subject !== null);

describe('mine', () => {
  test('has the items of the owner, each with the checklist and with a command that names it', async () => {
    const world = await team();
    const { code, stdout, stderr } = await world.run(['mine', ...on], cleo);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Playbooks  Due Fri 11 Dec: ');
    expect(stdout).toMatch(/Playbooks +1\.1 +List pages and readers +was due Wed 2, 3 days/);
    expect(commandsIn(stdout)).toContain('pm-onboard done 1.1 --run playbooks');
    expect(commandsIn(stdout)).toContain('pm-onboard assign --role marketing-lead --run playbooks');
    expect(stdout).not.toMatch(/--hire|[hc][0-9a-f]{8,}|thing/);
    expect(stdout).not.toMatch(ofHires);
    await expectPasteable(world, stdout, { today: '2026-12-07', ...cleo });
  });

  test('has what people with a role owe and sign off, whoever reads it, beside what they owe the hires', async () => {
    const world = await team();
    const { stdout } = await world.run(['mine', ...on], grace);
    expect(stdout).toMatch(/^Grace Hopper · Mon 7 Dec +2 hires, 2 checklists$/m);
    for (const command of [
      'pm-onboard done 1.3 --run message-reminders',
      'pm-onboard book 1.2 --run message-reminders',
      'pm-onboard review --run playbooks --approve 1.6',
    ])
      expect(commandsIn(stdout)).toContain(command);
    expect(stdout).toMatch(/Message +1\.3 +Works everywhere +was due Fri 4, 1 day/);
    expect(stdout).not.toMatch(/--hire c|--run \S+ --hire/);
    expect(tooWide(stdout, 80)).toEqual([]);
    await expectPasteable(world, stdout, { today: '2026-12-07', ...grace });
    // What she signs off is gone from her list.
    await did(world, 'review', '--run', 'playbooks', '--approve', '1.6', '--as', 'Grace Hopper', ...on);
    const after = await json<MineView>(world, ['mine', ...on], grace);
    expect(ofChecklists(after).map(({ kind }) => kind)).not.toContain('sign-off');
  });

  test('gives an owner what is theirs by a role that they hold in it', async () => {
    const world = await team();
    const view = await json<MineView>(world, ['mine', '--run', 'message-reminders', ...on], ada);
    const theirs = ofChecklists(view).map(({ kind, ref }) => `${kind} ${ref}`);
    expect(theirs).toContain('item 1.5');
    expect(view.own[0]?.awaited.map(({ ref }) => ref)).not.toContain('1.5');
    expect((await world.run(['mine', ...on], ada)).stdout).toContain('done 1.5 --run message-reminders');
  });

  test('knows a checklist by --run, those of a person by --hire, and a role by --role', async () => {
    const world = await team();
    const subjects = async (args: readonly string[], reader = grace) => {
      const view = await json<MineView>(world, ['mine', ...args, ...on], reader);
      const all = [...view.entries, ...view.own].map((each) => each.hire.subject ?? each.hire.name);
      return [...new Set(all)].sort();
    };
    expect(await subjects(['--run', 'playbooks'])).toEqual(['Playbooks']);
    expect(await subjects(['--hire', 'Cleo'])).toEqual(['Playbooks']);
    expect(await subjects(['--hire', 'Ada'])).toEqual(['Ada Lovelace', 'Message reminders']);
    expect(await subjects(['--everybody', '--hire', 'bob'])).toEqual(['Bob Noyce']);
    expect(await subjects(['--role', 'qa'])).toEqual(['Message reminders']);
    expect(await subjects([], kay)).toEqual(['Message reminders']);
    expect(await subjects([], cleo)).toEqual(['Playbooks']);
    expect((await world.run(['mine', '--run', 'nothing', ...on])).stderr).toContain('nobody here is called');
  });

  test('of everybody says whom a checklist waits for, and nothing of those that have ended', async () => {
    const world = await team();
    const { stdout } = await world.run(['mine', '--everybody', ...on], grace);
    expect(stdout).toMatch(
      /^What the hires and the checklists wait for · Mon 7 Dec +2 hires, 2 checklists$/m,
    );
    for (const line of [/^Kay$/m, /^Ada Lovelace$/m, /Message reminders +1\.6/]) expect(stdout).toMatch(line);
    expect(stdout).not.toMatch(/thing/);
    expect(tooWide(stdout, 80)).toEqual([]);
  });

  test('reads well where lines are heard, on a narrow page, and as Markdown', async () => {
    const world = await team();
    const heard = await world.run(['mine', '--accessible', ...on], cleo);
    expect(heard.stdout).toContain(
      'Late. Playbooks, step 1.1, List pages and readers, was due Wednesday 2 December, 3 days. pm-onboard done 1.1 --run playbooks',
    );
    const pasted = await world.run(['mine', '--markdown', ...on], grace);
    expect(pasted.stdout).toContain('- [ ] Playbooks: **1.6** Have it read (done Wed 2 Dec, 3 days)');
    for (const columns of [40, 60, 80, 200])
      for (const args of [
        ['mine'],
        ['mine', '--everybody'],
        ['remind'],
        ['remind', '--for', 'Ada Lovelace'],
      ]) {
        const { stdout } = await world.run([...args, ...on], { ...ada, columns });
        expect(tooWide(stdout, columns).filter((line) => !line.includes('pm-onboard'))).toEqual([]);
      }
  });

  test('tells two checklists for one subject apart', async () => {
    const world = await team();
    await did(world, 'run', 'urgent-fix', 'Message reminders', '--as', 'Ada Lovelace', ...on);
    const { stdout } = await world.run(['mine', '--markdown', ...on], ada);
    expect(stdout).toContain('Message reminders (leave-beta): **1.1** Is measured');
    expect(stdout).toMatch(/Message reminders \(urgent-fix\): \*\*1\.1\*\*/);
    const view = await json<MineView>(world, ['mine', ...on], ada);
    const commands = view.own.map(({ command }) => command);
    expect(commands).toContain('pm-onboard status --run leave-beta-message-reminders');
    expect(commands).toContain('pm-onboard status --run urgent-fix-message-reminders');
  });

  test('names a checklist that cannot be read, and has all others', async () => {
    const world = await team();
    const [run] = (
      await json<{ runs: { id: string; subject: string }[] }>(world, ['run', ...on])
    ).runs.filter(({ subject }) => subject === 'Playbooks');
    writeFileSync(join(world.workspace, 'runs', `${run?.id}.json`), 'not a record');
    const { code, stdout, stderr } = await world.run(['mine', ...on], grace);
    expect(code).toBe(3);
    expect(stdout).toContain('pm-onboard done 1.3 --run message-reminders');
    expect(flat(stdout)).toContain('is not in this list');
    expect(stderr).toContain(`${run?.id}.json`);
  });
});

describe('without a word', () => {
  test('whoever has checklists alone gets mine, with their own in it; so with status and next', async () => {
    const world = await team();
    for (const reader of [cleo, kay]) {
      const list = (await world.run(['mine', ...on], reader)).stdout;
      for (const args of [[], ['status'], ['next']])
        expect((await world.run([...args, ...on], reader)).stdout, args.join()).toBe(list);
    }
    expect((await world.run(on, ada)).stdout).toMatch(/^Ada Lovelace · day 15/);
  });

  test('where nobody is onboarded: mine for whoever has a part, else where to see what is under way', async () => {
    const world = new World();
    await did(world, 'run', 'leave-beta', 'Message reminders', '--as', 'Cleo Pires', ...on);
    expect((await world.run(on, cleo)).stdout).toMatch(/^Cleo Pires · Mon 7 Dec/);
    for (const args of [[], ['team']]) {
      const { code, stdout } = await world.run([...args, ...on], alan);
      expect(code).toBe(0);
      expect(stdout).toContain('1 checklist has been begun: pm-onboard run');
    }
    expect((await world.run(['report', '--team', ...on], alan)).stdout).toContain(
      'Nobody is being onboarded now; checklists are under way.',
    );
  });
});

describe('remind', () => {
  test('a channel hears what roles owe in a checklist, and never how it stands or what is its owner’s', async () => {
    const world = await team();
    const view = await json<RemindView>(world, ['remind', '--weekly', ...on]);
    expect(view.title).toBe('What our new colleagues and checklists wait for · Mon 7 Dec');
    const lines = view.sections.flatMap(({ title, lines: all }) =>
      all.filter(({ run }) => run.subject !== null).map((line) => ({ ...line, to: title })),
    );
    const plans = new Map<string, PlanView>();
    for (const word of ['message-reminders', 'playbooks'])
      plans.set(word, await json<PlanView>(world, ['plan', '--run', word, ...on]));
    expect(lines.length).toBeGreaterThan(2);
    for (const { run, ref, kind, to } of lines) {
      const item = plans.get(run.run ?? '')?.items.find((each) => each.ref === ref);
      expect(item?.by ?? (item?.state === 'in review' ? item.signOff : null), `${to} ${ref}`).not.toBeNull();
      expect(kind).not.toBe('role');
    }
    const { stdout } = await world.run(['remind', '--weekly', ...on]);
    expect(stdout).not.toMatch(/ of \d+ done|late,|due (in|Fri)|Is measured|List pages/);
    expect(stdout).not.toMatch(ofHires);
  });

  test('a person hears of their own checklists, and of those in which they have a role', async () => {
    const world = await team();
    const own = await world.run(['remind', '--for', 'Cleo', ...on]);
    expect(own.stdout).toContain('To catch up on in your checklists');
    expect(own.stdout).toMatch(/Playbooks +1\.1 +List pages and readers +was due Wed 2 Dec/);
    expect(own.stdout).not.toMatch(ofHires);
    await expectPasteable(world, own.stdout, { today: '2026-12-07', ...cleo });
    const held = await world.run(['remind', '--for', 'Grace Hopper', '--weekly', ...on]);
    expect(flat(held.stdout)).toMatch(/Message reminders due Fri 11 Dec, 0 of 10 done/);
    expect(held.stdout).toContain('pm-onboard status --run playbooks');
    expect(flat(held.stdout)).toMatch(/things wait for you/);
    await expectPasteable(world, held.stdout, { today: '2026-12-07', ...grace });
  });

  test('a hire hears of their own checklists too, unless --run names one run', async () => {
    const world = await team();
    const subjects = async (...args: string[]) => {
      const view = await json<RemindView>(world, ['remind', '--for', 'hire', ...args, ...on]);
      return new Set(view.sections.flatMap(({ lines }) => lines.map(({ run }) => run.subject ?? run.name)));
    };
    expect(await subjects('--hire', 'ada')).toEqual(new Set(['Ada Lovelace', 'Message reminders']));
    expect(await subjects('--run', 'playbooks')).toEqual(new Set(['Playbooks']));
    expect(await subjects('--hire', 'bob')).toEqual(new Set(['Bob Noyce']));
  });

  test('the lines of a login count them', async () => {
    const world = await team();
    await did(world, 'remind', '--prepare', '--as', 'Cleo Pires', ...on);
    const folder = join(world.home, '.cache/pm-onboard');
    const { globSync } = await import('tinyglobby');
    const text = globSync('**/*', { cwd: folder, dot: true })
      .filter((name) => !name.endsWith('.bin') && !name.startsWith('code'))
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('\n');
    expect(text).toContain('Your day has 3 items: pm-onboard mine');
  });

  test('what others owe for too long goes to whom the program says, with the checklist', async () => {
    const world = new World();
    const folder = join(world.folder, 'gate');
    mkdirSync(folder);
    const program = [
      'id: gate',
      'title: The gate',
      'escalate: {after: 2 workdays, to: manager}',
      'roles: {qa: {title: QA engineer}, manager: {title: Manager}}',
      'phases: [all]',
    ];
    writeFileSync(join(folder, 'program.yaml'), `${program.join('\n')}\n`);
    const phase = ['id: all', 'title: All', 'due: workday 5', 'items:'];
    const item = ['  - id: try-it', '    title: Try it everywhere', '    by: qa', '    due: workday 1'];
    writeFileSync(join(folder, 'all.yaml'), `${[...phase, ...item].join('\n')}\n`);
    const begin = ['--as', 'Cleo Pires', '--today', '2026-12-01'];
    await did(world, 'run', './gate', 'Release 12', ...begin);
    for (const [role, name] of [
      ['qa', 'Kay'],
      ['manager', 'Alan Turing'],
    ] as const)
      await did(world, 'assign', '--role', role, '--to', name, '--run', 'release-12', ...begin);
    const { entries } = await json<MineView>(world, ['mine', ...on], alan);
    expect(entries.map(({ group, ref, hire: { subject } }) => [group, ref, subject])).toEqual([
      ['escalated', '1.1', 'Release 12'],
    ]);
    expect((await world.run(['remind', '--for', 'Alan Turing', ...on])).stdout).toMatch(
      /Waits for others, for too long\n +Release 12 +1\.1 +Try it everywhere +Kay, was due Tue 1 Dec/,
    );
    await did(world, 'assign', '--role', 'qa', '--to', 'Cleo Pires', '--run', 'release-12', ...begin);
    const mine = await json<MineView>(world, ['mine', ...on], cleo);
    expect(mine.entries.map(({ ref, escalates }) => [ref, escalates?.to])).toEqual([
      ['1.1', ['Alan Turing']],
    ]);
  });
});

describe('report', () => {
  test('of the team has the checklists beside the hires, that of a person has theirs, and one stands alone', async () => {
    const world = await team();
    const all = await json<ReportView>(world, ['report', '--team', ...on]);
    expect(all.hires.map(({ name }) => name)).toEqual(['Ada Lovelace', 'Bob Noyce']);
    expect(all.checklists.map(({ title, owner, run }) => [title, owner, run]).sort()).toEqual([
      ['Message reminders, out of beta', 'Ada Lovelace', 'message-reminders'],
      ['Playbooks, documented', 'Cleo Pires', 'playbooks'],
    ]);
    const { stdout } = await world.run(['report', '--team', ...on]);
    expect(flat(stdout)).toContain('CHECKLISTS UNDER WAY');
    expect(stdout).toContain('pm-onboard report --run playbooks');
    expect(tooWide(stdout, 80)).toEqual([]);
    const one = await json<ReportView>(world, ['report', 'ada', ...on]);
    expect(one.checklists.map(({ subject }) => subject)).toEqual(['Message reminders']);
    const owner = await world.run(['report', 'cleo', ...on]);
    expect(owner.stdout).toMatch(/^Checklists of Cleo Pires\n/);
    await expectPasteable(world, owner.stdout, { today: '2026-12-07' });
    await did(world, 'run', 'urgent-fix', 'Another thing', '--as', 'Cleo Pires', ...on);
    expect((await world.run(['report', 'cleo', ...on])).stdout).toContain('report --run another-thing');
    const refused = await world.run(['status', 'cleo', ...on]);
    expect([refused.code, flat(refused.stderr)]).toEqual([
      2,
      expect.stringContaining(
        "Cleo Pires is no hire here, and owns checklists see them: pm-onboard report 'Cleo",
      ),
    ]);
    const alone = await world.run(['report', '--run', 'playbooks', ...on]);
    expect(alone.stdout).toMatch(/^Playbooks, documented: Cleo Pires\n/);
    expect(alone.stdout).not.toMatch(ofHires);
    expect(commandsIn(alone.stdout)).toEqual(['pm-onboard report --run playbooks -o report.html']);
    const page = await world.run(['report', '--team', '-o', '-', ...on]);
    expect(page.stdout).toContain('<th scope="row">Playbooks, documented</th><td>Cleo Pires</td>');
  });
});

describe('calendar', () => {
  const uids = (ics: string) => ics.match(/^UID:.*$/gm) ?? [];

  test('has the conversations of a person’s checklists, under ids that stay whatever is moved', async () => {
    const world = await team();
    const file = async (args: readonly string[] = []) =>
      (await world.run(['calendar', 'ada', '--ics', ...args, ...on])).stdout;
    const before = await file();
    const [uid] = uids(before).filter((line) => line.startsWith('UID:gate-measured.c'));
    expect(uid).toBeDefined();
    expect(before).toContain('SUMMARY:To book: Is measured (Message reminders)');
    expect(before).toContain('CATEGORIES:Checklist');
    const booking = ['book', '1.1', '--on', '2026-12-09', '--at', '10:00', '--run', 'message-reminders'];
    await did(world, ...booking, '--as', 'Ada Lovelace', ...on);
    const after = await file();
    expect(uids(after)).toEqual(uids(before));
    expect(after).toContain('SUMMARY:Is measured (Message reminders)');
    expect(after.replace(/\r\n /g, '')).toContain('1.1 of "Message reminders\\, out of beta"\\, due on');
    expect(after.replace(/\r\n /g, '')).not.toMatch(/in the onboarding of.*Message/);
    const view = await json<CalendarView>(world, ['calendar', 'ada', ...on]);
    expect(view.checklists.map(({ run, ref, day }) => [run, ref, day])).toEqual([
      ['message-reminders', '1.1', '2026-12-09'],
    ]);
    const months = await world.run(['calendar', 'ada', ...on]);
    expect(flat(months.stdout)).toContain(
      '1.1 Is measured, Message reminders: booked (pm-onboard show 1.1 --run message-reminders)',
    );
    await expectPasteable(world, months.stdout, { today: '2026-12-07', ...ada });
  });

  test('of one run has that run alone; that of a person with a role has what concerns them in all runs', async () => {
    const world = await team();
    const alone = (await world.run(['calendar', '--ics', '--run', 'playbooks', ...on])).stdout;
    expect(alone).toContain('NAME:Playbooks\\, documented: Cleo Pires');
    expect(uids(alone).every((line) => /\.c[0-9a-f]{12}@/.test(line))).toBe(true);
    const held = (await world.run(['calendar', '--ics', '--for', 'Grace Hopper', '--dues', ...on])).stdout;
    expect(held).toContain('Stands the load (Message reminders)');
    expect(held).toContain('(Ada Lovelace)');
  });
});

test('people and export say what a checklist is', async () => {
  const world = await team();
  const people = await world.run(['people', '--run', 'playbooks', ...on]);
  expect(people.stdout).toMatch(/^Playbooks, documented · due Fri 11 Dec · Mon 7 Dec · who is who$/m);
  expect(people.stdout).not.toMatch(ofHires);
  const list = await world.run(['export', '--run', 'playbooks', ...on]);
  expect(list.stdout).toMatch(/^# Playbooks, documented/);
  expect(list.stdout).not.toMatch(ofHires);
});

describe('what is owed', () => {
  /** A small generator of numbers from 0 to 1, the same for the same seed. */
  function numbers(seed: number): () => number {
    let state = seed;
    return () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) / 2 ** 24;
    };
  }

  /** The people whom the plan of a run says, for each open required item: `1.3 Kay`. */
  function saidBy({ items, hire: { name } }: PlanView): string[] {
    return items
      .filter(({ optional, state }) => !optional && state !== 'done' && state !== 'skipped')
      .flatMap(({ ref, by, state, signOff }) => {
        if (state === 'in review') return (signOff?.people ?? []).map((each) => `${ref} ${each}`);
        return (by ? by.people : [name]).map((each) => `${ref} ${each}`);
      });
  }

  test.each([1, 2, 3])('is owed by exactly the people whom the plan says (%i)', async (seed) => {
    const world = new World();
    const next = numbers(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
    const names = ['Ada Lovelace', 'Grace Hopper', 'Kay', 'Cleo Pires'];
    await did(world, ...hire('Ada Lovelace', '2026-11-23'));
    const words: string[] = [];
    for (const template of ['leave-beta', 'urgent-fix', 'document-feature', 'review-change']) {
      const owner = ['--as', pick(names), '--today', '2026-12-01'];
      await did(world, 'run', template, `Thing ${template}`, ...owner);
      const word = `thing-${template}`;
      words.push(word);
      const plan = await json<PlanView>(world, ['plan', '--run', word, ...on]);
      for (const role of Object.keys(plan.hire.roles))
        if (next() < 0.8)
          await did(world, 'assign', '--role', role, '--to', pick(names), '--run', word, ...owner);
      for (const { ref } of plan.items)
        if (next() < 0.3)
          await world.run([
            ...['done', ref, '--force', '--evidence', 'https://example.com/1', '--run', word],
            ...['--as', pick(names), '--today', '2026-12-02'],
          ]);
    }
    const said = new Set<string>();
    for (const word of words)
      for (const each of saidBy(await json<PlanView>(world, ['plan', '--run', word, ...on])))
        said.add(`${word} ${each}`);
    const owed = new Set<string>();
    for (const name of names) {
      const view = await json<MineView>(world, ['mine', '--all', ...on], as(name));
      for (const { hire: run, late, items, next: later } of view.own)
        for (const item of [...late, ...items, ...later])
          if (run.subject !== null && !item.optional) owed.add(`${run.run} ${item.ref} ${name}`);
      for (const { kind, group, hire: run, ref, optional } of ofChecklists(view))
        if (['item', 'booking', 'sign-off'].includes(kind) && group !== 'escalated' && !optional)
          owed.add(`${run.run} ${ref} ${name}`);
    }
    expect(said.size).toBeGreaterThan(15);
    expect([...owed].sort()).toEqual([...said].sort());
  });
});
