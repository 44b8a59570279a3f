import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../src/dates.ts';
import { events, fingerprint, lastBatch, tooWide } from './facts.ts';
import { Terminal } from './terminal.ts';
import { World } from './world.ts';

const monday = '--today 2026-11-23';

/** A colour or weight that is switched on; tmux ends a line by switching all off. */
const colour = new RegExp(`${'\u001b'}\\[[0-9;]*[1-9](?<!39|49)m`);

async function started(): Promise<World> {
  const world = new World();
  await world.startAda();
  return world;
}

describe('in a terminal', () => {
  test('start asks for name, date, roles and whether that is you', async (context) => {
    const world = new World();
    const terminal = await Terminal.open(context, world);
    await terminal.type(`pm-onboard start ${monday}; echo "exit=[$?]"`);
    await terminal.until('Who is starting?');
    await terminal.type('   ');
    await terminal.until('the name is empty');
    await terminal.press('C-u');
    await terminal.type('Ada Lovelace');
    await terminal.until(/First day .*Mon 23 Nov/);
    await terminal.type('2026-02-30');
    await terminal.until('is not a date');
    await terminal.press('C-u');
    await terminal.type('2026-11-23');
    await terminal.until('Direct manager');
    await terminal.type('Alan Turing');
    await terminal.until('PM buddy');
    await terminal.type('');
    await terminal.until('Is that you, Ada Lovelace?');
    await terminal.type('n');
    await terminal.until('Holidays: dates, or an iCalendar file (Enter for none)');
    await terminal.type('gone.ics');
    await terminal.until('there is no file gone.ics');
    await terminal.press('C-u');
    await terminal.type('2026-12-25, 2027-01-01');
    const screen = await terminal.until('exit=[0]');
    expect(screen).toContain('Ada Lovelace starts on Mon 23 Nov');
    expect(screen).toContain('Ada Lovelace · day 1 of 90');
    expect(screen).toMatch(/^ {2}pm-onboard assign 'Ada Lovelace' --role buddy$/m);
    expect(screen).not.toContain('about you');
    expect(events(world)).toMatchObject([
      { kind: 'started', name: 'Ada Lovelace', start: '2026-11-23' },
      { kind: 'assigned', role: 'manager', people: ['Alan Turing'] },
      { kind: 'changed', holidays: [{ date: '2026-12-25' }, { date: '2027-01-01' }] },
    ]);
  });

  test('start asks only for what no flag gives; Enter takes the Monday that is today or to come, and yes, that is you', async (context) => {
    const world = new World();
    const terminal = await Terminal.open(context, world);
    await terminal.type(
      `pm-onboard start --name Ada --buddy Grace --manager Alan ${monday}; echo "exit=[$?]"`,
    );
    const asked = await terminal.until('First day');
    expect(asked).not.toContain('Who is starting?');
    await terminal.type('');
    await terminal.until('Is that you, Ada?');
    await terminal.type('');
    await terminal.until('Enter for none');
    await terminal.type('');
    await terminal.until("Begin a buddy's own list for Grace too (18 items, to look after Ada)?");
    await terminal.type('');
    const screen = await terminal.until('exit=[0]');
    expect(screen).not.toContain("has a buddy's list");
    expect(screen).not.toContain('Enter to leave open');
    expect(screen).not.toContain('No holidays are known');
    expect(events(world).at(-1)).toMatchObject({ kind: 'changed', holidays: [] });
    expect(events(world)[0]).toMatchObject({ name: 'Ada', start: '2026-11-23', by: 'Ada' });
    expect(screen).toContain('about you');
  });

  test('start asks about a start long ago and a file with many days off; no writes nothing', async (context) => {
    const world = new World();
    await world.run(['init']);
    const days = Array.from({ length: 26 }, (_, index) =>
      addDays('2027-01-04', index + 2 * Math.floor(index / 5)),
    );
    const lines = days.map(
      (day) => `BEGIN:VEVENT\nDTSTART;VALUE=DATE:${day.replaceAll('-', '')}\nEND:VEVENT\n`,
    );
    writeFileSync(join(world.folder, 'many.ics'), `BEGIN:VCALENDAR\n${lines.join('')}END:VCALENDAR\n`);
    const terminal = await Terminal.open(context, world);
    const start = (on: string) =>
      `pm-onboard start --name Bob --start ${on} --no-me ${monday}; echo "exit=[$?]"`;
    await terminal.type(start('2025-11-17'));
    await terminal.until('Is that meant?');
    await terminal.type('');
    await terminal.until('Nothing is written.');
    await terminal.until('exit=[0]');
    await terminal.type('clear');
    await terminal.type(start('2026-11-23'));
    await terminal.until('Enter for none');
    await terminal.type('many.ics');
    await terminal.until('takes 26 working days of 2027 off');
    await terminal.type('n');
    await terminal.until('Nothing is written.');
    expect(existsSync(join(world.folder, 'hires')) ? readdirSync(join(world.folder, 'hires')) : []).toEqual(
      [],
    );
    const other = await Terminal.open(context, world);
    await other.type(start('2026-11-23'));
    await other.until('Enter for none');
    await other.type('many.ics');
    await other.until('takes 26 working days of 2027 off');
    await other.type('y');
    await other.until('Bob starts on Mon 23 Nov');
    expect(events(world, world.folder).at(-1)?.['holidays']).toHaveLength(26);
  });

  test('Ctrl-C in the middle of it: exit 130, nothing written', async (context) => {
    const world = new World();
    const terminal = await Terminal.open(context, world);
    const before = fingerprint(world);
    await terminal.type(`pm-onboard start ${monday}; echo "exit=[$?]"`);
    await terminal.until('Who is starting?');
    await terminal.type('Ada Lovelace');
    await terminal.until('First day');
    await terminal.press('C-c');
    const screen = await terminal.until('exit=[130]');
    expect(screen).toContain('interrupted, nothing was saved');
    expect(screen).not.toMatch(/^\s+at .*:\d+/m);
    expect(fingerprint(world)).toBe(before);
    // The terminal is whole again: what is typed is shown.
    await terminal.type('echo still "here"');
    await terminal.until(/^still here$/m);
  });

  test('away asks for the days that no flag gives, until they will do; move and reschedule for theirs', async (context) => {
    const world = await started();
    const terminal = await Terminal.open(context, world);
    await terminal.type(`pm-onboard away --from 2026-11-30 ${monday}; echo "exit=[$?]"`);
    await terminal.until('Last day of the leave');
    await terminal.type('2026-11-27');
    await terminal.until('is before --from');
    await terminal.press('C-u');
    await terminal.type('2026-12-04');
    await terminal.until('exit=[0]');
    expect(lastBatch(world)).toMatchObject([{ kind: 'away', from: '2026-11-30', to: '2026-12-04' }]);

    await terminal.type(`clear; pm-onboard away --to 2026-12-18 ${monday}; echo "away=[$?]"`);
    await terminal.until('First day of the leave');
    await terminal.type('2026-12-14');
    await terminal.until('away=[0]');
    expect(lastBatch(world)).toMatchObject([{ kind: 'away', from: '2026-12-14', to: '2026-12-18' }]);

    await terminal.type(`clear; pm-onboard move 2.7 ${monday}; echo "moved=[$?]"`);
    await terminal.until('When is "Meet the release manager" to be due?');
    await terminal.type('2026-12-09');
    await terminal.until('moved=[0]');
    expect(lastBatch(world)).toMatchObject([{ kind: 'moved', due: '2026-12-09' }]);

    await terminal.type(`clear; pm-onboard reschedule --dry-run ${monday}; echo "shown=[$?]"`);
    await terminal.until('First day of Ada Lovelace');
    await terminal.type('2026-11-24');
    await terminal.until('shown=[0]');
  });

  test('dates may be typed at prompts as people say them; each is said in full after its answer', async (context) => {
    const world = await started();
    const terminal = await Terminal.open(context, world);
    await terminal.type(`pm-onboard away --to 2026-12-03 ${monday}; echo "exit=[$?]"`);
    await terminal.until('First day of the leave (YYYY-MM-DD, fri, 25 nov, +3d)');
    await terminal.type('mon');
    await terminal.until('"mon" may be Mon 23 Nov 2026');
    await terminal.press('C-u');
    await terminal.type('1 dec');
    await terminal.until('exit=[0]');
    await terminal.until(/^ {2}--from 1 dec: Tue 1 Dec 2026$/m);
    expect(lastBatch(world)).toMatchObject([{ kind: 'away', from: '2026-12-01', to: '2026-12-03' }]);

    await terminal.type(`clear; pm-onboard move 2.7-2.8 ${monday}; echo "moved=[$?]"`);
    await terminal.until('When are the 2 items to be due?');
    await terminal.type('+3w');
    await terminal.until('moved=[0]');
    expect(lastBatch(world)).toMatchObject([{ due: '2026-12-14' }, { due: '2026-12-14' }]);
  });

  test('start: the first day and the holidays, each said once', async (context) => {
    const world = new World();
    const terminal = await Terminal.open(context, world);
    await terminal.type(
      `pm-onboard start --name Ada --buddy Grace --manager Alan --no-me ${monday}; echo "exit=[$?]"`,
    );
    await terminal.until('First day');
    await terminal.type('30 nov');
    await terminal.until('Holidays: dates');
    await terminal.type('24 dec,1/2/2027');
    await terminal.until('"1/2/2027" may be Sat 2 Jan 2027');
    await terminal.press('C-u');
    await terminal.type('24 dec,2026-12-25');
    await terminal.until("a buddy's own list");
    await terminal.type('');
    const screen = await terminal.until('exit=[0]');
    expect(screen.match(/--start 30 nov: Mon 30 Nov 2026$/gm)).toHaveLength(1);
    expect(screen.match(/--holidays 24 dec: Thu 24 Dec 2026$/gm)).toHaveLength(1);
    expect(events(world)[0]).toMatchObject({ kind: 'started', start: '2026-11-30' });
    const days = events(world).find(({ kind }) => kind === 'changed')?.['holidays'];
    expect(JSON.stringify(days)).toMatch(/2026-12-24.*2026-12-25/);
  });

  test('skip and reopen of a group offer its items', async (context) => {
    const world = await started();
    const terminal = await Terminal.open(context, world);
    await terminal.type(`pm-onboard skip meet-buddy ${monday}; echo "exit=[$?]"`);
    await terminal.until('Which of "Meet your PM buddy" are to be left out?');
    await terminal.press('Space');
    await terminal.press('Down');
    await terminal.press('Space');
    await terminal.press('Enter');
    await terminal.until('Why are they left out?');
    await terminal.type('no buddy yet');
    await terminal.until('exit=[0]');
    expect(lastBatch(world)).toMatchObject([
      { kind: 'skipped', item: 'learn-team', reason: 'no buddy yet' },
      { kind: 'skipped', item: 'set-1on1s', reason: 'no buddy yet' },
    ]);
    await terminal.type(`clear; pm-onboard reopen meet-buddy ${monday}; echo "opened=[$?]"`);
    const offer = await terminal.until('are to be opened again?');
    expect(offer).not.toContain('1.4 Add');
    await terminal.press('Enter');
    expect(await terminal.until('opened=[0]')).toContain('Nothing was opened.');
  });

  test('done asks for the evidence that is wanted, until it will do', async (context) => {
    const world = await started();
    const terminal = await Terminal.open(context, world);
    await terminal.type(`pm-onboard done 1.1 1.3 ${monday}; echo "exit=[$?]"`);
    await terminal.until('link to it (Enter if there is none)');
    await terminal.type('the doc');
    await terminal.until(/the doc[\s\S]*wants a link/);
    await terminal.press('C-u');
    await terminal.type('https://docs.example.com/1on1');
    const screen = await terminal.until('exit=[0]');
    expect(screen).toContain('1.3 Fix 1:1 times, create the 1:1 doc: done');
    expect(lastBatch(world).map(({ item, evidence }) => [item, evidence])).toEqual([
      ['meet-manager', undefined],
      ['set-1on1s', 'https://docs.example.com/1on1'],
    ]);
  });

  test('Ctrl-C at the only question: nothing is recorded', async (context) => {
    const world = await started();
    const terminal = await Terminal.open(context, world);
    const before = fingerprint(world);
    await terminal.type(`pm-onboard done 1.3 ${monday}; echo "exit=[$?]"`);
    await terminal.until('link to it');
    await terminal.press('C-c');
    expect(await terminal.until('exit=[130]')).toContain('interrupted, nothing was saved');
    expect(fingerprint(world)).toBe(before);
  });

  test('done of a group offers its open items', async (context) => {
    const world = await started();
    await world.run(['done', '1.2', '--today', '2026-11-23']);
    const terminal = await Terminal.open(context, world);
    await terminal.type(`pm-onboard done meet-buddy ${monday}; echo "exit=[$?]"`);
    const offer = await terminal.until('Which of "Meet your PM buddy"');
    expect(offer).toContain('1.3 Fix 1:1 times');
    expect(offer).toContain('1.4 Invitations to the team meetings');
    expect(offer).not.toContain('1.2 Learn');
    await terminal.press('Down');
    await terminal.press('Space');
    await terminal.press('Enter');
    const screen = await terminal.until('exit=[0]');
    expect(screen).toContain('1.4 Invitations to the team meetings: done');
    expect(lastBatch(world).map(({ item }) => item)).toEqual(['add-to-meetings']);
  });

  test('done of a group of which nothing is picked records nothing, and says so', async (context) => {
    const world = await started();
    const before = fingerprint(world);
    const terminal = await Terminal.open(context, world);
    await terminal.type(`pm-onboard done meet-buddy ${monday}; echo "exit=[$?]"`);
    await terminal.until('Which of');
    await terminal.press('Enter');
    const screen = await terminal.until('exit=[0]');
    expect(screen).toContain('Nothing was ticked off');
    expect(fingerprint(world)).toBe(before);
  });

  test('skip asks for the reason', async (context) => {
    const world = await started();
    const terminal = await Terminal.open(context, world);
    await terminal.type(`pm-onboard skip 1.6 ${monday}; echo "exit=[$?]"`);
    await terminal.until('Why is it left out?');
    await terminal.type('');
    await terminal.until('A few words are needed');
    await terminal.type('a hosted product');
    await terminal.until('exit=[0]');
    expect(lastBatch(world)[0]).toMatchObject({ kind: 'skipped', reason: 'a hosted product' });
  });

  test('where several hires may be meant, it asks which', async (context) => {
    const world = new World();
    for (const name of ['Ada Lovelace', 'Annie Easley'])
      await world.run(['start', '--name', name, '--start', '2026-11-23', '--as', 'Grace']);
    for (const command of ['status', 'note 1.1 hello']) {
      const terminal = await Terminal.open(context, world);
      await terminal.type(`pm-onboard ${command} ${monday}; echo "exit=[$?]"`);
      const offer = await terminal.until('Annie Easley (h');
      expect(offer).toMatch(/Ada Lovelace \(h[0-9a-f]{8}\)/);
      // The order is that of the ids.
      if (/❯ Ada/.test(offer)) await terminal.press('Down');
      await terminal.until('❯ Annie Easley (h');
      await terminal.press('Enter');
      const screen = await terminal.until('exit=[0]');
      if (command === 'status') expect(screen).toContain('Annie Easley · day 1 of 90');
    }
    expect((await world.run(['show', '1.1', '--hire', 'Annie'])).stdout).toContain('hello');
    expect((await world.run(['show', '1.1', '--hire', 'Ada'])).stdout).not.toContain('hello');

    const before = fingerprint(world);
    const terminal = await Terminal.open(context, world);
    await terminal.type(`pm-onboard done 1.1 ${monday}; echo "exit=[$?]"`);
    await terminal.until('Which hire is meant?');
    await terminal.press('C-c');
    await terminal.until('exit=[130]');
    expect(fingerprint(world)).toBe(before);
    const { code, text } = await terminal.command(`pm-onboard status --no-input ${monday}`);
    expect(code).toBe(4);
    expect(text).toContain('There are 2');
  });

  test('with --no-input, or stdout or stderr sent away, nothing is asked', async (context) => {
    const world = await started();
    const terminal = await Terminal.open(context, world);
    for (const way of ['--no-input', '>/dev/null', '2>/dev/null', '</dev/null']) {
      const { code, text } = await terminal.command(`pm-onboard skip 1.6 ${monday} ${way}`);
      expect(code, way).toBe(4);
      expect(text).not.toContain('Why is it left out?');
    }
  });

  test('a terminal that says it has no columns and no lines has 80 and 24', async (context) => {
    const world = await started();
    const terminal = await Terminal.open(context, world);
    const status = 'pm-onboard status --today 2026-12-01';
    const sized = await terminal.command(status);
    const unsized = await terminal.command(`stty columns 0 rows 0; ${status}; stty columns 80 rows 24`);
    expect(unsized.text).toBe(sized.text);
    expect(unsized.text).toContain('CATCH UP');
  });

  test('status has colours, NO_COLOR and TERM=dumb have none; no line is wider than the terminal', async (context) => {
    const world = await started();
    for (const columns of [80, 50]) {
      const terminal = await Terminal.open(context, world, { columns });
      const { text, unbroken, coloured, code } = await terminal.command(
        'pm-onboard status --today 2026-12-01',
      );
      expect(code).toBe(0);
      expect(coloured).toContain('\u001b[');
      expect(text).toContain('CATCH UP');
      expect(tooWide(unbroken, columns)).toEqual([]);
      if (columns !== 80) continue;
      for (const setting of ['NO_COLOR=1', 'TERM=dumb']) {
        const plain = await terminal.command(`${setting} pm-onboard status --today 2026-12-01`);
        expect(plain.coloured, setting).not.toMatch(colour);
        expect(plain.text).toContain('CATCH UP');
      }
    }
  });
});
