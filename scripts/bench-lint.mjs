/**
 * `npm run bench -- lint`: measures time and peak memory of `pm-onboard lint` on 5, 200 and 2,000 checklists of about 100
 * items, and of yamllint and ajv-cli on the same files, one tool at a time. A tool that isn't installed is left out, and the
 * output says so: yamllint is a Debian package, npm fetches ajv-cli. A tool that fails, or doesn't report that all files are
 * sound, ends the bench with exit code 1, because its time would mean nothing.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const base = mkdtempSync(join(tmpdir(), 'pm-onboard-bench-'));
process.on('exit', () => rmSync(base, { recursive: true, force: true }));
const env = { PATH: process.env.PATH, HOME: base };
const checklistsPerProgram = 5;

const tools = [
  {
    name: 'pm-onboard lint',
    command: (folder) => [process.execPath, join(root, 'bin/pm-onboard.cjs'), 'lint', folder],
    // lint also counts the file of each program, beside its checklists.
    isSound: (output, count) =>
      output.replaceAll(',', '').includes(`${count + count / checklistsPerProgram} files no problems`),
  },
  ...yamllint(),
  ...ajv(),
];

console.log(
  `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} cores`,
);
for (const count of [5, 200, 2000]) {
  const folder = join(base, String(count));
  const bytes = layOut(folder, count);
  console.log(`\n${count} checklists of 100 items, ${(bytes / 2 ** 20).toFixed(1)} MiB`);
  const rows = [];
  for (const { name, command, isSound } of tools) {
    const { exit, output, ...figures } = await measure(command(folder));
    if (exit !== 0 || !isSound(output, count))
      fail(`${name} failed on ${count} checklists (exit ${exit})`, output);
    rows.push({ name, ...figures });
  }
  for (const { name, seconds, mebibytes } of rows) {
    const ratio = `${(seconds / rows[0].seconds).toFixed(2)} x`;
    console.log(
      `  ${name.padEnd(16)} ${seconds.toFixed(2).padStart(7)} s ${ratio.padStart(8)} ${mebibytes.toFixed(0).padStart(6)} MiB`,
    );
  }
}

/** Writes programs of five phases in which lint finds nothing. Returns the size of the checklists in bytes. */
function layOut(folder, count) {
  let bytes = 0;
  for (let at = 0; at < count / checklistsPerProgram; at += 1) {
    const program = join(folder, `program-${at}`);
    mkdirSync(program, { recursive: true });
    const phases = Array.from({ length: checklistsPerProgram }, (_, index) => `phase-${index + 1}`);
    const main = `id: program-${at}\ntitle: Program ${at}\nphases: [${phases.join(', ')}]\nroles:\n  buddy: { title: Buddy, required: true }\n  manager: { title: Manager }\n`;
    writeFileSync(join(program, 'program.yaml'), main);
    for (const [index, phase] of phases.entries()) {
      const text = checklist(phase, index);
      bytes += text.length;
      writeFileSync(join(program, `${phase}.yaml`), text);
    }
  }
  return bytes;
}

function checklist(phase, index) {
  const items = Array.from({ length: 100 }, (_, at) =>
    [
      `  - id: ${phase}-item-${at + 1}`,
      `    title: Learn part ${at + 1} of ${phase.replace('-', ' ')}`,
      '    details: Sit down with somebody who knows it well, and write down what was new to you.',
      `    due: day ${index * 20 + Math.floor(at / 5) + 1}`,
      '    takes: 5 min',
      `    with: [${at % 2 ? 'buddy' : 'manager'}]`,
      ...(at > 0 ? [`    after: [${phase}-item-${at}]`] : []),
      `    links: [{ title: The page about it, url: 'https://example.com/${phase}/${at}' }]`,
      '    topics: [What is it for?, Who decides on it?]',
    ].join('\n'),
  );
  return `id: ${phase}\ntitle: Phase ${index + 1}\ndue: day ${(index + 1) * 20}\nitems:\n${items.join('\n')}\n`;
}

function yamllint() {
  const rules = '{extends: default, rules: {line-length: disable, document-start: disable, braces: disable}}';
  if (spawnSync('yamllint', ['--version']).status === 0)
    return [
      {
        name: 'yamllint',
        command: (folder) => ['yamllint', '-d', rules, folder],
        isSound: (output) => output === '',
      },
    ];
  console.log('yamllint is left out: it is not installed (apt-get install yamllint)');
  return [];
}

function ajv() {
  const schema = join(root, 'schema/checklist.json');
  const got = spawnSync('npm', ['install', '--silent', '--no-audit', '--prefix', base, 'ajv-cli@5'], {
    env: process.env,
  });
  const bin = join(base, 'node_modules/ajv-cli/dist/index.js');
  if (got.status === 0 && existsSync(bin) && existsSync(schema))
    return [
      {
        name: 'ajv-cli',
        command: (folder) => [
          process.execPath,
          bin,
          'validate',
          '--strict=false',
          '-s',
          schema,
          '-d',
          join(folder, '*/phase-*.yaml'),
        ],
        // ajv-cli prints a line for each file.
        isSound: (output, count) => output.match(/ valid$/gm)?.length === count,
      },
    ];
  console.log('ajv-cli is left out: npm could not fetch it');
  return [];
}

/** Runs a command once, and asks the kernel every 5 ms for its peak memory. Returns time, memory, exit code and output. */
function measure([file, ...args]) {
  return new Promise((done) => {
    const start = process.hrtime.bigint();
    const child = spawn(file, args, { cwd: base, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, peakOf(child.pid));
    }, 5);
    child.on('error', (error) => fail(`${file} could not be started`, error.message));
    child.on('close', (exit) => {
      clearInterval(watch);
      done({ seconds: Number(process.hrtime.bigint() - start) / 1e9, mebibytes: peak / 1024, exit, output });
    });
  });
}

/** The peak memory of a process so far, in KiB; 0 if the process is gone or the system has no /proc. */
function peakOf(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Ends the bench with an error. @param output what the tool printed; its last ten lines are shown */
function fail(message, output) {
  console.error(
    `bench: ${message}${output ? `; it printed:\n${output.trim().split('\n').slice(-10).join('\n')}` : ''}`,
  );
  process.exit(1);
}
