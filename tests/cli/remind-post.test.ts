/** `remind --post`: what reaches a webhook, what is remembered of it, and what is never printed. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inMattermost, inSlack, onGitHub, type Read } from '../render/readers.ts';
import { type Hook, hook, ok, status } from '../sending/hook.ts';
import { expectRefusal, flat, plant } from './facts.ts';
import { prepared, type World } from './world.ts';

const dayNine = '2026-12-01';

const lay = prepared(async (world) => {
  await world.startAda();
});

/** Runs `remind` as a job does, in a process of its own. */
async function remind(world: World, server: Hook | undefined, ...flags: string[]) {
  const env: Record<string, string> = server ? { TEAM_HOOK: server.address } : {};
  const today = flags.includes('--today') ? [] : ['--today', dayNine];
  const result = await world.spawn(['remind', ...flags, ...today], { env });
  // Neither the address nor what a server says is ever told.
  if (server) expect(result.stdout + result.stderr).not.toMatch(/9secret|hooks\/|127\.0\.0\.1/);
  return result;
}

const toSlack = ['--post', 'TEAM_HOOK', '--format', 'slack'];

describe('remind --post', () => {
  test('sends what remind prints in that format, and says so', async () => {
    const world = await lay();
    for (const format of ['text', 'markdown', 'mattermost', 'slack']) {
      const server = await hook();
      const { code, stdout, stderr } = await remind(world, server, '--post', 'TEAM_HOOK', '--format', format);
      expect([code, stdout]).toEqual([0, '']);
      expect(stderr).toContain('sent to the address in TEAM_HOOK');
      const shown = await remind(world, undefined, '--format', format);
      expect(flat(server.texts().join('\n').trim())).toBe(flat(shown.stdout.trim()));
    }
  });

  test('as text it calls nobody and hides no address, whichever chat reads it', async () => {
    const world = await lay();
    plant(world, [
      {
        kind: 'added',
        item: 'call',
        title: 'Ask <!channel> @here [me](https://evil.example) <https://evil.example|x>, ada@example.com',
        phase: 'day-1',
        due: dayNine,
        actors: ['buddy'],
      },
    ]);
    const server = await hook();
    await remind(world, server, '--post', 'TEAM_HOOK', '--format', 'text', '--for', 'Grace Hopper');
    const text = flat(server.texts().join('\n'));
    expect(text).toContain('evil.example');
    expect(text).toContain('ada@example.com');
    expect(text).not.toMatch(/[<>]|(?<![A-Za-z0-9])@|\]\(/);
  });

  test('a record that cannot be read does not keep back what was sent', async () => {
    const world = await lay();
    const server = await hook();
    writeFileSync(join(world.workspace, 'hires/h00000000.json'), 'no record');
    const [first, second] = [
      await remind(world, server, ...toSlack),
      await remind(world, server, ...toSlack),
    ];
    expect([first.code, second.code, server.posted.length]).toEqual([0, 0, 1]);
    expect(first.stderr).toContain('✓ sent to the address in TEAM_HOOK');
    expect(first.stderr).toContain("can't be read");
    expect(second.stderr).toContain('This was sent today already');
    // Where that is why there is nothing to say, it is a failure.
    const silent = await remind(world, server, ...toSlack, '--today', '2026-12-05');
    expect([silent.code, server.posted.length]).toEqual([3, 1]);
    expect(silent.stderr).toContain("can't be read");
  });

  test('sends the same to the same reader once a day, and once for each address, reader and text', async () => {
    const world = await lay();
    const [server, other] = [await hook(), await hook()];
    await remind(world, server, ...toSlack);
    const again = await remind(world, server, ...toSlack);
    expect([again.code, server.posted.length]).toEqual([0, 1]);
    expect(again.stderr).toContain('This was sent today already');
    await remind(world, other, ...toSlack);
    expect(other.posted).toHaveLength(1);
    await remind(world, server, ...toSlack, '--for', 'Grace Hopper');
    await remind(world, server, ...toSlack, '--for', 'Alan Turing');
    await remind(world, server, ...toSlack, '--today', '2026-12-02');
    expect(server.posted).toHaveLength(4);
    await world.run(['done', '1.4', '--as', 'Grace Hopper', '--today', dayNine]);
    await remind(world, server, ...toSlack);
    expect(server.posted).toHaveLength(5);
    for (const name of readdirSync(join(world.home, '.cache/pm-onboard/sent'))) {
      expect(name).toMatch(/^2026-12-0\d-[0-9a-f]{32}$/);
      expect(readFileSync(join(world.home, '.cache/pm-onboard/sent', name), 'utf8')).toBe('');
    }
  });

  test('of two at once, one sends it', async () => {
    const world = await lay();
    const server = await hook((response) => setTimeout(() => response.end('ok'), 300));
    const both = await Promise.all([remind(world, server, ...toSlack), remind(world, server, ...toSlack)]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(server.posted).toHaveLength(1);
  });

  test('that was not delivered exits with 3, is not remembered, and is sent the next time', async () => {
    const world = await lay();
    const leak = status(400, '{"message":"hook xoxz9secret9of9the9hook is unknown"}');
    const server = await hook(leak, ok);
    const first = await remind(world, server, ...toSlack);
    expect([first.code, first.stdout]).toEqual([3, '']);
    expect(flat(first.stderr)).toContain(
      'not delivered to the address in TEAM_HOOK: it refused the message (400)',
    );
    expect((await remind(world, server, ...toSlack)).code).toBe(0);
    expect(server.posted).toHaveLength(2);
  });

  test('waits as the server says, and gets through', async () => {
    const world = await lay();
    const busy = status(429, '', { 'retry-after': '0' });
    const server = await hook(busy, status(500, '', { 'retry-after': '0' }), ok);
    expect((await remind(world, server, ...toSlack)).code).toBe(0);
    expect(server.posted).toHaveLength(3);
  });

  test('of several posts sends after a failure only those that were not taken', async () => {
    const world = await lay();
    // A title may have 100 characters: so many of them make more than one post.
    for (let n = 0; n < 60; n += 1)
      plant(world, [
        {
          kind: 'added',
          item: `long-${n}`,
          title: `${n} ${'long title '.repeat(8)}`.trim(),
          phase: 'day-1',
          due: dayNine,
          actors: ['buddy'],
        },
      ]);
    const flags = ['--post', 'TEAM_HOOK', '--format', 'mattermost', '--for', 'Grace Hopper', '--weekly'];
    const all = await hook();
    await remind(world, all, ...flags);
    const server = await hook(ok, status(404), ok);
    const [first, second] = [await remind(world, server, ...flags), await remind(world, server, ...flags)];
    expect(all.posted.length).toBeGreaterThan(1);
    expect(flat(first.stderr)).toContain(`of ${all.posted.length} posts, 1 had been`);
    expect([first.code, second.code]).toEqual([3, 0]);
    expect(server.texts().toSpliced(1, 1)).toEqual(all.texts());
    for (const text of all.texts()) expect(text.length).toBeLessThan(4_000);
  });

  test('has nothing to send on a day off, nor where nothing is to be done', async () => {
    const world = await lay();
    const server = await hook();
    const { code, stdout, stderr } = await remind(world, server, ...toSlack, '--today', '2026-12-05');
    expect([code, stdout, server.posted]).toEqual([0, '', []]);
    expect(stderr).toContain('Nothing to say, so nothing was sent.');
  });

  test('--dry-run shows the request without the address, sends nothing and remembers nothing', async () => {
    const world = await lay();
    const server = await hook();
    const { code, stdout } = await remind(world, server, ...toSlack, '--dry-run');
    expect([code, server.posted]).toEqual([0, []]);
    expect(stdout).toMatch(/^POST to the address in TEAM_HOOK\ncontent-type: application\/json/);
    const body = JSON.parse(stdout.slice(stdout.indexOf('{')));
    await remind(world, server, ...toSlack);
    expect(server.texts()).toEqual([body.text]);
  });

  test('sends also where nothing can be remembered, and says that', async () => {
    const world = await lay();
    const server = await hook();
    const folder = join(world.home, '.cache/pm-onboard/sent');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(world.home, '.cache/pm-onboard'), { recursive: true });
    writeFileSync(folder, 'a file where a folder should be');
    const { code, stderr } = await remind(world, server, ...toSlack);
    expect([code, server.posted.length]).toEqual([0, 1]);
    expect(flat(stderr)).toContain("what was sent can't be remembered, so it may be sent again");
    chmodSync(folder, 0o600);
  });

  test.each([
    [['--post', 'TEAM_HOOK'], '--post goes with --format'],
    [[...toSlack, '--json'], 'exclude each other'],
    [['--dry-run'], '--dry-run goes with --post'],
    [['--post', 'NO_HOOK', '--format', 'slack'], 'the environment variable NO_HOOK is not set'],
    [['--format', 'teams'], '--format: "teams" is not known'],
  ])('refused: %j', async (flags, fault) => {
    await expectRefusal(await lay(), ['remind', ...flags, '--today', dayNine], { code: 2, says: [fault] });
  });
});

