/**
 * Where CI meets lint: the pre-commit hook, the GitHub action, and the examples of docs/ci.md. What can be run is run, against
 * a sound and a broken program: the hook as pre-commit calls it (that its package can be installed is shown in
 * `package.test.ts`), the action's script as the runner's shell does, the commands of the examples.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { formatNames } from '../../src/render/lint/index.ts';
import { launcher, root } from '../cli/world.ts';
import { loadGrammar } from './github.ts';
import { codeOf, fencesOf, tableOf } from './markdown.ts';

const page = readFileSync(join(root, 'docs/ci.md'), 'utf8');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;
const [step, ...otherSteps] = action.runs.steps;
const manifest = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')) as Hook[];

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: { readonly shell: string; readonly env: Record<string, string>; readonly run: string }[];
  };
}

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly args: readonly string[];
  readonly language: string;
  readonly always_run: boolean;
  readonly pass_filenames: boolean;
}

interface Result {
  readonly code: number | null;
  readonly out: string;
}

const base = mkdtempSync(join(tmpdir(), 'pm-onboard-ci-'));
/** A clean tree of what is or can be committed, in which nothing is built. */
const tree = join(base, 'tree');
/** Programs that stand before all others on the PATH: `pm-onboard` is the built one, `npm` only notes what it is asked. */
const shims = join(base, 'shims');
const grammar = await loadGrammar(base);
const fences = fencesOf(page);

