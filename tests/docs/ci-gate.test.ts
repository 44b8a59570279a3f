/** The gate of docs/ci.md: its template is begun, and its jobs are run as GitHub and GitLab run them, one after the other and at once. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { eventsIn } from '../cli/facts.ts';
import { launcher, root } from '../cli/world.ts';
import { fencesOf, tableOf } from './markdown.ts';

const page = readFileSync(join(root, 'docs/ci.md'), 'utf8');
const fences = fencesOf(page);
const base = mkdtempSync(join(tmpdir(), 'pm-onboard-ci-gate-'));
const shims = join(base, 'shims');

interface Result {
  readonly code: number | null;
  readonly out: string;
}

interface Place {
  /** The repository that the records are shared through. */
  readonly remote: string;
  /** Ada's copy of it. */
  readonly records: string;
}

beforeAll(() => {
  mkdirSync(shims);
  shim('pm-onboard', `exec '${process.execPath}' '${launcher}' "$@"`);
  // What is to be installed is there as soon as it is asked for.
  shim(
    'npm',
    `[ "$1 $2" != 'install --prefix' ] || { mkdir -p "$3/node_modules" && ln -sfn '${root}' "$3/node_modules/pm-onboard"; }`,
  );
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

function shim(name: string, script: string): void {
  writeFileSync(join(shims, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(shims, name), 0o755);
}

function run(script: string, cwd: string, env: Record<string, string> = {}): Promise<Result> {
  const path = [shims, dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);
  const home = mkdtempSync(join(base, 'home-'));
  const child = spawn('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', script], {
    cwd,
    env: { PATH: path, HOME: home, COLUMNS: '80', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
  return new Promise((done) => child.on('close', (code) => done({ code, out })));
}

const git = (name: string) => `git -c user.name='${name}' -c user.email=${name.split(' ')[0]}@example.com`;
const ada = "--run message-reminders --as 'Ada Lovelace'";
const grace = "--run message-reminders --as 'Grace Hopper'";

/** The repository of the records, with the run of the page's template, as the page's commands begin it. */
async function team(): Promise<Place> {
  const [template] = fences.filter(({ info }) => info === 'yaml template');
  const [commands] = fences.filter(({ info }) => info === 'console gate');
  const [begin = '', ask = ''] = (commands?.text ?? '').split('\n').map((line) => line.replace('$ ', ''));
  const remote = mkdtempSync(join(base, 'remote-'));
  const records = mkdtempSync(join(base, 'records-'));
  mkdirSync(join(records, 'checklists/templates'), { recursive: true });
  writeFileSync(join(records, 'checklists/templates/out-of-beta.yaml'), template?.text ?? '');
  const made = await run(
    `pm-onboard init && ${begin} && ${git('Ada Lovelace')} init -q -b main
${git('Ada Lovelace')} add . && ${git('Ada Lovelace')} commit -qm Records
git init -q --bare -b main '${remote}' && git remote add origin '${remote}' && git push -q origin main`,
    records,
  );
  expect(made.code, made.out).toBe(0);
  const asked = await run(ask, records);
  expect(asked.code, asked.out).toBe(1);
  expect(asked.out).toContain('1 item of later stages: 1.5');
  return { remote, records };
}

/** Somebody records something and pushes it. */
async function record({ records }: Place, name: string, ...commands: string[]): Promise<void> {
  const script = `git pull -q --rebase origin main
${commands.map((command) => `pm-onboard ${command}`).join('\n')}
${git(name)} commit -qam 'By ${name}' && git push -q origin HEAD:main`;
  const result = await run(script, records, {
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: 'c@example.com',
  });
  expect(result.code, result.out).toBe(0);
}

interface Step {
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Service and name of a job → the steps of shell that it takes. */
const jobs = new Map<string, { readonly isCheckedOut: boolean; readonly steps: readonly Step[] }>();
for (const { info, text } of fences) {
  const told =
    info === 'yaml github-gate' ? parse(text).jobs : info === 'yaml gitlab-gate' ? parse(text) : {};
  for (const [name, job] of Object.entries<{
    steps?: readonly (Step & { uses?: string })[];
    script?: string[];
  }>(told))
    if (job.steps)
      jobs.set(`GitHub: ${name}`, {
        isCheckedOut: job.steps.some(({ uses }) => uses?.startsWith('actions/checkout')),
        steps: job.steps,
      });
    else if (job.script)
      jobs.set(`GitLab: ${name}`, { isCheckedOut: false, steps: [{ run: job.script.join('\n') }] });
}

/** Runs a job as its service does, in a folder of its own. */
async function runJob(name: string, { remote }: Place, number = 1): Promise<Result> {
  const { isCheckedOut = false, steps = [] } = jobs.get(name) ?? {};
  const folder = mkdtempSync(join(base, 'job-'));
  const temp = mkdtempSync(join(base, 'temp-'));
  const home = mkdtempSync(join(base, 'home-'));
  const url = `https://ci.example/runs/${number}`;
  const env = {
    HOME: home,
    RUNNER_TEMP: temp,
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
    RECORDS_URL: remote,
    CI_JOB_URL: url,
    URL: url,
  };
  if (isCheckedOut) await run(`git clone -q '${remote}' records`, folder);
  let out = '';
  for (const { run: script } of steps) {
    if (script === undefined) continue;
    const last = await run(script, folder, env);
    out += last.out;
    if (last.code !== 0) return { code: last.code, out: out + readSummary(folder) };
  }
  return { code: 0, out: out + readSummary(folder) };
}

function readSummary(folder: string): string {
  return readdirSync(folder).includes('summary.md') ? readFileSync(join(folder, 'summary.md'), 'utf8') : '';
}

/** The events of the run, as the remote has them. */
async function eventsAt({ remote }: Place) {
  const folder = mkdtempSync(join(base, 'look-'));
  await run(`git clone -q '${remote}' .`, folder);
  const [name = ''] = readdirSync(join(folder, 'runs')).filter((each) => each.endsWith('.json'));
  return eventsIn(readFileSync(join(folder, 'runs', name), 'utf8'));
}

it('the page has a gate and an answer for each service, and inputs come as variables alone', () => {
  expect([...jobs.keys()]).toEqual(['GitHub: gate', 'GitHub: answer', 'GitLab: gate', 'GitLab: answer']);
  for (const { steps } of jobs.values())
    for (const { run: script = '' } of steps) expect(script).not.toContain('${{');
});

it('the page has the exit codes of a gate', () => {
  const rows = tableOf(page.slice(page.indexOf('## A gate')), 'exit', 'meaning');
  expect(rows.map(([code]) => code)).toEqual(['0', '1', '2', '3']);
});

describe.each(['GitHub', 'GitLab'])('%s', (service) => {
  it('keeps the gate shut while something is missing, and opens it once a job and people have answered', async () => {
    const place = await team();
    const shut = await runJob(`${service}: gate`, place);
    expect(shut.code, shut.out).toBe(1);
    expect(shut.out).toContain('## Message reminders, out of beta: NOT READY');
    expect(shut.out).toContain('**1.2** The dependencies are scanned: **Ada Lovelace**, no answer yet');

    const answered = await runJob(`${service}: answer`, place);
    expect(answered.code, answered.out).toBe(0);
    await record(
      place,
      'Ada Lovelace',
      `done docs --evidence https://example.com/docs ${ada}`,
      `done threats ${ada}`,
    );
    await record(
      place,
      'Grace Hopper',
      `skip load --waive --reason 'no traffic yet' ${grace}`,
      "assign --role security-lead --to 'Grace Hopper' --run message-reminders --as 'Grace Hopper'",
      `review --approve threats ${grace}`,
    );
    const open = await runJob(`${service}: gate`, place);
    expect(open.code, open.out).toBe(0);
    expect(open.out).toContain('out of beta: READY');
    expect(open.out).toContain('no traffic yet; in git from Grace Hopper');
    expect(open.out).toContain('<https://ci.example/runs/1>');
  });

  it('keeps both answers of two jobs that run at once, whichever pushes first', async () => {
    const place = await team();
    const results = await Promise.all([1, 2].map((number) => runJob(`${service}: answer`, place, number)));
    expect(
      results.map(({ code }) => code),
      results.map(({ out }) => out).join('\n'),
    ).toEqual([0, 0]);
    const done = (await eventsAt(place)).filter(({ kind }) => kind === 'done');
    // The one that fetches after the other has pushed finds the item done.
    expect([1, 2]).toContain(done.length);
    // Run again, a job says that it is done.
    const again = await runJob(`${service}: answer`, place, 3);
    expect(again.code, again.out).toBe(0);
    expect((await eventsAt(place)).filter(({ kind }) => kind === 'done')).toHaveLength(done.length);
  });
});

it('an answer that others have pushed past is united and sent again', async () => {
  const place = await team();
  const folders = [mkdtempSync(join(base, 'a-')), mkdtempSync(join(base, 'b-'))];
  const homes = folders.map(() => mkdtempSync(join(base, 'home-')));
  const each = async (script: (at: number) => string) => {
    for (const [at, folder] of folders.entries()) {
      const result = await run(script(at), folder, { HOME: homes[at] as string });
      expect(result.code, result.out).toBe(0);
    }
  };
  await each(
    () => `git config --global user.name CI && git config --global user.email ci@example.com
pm-onboard sync --join '${place.remote}' records --me CI`,
  );
  await each(
    (at) =>
      `pm-onboard done message-reminders:1.2 --evidence https://ci.example/runs/${at} --as CI --workspace records`,
  );
  await each(() => 'pm-onboard sync --workspace records');
  const done = (await eventsAt(place)).filter(({ kind }) => kind === 'done');
  expect(done.map(({ evidence }) => evidence).sort()).toEqual([
    'https://ci.example/runs/0',
    'https://ci.example/runs/1',
  ]);
});