describe('a message, read by what it is sent to', () => {
  const hostile = [
    'Ask <!channel> and <@U123> about @grace',
    'Read <https://evil.example|the plan> & <b>all</b>',
    '*bold* _slanted_ ~struck~ `code`',
    '# Title, @all, :tada: and ~town-square',
    '[link](http://evil.example) ![p](https://evil.example/p.png)',
    '@here',
  ];
  const readers: [string, (text: string) => Read][] = [
    ['markdown', onGitHub],
    ['mattermost', inMattermost],
    ['slack', (text) => byLine(text)],
  ];

  /** Slack's reader for each line apart from what the program itself makes bold. */
  function byLine(text: string): Read {
    const reads = text
      .split('\n')
      .map((line) => inSlack(line.replace(/^\*[^*]*\*$|(?<=: |• )\*[\d.]+\*/g, '')));
    return {
      text: reads.map(({ text: read }) => read).join('\n'),
      addresses: reads.flatMap(({ addresses }) => addresses),
      live: reads.flatMap(({ live }) => live),
    };
  }

  test.each(readers)(
    '%s: foreign titles and names stay text, for a channel, a person and a hire',
    async (format, read) => {
      const world = await lay();
      const closed = await world.run([
        'done',
        '1.14',
        '1.4',
        '2.10',
        '--as',
        'Grace Hopper',
        '--today',
        dayNine,
      ]);
      expect(closed.code, closed.stderr).toBe(0);
      plant(
        world,
        hostile.map((title, n) => ({
          kind: 'added',
          item: `hostile-${n}`,
          title,
          phase: 'day-1',
          due: '2026-12-01',
          ...(n % 2 ? { actors: ['buddy'] } : {}),
        })),
      );
      plant(world, [{ kind: 'assigned', role: 'buddy', people: ['@grace <!here>'] }]);
      for (const [words, ...reader] of [
        ['the plan'],
        ['the plan', '--for', '@grace <!here>', '--weekly'],
        ['slanted', '--for', 'hire'],
      ] as const) {
        const { stdout, code, stderr } = await remind(world, undefined, '--format', format, ...reader);
        expect([code, stderr]).toEqual([0, '']);
        const { text, addresses, live } = read(stdout);
        expect(live.filter((each) => !/^<\/?h[23]>$|^heading$/.test(each))).toEqual([]);
        // An address is no more than itself: nothing hides where it leads.
        for (const address of addresses) expect(text).toContain(address);
        expect(text).toContain(words);
      }
    },
  );
});