beforeAll(() => {
  for (const file of gitFiles()) cpSync(join(root, file), join(tree, file), { recursive: true });
  mkdirSync(shims);
  shim('pm-onboard', `exec '${process.execPath}' '${launcher}' "$@"`);
  // What is to be installed is there as soon as it is asked for: no registry is.
  // These two only note what they are asked: no comment reaches anybody.
  shim('gh', 'echo "gh $*" >>"$NPM_LOG"');
  shim('curl', 'echo "curl $*" >>"$NPM_LOG"');
  shim(
    'npm',
    `echo "$PWD: npm $*" >>"$NPM_LOG"
case "$1 $2" in
'install --prefix') mkdir -p "$3/node_modules" && ln -sfn '${root}' "$3/node_modules/pm-onboard" ;;
'ci --no-audit') ln -s '${root}/node_modules' node_modules && node scripts/build.mjs ;;
esac`,
  );
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

function shim(name: string, script: string): void {
  writeFileSync(join(shims, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(shims, name), 0o755);
}

function gitFiles(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const { stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return stdout.split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
}

function run(file: string, args: readonly string[], cwd: string, env: Record<string, string> = {}): Result {
  const own = { PATH: process.env['PATH'] ?? '', HOME: join(base, 'home'), COLUMNS: '80' };
  const { status, stdout, stderr } = spawnSync(file, args, {
    cwd,
    env: { ...own, ...env },
    encoding: 'utf8',
    input: '',
    timeout: 110_000,
  });
  return { code: status, out: stdout + stderr };
}

/** With the shims before all else. */
function withShims(): Record<string, string> {
  const path = [shims, dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);
  return { PATH: path, NPM_LOG: join(base, 'npm.log') };
}

/** A fresh repository of a team, with a sound program in `checklists/`, and in `onboarding/` as well. */
function team(): string {
  const folder = mkdtempSync(join(base, 'team-'));
  for (const place of ['checklists', 'onboarding'])
    cpSync(join(root, 'checklists/minimal'), join(folder, place, 'minimal'), { recursive: true });
  cpSync(join(root, 'schema'), join(folder, 'schema'), { recursive: true });
  return folder;
}

/** The same with a mistake in each program. */
function brokenTeam(): string {
  const folder = team();
  for (const place of ['checklists', 'onboarding']) {
    const file = join(folder, place, 'minimal/week-1.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('takes: 2 h', 'takse: 2 h'));
  }
  return folder;
}

const mistake = 'takse';

it('the page lists the formats that there are', () => {
  const rows = tableOf(page, 'format', 'who reads it');
  expect(rows.flatMap(([names = '']) => codeOf(names))).toEqual([...formatNames]);
});

/**
 * Runs the action's script as GitHub's runner does.
 * @param home where the action is checked out
 */
function runAction(cwd: string, inputs: Record<string, string>, home = root): Result {
  const script = join(base, 'script.sh');
  writeFileSync(script, step?.run ?? '');
  const values = Object.entries(step?.env ?? {}).map(([name, expression]) => {
    const input = /^\$\{\{ inputs\.([a-z]+) \}\}$/.exec(expression)?.[1] ?? '';
    return [name, inputs[input] ?? action.inputs[input]?.default ?? ''] as const;
  });
  const temp = join(base, 'runner-temp');
  mkdirSync(temp, { recursive: true });
  rmSync(join(base, 'npm.log'), { force: true });
  return run('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', script], cwd, {
    ...withShims(),
    ...Object.fromEntries(values),
    GITHUB_ACTION_PATH: home,
    RUNNER_TEMP: temp,
  });
}

function npmCalls(): string {
  const log = join(base, 'npm.log');
  return existsSync(log) ? readFileSync(log, 'utf8') : '';
}

describe('action.yml', () => {
  it("is an action by GitHub's own grammar", () => {
    const text = readFileSync(join(root, 'action.yml'), 'utf8');
    expect(grammar.actionFaults(text)).toEqual([]);
    expect(grammar.actionFaults(text.replace('shell:', 'shel:'))).not.toEqual([]);
    expect(grammar.actionFaults(text.replace('inputs:', 'input:'))).not.toEqual([]);
  });

  it('is one step of shell, to which inputs are variables and never text', () => {
    expect(action.runs.using).toBe('composite');
    expect(otherSteps).toEqual([]);
    expect(step?.run).not.toContain('${{');
    const given = Object.values(step?.env ?? {}).sort();
    expect(given).toEqual(
      Object.keys(action.inputs)
        .sort()
        .map((input) => `\${{ inputs.${input} }}`)
        .sort(),
    );
  });

  it('has the inputs that the page explains', () => {
    const rows = tableOf(page, 'input', 'meaning', 'if left out');
    expect(rows.flatMap(([name = '']) => codeOf(name))).toEqual(Object.keys(action.inputs));
  });

  it('finds what is wrong, and nothing in what is sound', () => {
    expect(runAction(team(), {})).toMatchObject({ code: 0 });
    const { code, out } = runAction(brokenTeam(), {});
    expect(out).toContain(mistake);
    expect(code).toBe(1);
    expect(npmCalls()).toBe('');
  });

  it('takes several paths, with spaces and globs, and several formats', () => {
    const folder = brokenTeam();
    cpSync(join(folder, 'onboarding'), join(folder, "it's ours"), { recursive: true });
    const { code, out } = runAction(folder, {
      paths: "it's ours\nonboarding/*/week-?.yaml\n",
      format: 'compact\njson=out file.json\n',
    });
    expect(code).toBe(1);
    expect(out).toContain("it's ours/minimal/week-1.yaml:");
    expect(out).toContain('onboarding/minimal/week-1.yaml:');
    expect(out).not.toContain('checklists/minimal/week-1.yaml:');
    expect(JSON.parse(readFileSync(join(folder, 'out file.json'), 'utf8')).problems).toHaveLength(2);
  });

  it('takes lines as they come from another system, with blanks around them', () => {
    const { code, out } = runAction(brokenTeam(), {
      paths: ' onboarding/minimal\r\n\r\n',
      format: 'compact \r\n',
    });
    expect(code, out).toBe(1);
    expect(out).toContain('onboarding/minimal/week-1.yaml:');
    expect(out).not.toContain('checklists/minimal/week-1.yaml:');
  });

  const hostile = [
    `; touch x; $(touch x) \`touch x\` \${IFS}>x`,
    `"; touch x; "'; touch x; '`,
    '\ntouch x\n',
    '--help',
  ];
  it.each(hostile)('runs nothing that stands in an input: %j', (text) => {
    for (const input of Object.keys(action.inputs)) {
      const folder = team();
      const before = readdirSync(folder);
      const { code, out } = runAction(folder, { [input]: text });
      // There is no such path, format or version, and that is all that comes of it.
      expect([2, 3], `${input}: ${out}`).toContain(code);
      expect(readdirSync(folder), input).toEqual(before);
      expect(npmCalls(), input).toBe('');
    }
  });

  it('installs the version that is asked for, away from the checkout', () => {
    const { code, out } = runAction(brokenTeam(), { version: '1.2.3-beta.1' });
    expect(npmCalls()).toMatch(
      /^.*\/runner-temp: npm install --prefix pm-onboard .*pm-onboard@1\.2\.3-beta\.1\n$/,
    );
    expect(out).toContain(mistake);
    expect(code).toBe(1);
  });

  it.each([
    'npm:evil@1',
    'file:../x',
    'https://example.com/x.tgz',
    'owner/repo',
    '1 x',
    '--tag',
    '1\n2',
    ' ',
  ])('installs nothing but a version: %j', (text) => {
    const { code, out } = runAction(team(), { version: text });
    expect(out).toContain('`version` is no version');
    expect(code).toBe(2);
    expect(npmCalls()).toBe('');
  });

  it('builds itself where it is not built, once', () => {
    const { code, out } = runAction(brokenTeam(), { format: 'compact' }, tree);
    expect(out).toContain(mistake);
    expect(code).toBe(1);
    expect(npmCalls()).toBe(`${tree}: npm ci --no-audit --no-fund\n`);
    expect(runAction(team(), {}, tree).code).toBe(0);
    expect(npmCalls()).toBe('');
  });
});

describe('the examples for GitHub', () => {
  const examples = fencesOf(page).filter(({ info }) => info === 'yaml github');

  it('are two', () => {
    expect(examples).toHaveLength(2);
  });

  const all = fences.filter(({ info }) => info.startsWith('yaml github'));
  it.each(all.map(({ text, line }) => [line, text] as const))(
    "on line %i is a workflow by GitHub's own grammar",
    (_, text) => {
      expect(grammar.workflowFaults(text)).toEqual([]);
      expect(grammar.workflowFaults(text.replace('runs-on', 'run-on'))).not.toEqual([]);
    },
  );

  it.each(examples.map(({ text, line }) => [line, text] as const))(
    'on line %i finds what is wrong',
    (_, text) => {
      interface Step {
        readonly uses: string;
        readonly with?: Record<string, string>;
      }
      const { steps } = parse(text).jobs.lint as { steps: Step[] };
      const [own, ...more] = steps.filter(({ uses }) => uses.includes('pm-onboard'));
      expect(more).toEqual([]);
      expect(own?.uses).toBe(`OWNER/pm-onboard@v${version}`);
      const inputs = own?.with ?? {};
      expect(Object.keys(inputs).filter((name) => !Object.hasOwn(action.inputs, name))).toEqual([]);
      const upload = steps.find(({ uses }) => uses.startsWith('github/codeql-action/upload-sarif@'));
      for (const [folder, code] of [
        [team(), 0],
        [brokenTeam(), 1],
      ] as const) {
        expect(runAction(folder, inputs).code).toBe(code);
        const sarif = upload?.with?.['sarif_file'];
        if (sarif) expect(readFileSync(join(folder, sarif), 'utf8').includes(mistake)).toBe(code === 1);
      }
    },
  );
});

describe('the example for GitLab', () => {
  const [example, ...others] = fencesOf(page).filter(({ info }) => info === 'yaml gitlab');
  const { checklists: job, ...more } = parse(example?.text ?? '');

  it('is one job, of keys that GitLab knows', () => {
    expect(others).toEqual([]);
    expect(more).toEqual({});
    expect(Object.keys(job)).toEqual(['image', 'before_script', 'script', 'artifacts', 'rules']);
    expect(Object.keys(job.artifacts)).toEqual(['when', 'reports']);
    // A report of a failed job is uploaded only so.
    expect(job.artifacts.when).toBe('always');
    for (const rule of job.rules) expect(Object.keys(rule)).toEqual(['if']);
  });

  it('finds what is wrong, and writes its report either way', () => {
    const lines = [...job.before_script, ...job.script];
    const report = job.artifacts.reports.codequality;
    for (const [folder, code] of [
      [team(), 0],
      [brokenTeam(), 1],
    ] as const) {
      rmSync(join(base, 'npm.log'), { force: true });
      const result = run('bash', ['-e', '-o', 'pipefail', '-c', lines.join('\n')], folder, withShims());
      expect(result.code, result.out).toBe(code);
      expect(npmCalls()).toBe(`/: npm install --global pm-onboard@${version}\n`);
      expect(readFileSync(join(folder, report), 'utf8').includes(mistake)).toBe(code === 1);
    }
  });
});

describe('the command for anywhere else', () => {
  it('finds what is wrong', () => {
    const [example, ...others] = fencesOf(page).filter(({ info }) => info === 'sh');
    expect(others).toEqual([]);
    const line = example?.text ?? '';
    expect(run('sh', ['-c', line], team(), withShims()).code).toBe(0);
    expect(run('sh', ['-c', line], brokenTeam(), withShims()).code).toBe(1);
  });
});

describe('the jobs that look at more than files', () => {
  interface Job {
    readonly steps?: readonly { readonly run?: string }[];
    readonly script?: readonly string[];
  }

  const jobs = new Map<string, { readonly shell: string; readonly lines: readonly string[] }>();
  for (const { info, text } of fences) {
    const told =
      info === 'yaml github-steps' ? parse(text).jobs : info === 'yaml gitlab-jobs' ? parse(text) : {};
    for (const [name, { steps, script }] of Object.entries<Job>(told))
      if (steps)
        jobs.set(`GitHub: ${name}`, { shell: 'step', lines: steps.flatMap(({ run: line }) => line ?? []) });
      else if (script) jobs.set(`GitLab: ${name}`, { shell: 'job', lines: script });
  }

  /** A repository of a team with a main branch at its remote, and a hire whose records lie in another repository. */
  function repository(): { folder: string; records: string } {
    const folder = team();
    rmSync(join(folder, 'onboarding'), { recursive: true });
    const records = mkdtempSync(join(base, 'records-'));
    const remote = mkdtempSync(join(base, 'remote-'));
    const git = 'git -c user.name=A -c user.email=a@a.example';
    const people = "--as 'Grace Hopper' --buddy 'Grace Hopper'";
    const script = `set -e
${git} init -q -b main && ${git} add . && ${git} commit -qm Checklists
git init -q --bare -b main '${remote}' && git remote add origin '${remote}' && git push -q origin main && git fetch -q
cd '${records}' && pm-onboard init 2>/dev/null
printf 'program: ../checklists/minimal\\n' >pm-onboard.yaml
mkdir -p ../checklists && cp -r '${folder}/checklists/minimal' ../checklists && pm-onboard init . --mine 2>/dev/null
pm-onboard start --name 'Ada Lovelace' --start 2026-11-23 --no-me ${people} --today 2026-11-23 >/dev/null 2>&1
${git} init -q -b main && ${git} add . && ${git} commit -qm Records`;
    const made = run('bash', ['-c', script], folder, withShims());
    expect(made.code, made.out).toBe(0);
    return { folder, records };
  }

  /** Runs a job as its service does: each step in a shell of its own on GitHub, all lines in one on GitLab. */
  function runJob(name: string, { folder, records }: { folder: string; records: string }): Result {
    const { shell = '', lines = [] } = jobs.get(name) ?? {};
    rmSync(join(base, 'npm.log'), { force: true });
    rmSync(join(folder, 'records'), { recursive: true, force: true });
    // GitHub's checkout step brings the records.
    if (shell === 'step') cpSync(records, join(folder, 'records'), { recursive: true });
    const temp = join(base, 'runner-temp');
    mkdirSync(temp, { recursive: true });
    const env = {
      ...withShims(),
      RUNNER_TEMP: temp,
      GITHUB_BASE_REF: 'main',
      GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
      NUMBER: '7',
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
      CI_MERGE_REQUEST_IID: '7',
      CI_PROJECT_ID: '3',
      CI_API_V4_URL: 'https://gitlab.example.com/api/v4',
      NOTES_TOKEN: 'token',
      RECORDS_URL: records,
    };
    const scripts = shell === 'step' ? lines : [lines.join('\n')];
    let last: Result = { code: 1, out: 'no such job' };
    for (const script of scripts) {
      last = run('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', script], folder, env);
      if (last.code !== 0) break;
    }
    return last;
  }

  function edit(folder: string, change: (text: string) => string): void {
    const file = join(folder, 'checklists/minimal/week-1.yaml');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  }

  it('are three for each service', () => {
    expect([...jobs.keys()]).toEqual([
      'GitHub: ids',
      'GitHub: impact',
      'GitHub: look-ahead',
      'GitLab: ids',
      'GitLab: impact',
      'GitLab: look-ahead',
    ]);
  });

  it.each(['GitHub: ids', 'GitLab: ids'])('%s finds an id that goes', (name) => {
    const made = repository();
    expect(runJob(name, made)).toMatchObject({ code: 0 });
    edit(made.folder, (text) => text.replace('id: list-puzzles', 'id: list-riddles'));
    const { code, out } = runJob(name, made);
    expect(out).toContain('the id `list-puzzles` is gone');
    expect(code).toBe(1);
  });

  it.each(['GitHub: impact', 'GitLab: impact'])(
    '%s tells whom a change touches, where it touches somebody',
    (name) => {
      const made = repository();
      const quiet = runJob(name, made);
      expect(quiet.code, quiet.out).toBe(0);
      expect(npmCalls()).not.toMatch(/^(?:gh|curl)/m);
      edit(made.folder, (text) => text.replace('takes: 2 h', 'takes: 90 min'));
      const { code, out } = runJob(name, made);
      expect(code, out).toBe(0);
      expect(readFileSync(join(made.folder, 'report.md'), 'utf8')).toContain('This edit touches 1 hire');
      expect(npmCalls()).toMatch(
        name.startsWith('GitHub')
          ? /^gh pr comment 7 --body-file report\.md$/m
          : /^curl .*body@report\.md .*merge_requests\/7\/notes$/m,
      );
    },
  );

  it.each(['GitHub: look-ahead', 'GitLab: look-ahead'])(
    '%s looks at the days to come and at links',
    (name) => {
      const made = repository();
      // Without a link in it nobody is asked, and with holidays up to a day that is far off there is nothing to find.
      for (const file of ['week-1.yaml', 'month-1.yaml'])
        writeFileSync(
          join(made.folder, 'checklists/minimal', file),
          readFileSync(join(made.folder, 'checklists/minimal', file), 'utf8').replaceAll(
            /^ +(?:links:|- title: .*\n +url:|url:).*\n/gm,
            '',
          ),
        );
      const { out } = runJob(name, made);
      expect(out).toMatch(/--horizon \+90d: \w+ \d+ \w+/);
    },
  );
});

describe('the hook for pre-commit', () => {
  const [hook, ...otherHooks] = manifest;
  const examples = fences.filter(({ info }) => info === 'yaml pre-commit');

  /** The hook as pre-commit calls it: whatever the commit holds, without names of files. */
  function commit(cwd: string, { args } = hook as Pick<Hook, 'args'>): Result {
    const [program = '', ...words] = (hook?.entry ?? '').split(' ');
    return run(program, [...words, ...args], cwd, withShims());
  }

  it('is one, of keys that pre-commit knows', () => {
    expect(otherHooks).toEqual([]);
    expect(Object.keys(hook ?? {}).sort()).toEqual(
      ['always_run', 'args', 'description', 'entry', 'id', 'language', 'name', 'pass_filenames'].sort(),
    );
    expect(hook).toMatchObject({
      id: 'pm-onboard-lint',
      language: 'node',
      always_run: true,
      pass_filenames: false,
    });
  });

  it('is a manifest, and the examples are configurations, by pre-commit itself', (context) => {
    if (run('pre-commit', ['--version'], root).code !== 0) return context.skip('no pre-commit here');
    const manifest = run('pre-commit', ['validate-manifest', '.pre-commit-hooks.yaml'], root);
    expect(manifest.code, manifest.out).toBe(0);
    for (const [at, { text }] of fences.filter(({ info }) => info.startsWith('yaml pre-commit')).entries()) {
      const file = join(base, `config-${at}.yaml`);
      writeFileSync(file, text);
      const config = run('pre-commit', ['validate-config', file], root);
      expect(config.code, config.out).toBe(0);
    }
  });

  it('finds what is wrong, in settings and calendars too, and what a deleted file leaves behind', () => {
    const folder = team();
    expect(commit(folder)).toMatchObject({ code: 0 });
    rmSync(join(folder, 'checklists/minimal/month-1.yaml'));
    expect(commit(folder)).toMatchObject({
      code: 1,
      out: expect.stringContaining('the phase `month-1` has no file'),
    });
    const settings = team();
    writeFileSync(join(settings, 'pm-onboard.yaml'), 'calendar: { holidays: [gone.ics] }\n');
    expect(commit(settings)).toMatchObject({
      code: 1,
      out: expect.stringContaining('there is no file `gone.ics`'),
    });
    const { code, out } = commit(brokenTeam());
    expect(out).toContain(mistake);
    expect(code).toBe(1);
  });

  it.each(examples.map(({ text, line }) => [line, text] as const))(
    'finds what is wrong by the example on line %i',
    (_, text) => {
      const { repos } = parse(text);
      expect(repos).toHaveLength(1);
      expect(repos[0].rev).toBe(`v${version}`);
      const [{ id, ...own }] = repos[0].hooks;
      expect(id).toBe(hook?.id);
      const used = { ...hook, ...own } as Hook;
      expect(used.args).toContain('--');
      const wrong = commit(brokenTeam(), used);
      expect([commit(team(), used).code, wrong.code]).toEqual([0, 1]);
      expect(wrong.out).toContain(mistake);
    },
  );

  it('runs as the program of the system, by pre-commit itself', (context) => {
    if (run('pre-commit', ['--version'], root).code !== 0) return context.skip('no pre-commit here');
    const [example] = fences.filter(({ info }) => info === 'yaml pre-commit-system');
    for (const [folder, code] of [
      [team(), 0],
      [brokenTeam(), 1],
    ] as const) {
      writeFileSync(join(folder, '.pre-commit-config.yaml'), example?.text ?? '');
      const script = 'git init -q && git add . && pre-commit run';
      const result = run('bash', ['-e', '-c', script], folder, {
        ...withShims(),
        PRE_COMMIT_HOME: join(base, 'pre-commit'),
      });
      expect(result.code, result.out).toBe(code);
      expect(result.out.includes(mistake)).toBe(code === 1);
    }
  });
});
