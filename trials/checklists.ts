/** Lints mutated, generated and overgrown YAML. Problems must have a place, and time and memory must stay small. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Problem } from '../src/program/problem.ts';
import { Home } from '../tests/cli/home.ts';
import { checklist, files, lintTexts, program } from '../tests/lint/hostile.ts';
import type { Given, Outcome, Trial } from './trial.ts';

const mostMilliseconds = 2_000;
const mostMegabytes = 200;
const mebibyte = 1024 * 1024;

/** Files of up to the largest size that is read, each with one kind of trouble. */
const overgrown: Readonly<Record<string, string>> = {
  'open brackets': '['.repeat(mebibyte - 1),
  'open braces': '{a: '.repeat(mebibyte / 4 - 1),
  'dashes on a line': '- '.repeat(mebibyte / 2 - 1),
  'indented ever more': Array.from({ length: 1_400 }, (_, n) => `${' '.repeat(n)}a:\n`).join(''),
  commas: `[${'1,'.repeat(mebibyte / 2 - 2)}]`,
  'keys without end': Array.from({ length: 90_000 }, (_, n) => `k${n}: 1\n`).join(''),
  'aliases of aliases': Array.from({ length: 40 }, (_, n) =>
    n === 0 ? 'a0: &a0 [x, x]\n' : `a${n}: &a${n} [*a${n - 1}, *a${n - 1}]\n`,
  ).join(''),
  'one long word': 'a'.repeat(mebibyte - 1),
  'one long quote': `"${'a '.repeat(mebibyte / 2 - 2)}`,
  'escapes in quotes': `"${'\\u0041'.repeat(170_000)}"`,
  comments: '# a comment\n'.repeat(87_000),
  documents: '---\na: 1\n'.repeat(100_000),
  tags: '!!js/function a\n'.repeat(60_000),
  'half bytes': '\ufffd'.repeat(300_000),
  'line ends alone': '\n'.repeat(mebibyte - 1),
  'too large': 'a: b\n'.repeat(mebibyte),
};

/** Says what keeps a person from fixing a problem, such as a missing place; undefined if nothing does. */
function flaw({ line, column, endLine, endColumn, message, rule }: Problem): string | undefined {
  if (!(line >= 1 && column >= 1)) return `${rule}: no place`;
  if (endLine < line || (endLine === line && endColumn < column)) return `${rule}: ends before it begins`;
  return message === '' || /undefined|\[object Object|NaN/.test(message) ? `${rule}: ${message}` : undefined;
}

/** Runs `lint` on the file. @returns what went wrong, how long it took and how many MB */
async function lintAlone(home: Home, name: string, text: string) {
  const folder = join(home.folder, name.replaceAll(' ', '-'));
  mkdirSync(folder);
  writeFileSync(join(folder, 'program.yaml'), program);
  writeFileSync(join(folder, 'week-1.yaml'), text);
  const [hook, peak] = [join(home.folder, 'peak.cjs'), join(folder, 'peak')];
  writeFileSync(
    hook,
    `process.on('exit', () => {
      const fs = require('node:fs');
      let kib = process.resourceUsage().maxRSS;
      try { kib = /VmHWM:\\s+(\\d+)/.exec(fs.readFileSync('/proc/self/status', 'utf8'))[1]; } catch {}
      fs.writeFileSync(process.env.PEAK, JSON.stringify({ kib: Number(kib), cpu: process.cpuUsage() }));
    });`,
  );
  const { code, stderr } = await home.run(['lint', folder], {
    env: { NODE_OPTIONS: `--require=${hook}`, PEAK: peak },
  });
  const crashed = code !== 0 && code !== 1;
  if (crashed) return { fault: `exit ${code}: ${stderr.slice(0, 300)}`, milliseconds: 0, megabytes: 0 };
  const { kib, cpu } = JSON.parse(readFileSync(peak, 'utf8'));
  // Processor time is measured, since other processes also use this machine.
  const milliseconds = (cpu.user + cpu.system) / 1_000;
  return { fault: undefined, milliseconds, megabytes: (kib * 1_024) / 1e6 };
}

export const checklists: Trial = {
  name: 'checklists',
  promise: `any YAML is read or refused in ${mostMilliseconds / 1_000} s and ${mostMegabytes} MB`,
  faults: [
    {
      what: 'YAML is not measured before its tree is built',
      edits: [
        {
          file: 'src/program/yaml.ts',
          from: 'export const maxDepth = 64;',
          to: 'export const maxDepth = 1e9;',
        },
        {
          file: 'src/program/yaml.ts',
          from: 'const maxLexemes = 50_000;',
          to: 'const maxLexemes = 1e9;',
        },
      ],
    },
    {
      what: 'a problem has no place',
      edits: [
        { file: 'src/program/yaml.ts', from: 'return { line, column,', to: 'return { line: 0, column,' },
      ],
    },
  ],
  async run({ size, folder }: Given): Promise<Outcome> {
    const broken: string[] = [];
    const numRuns = size === 'full' ? 10_000 : 500;
    let [slowest, clean] = [0, 0];
    const { failed, errorInstance, counterexample } = fc.check(
      fc.property(files, (texts) => {
        const { user, system } = process.cpuUsage();
        const problems = lintTexts(texts);
        const used = process.cpuUsage({ user, system });
        slowest = Math.max(slowest, (used.user + used.system) / 1_000);
        if (problems.length === 0) clean += 1;
        const flaws = problems.flatMap((problem) => flaw(problem) ?? []);
        if (flaws.length > 0) throw new Error(flaws[0]);
      }),
      { numRuns },
    );
    if (failed) broken.push(`${errorInstance}: ${JSON.stringify(counterexample).slice(0, 300)}`);
    else if ((size === 'full' && clean < 50) || clean > numRuns * 0.9)
      broken.push(`${clean} of ${numRuns} are clean: no trial`);
    if (lintTexts([program, checklist]).length > 0) broken.push('what is mutated is not sound');

    const home = new Home(folder);
    const names = Object.keys(overgrown);
    let largest = 0;
    for (const name of size === 'full' ? names : names.slice(0, 4)) {
      if (size === 'short' && broken.length > 0) break;
      const { fault, milliseconds, megabytes } = await lintAlone(home, name, overgrown[name] ?? '');
      slowest = Math.max(slowest, milliseconds);
      largest = Math.max(largest, megabytes);
      if (fault !== undefined) broken.push(`${name}: ${fault}`);
      if (milliseconds > mostMilliseconds) broken.push(`${name}: ${Math.round(milliseconds)} ms`);
      if (megabytes > mostMegabytes) broken.push(`${name}: ${Math.round(megabytes)} MB`);
    }
    if (slowest > mostMilliseconds && broken.length === 0)
      broken.push(`${Math.round(slowest)} ms for one file`);
    return {
      figure: `${numRuns} fuzzed files (${clean} clean) and ${size === 'full' ? names.length : 4} overgrown ones: ${broken.length} uncaught or over a limit, at most ${Math.round(slowest)} ms and ${Math.round(largest)} MB`,
      broken,
    };
  },
};
