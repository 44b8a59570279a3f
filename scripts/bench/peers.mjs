/** The tools that the bench runs beside this one: each by its ordinary name, where it is installed. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './generator.mjs';

/** Name → its version; undefined where it isn't installed. */
export function installedPeers(generator) {
  const ajv = ajvIn(generator);
  return {
    jq: versionOf('jq'),
    taskwarrior: versionOf('task'),
    'ajv-cli': existsSync(ajv) ? ajvVersion : undefined,
  };
}

function versionOf(command) {
  const { status, stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim().replace(/^\D+/, '') : undefined;
}

/** `jq -c .record` of all records. */
export function jq(workspace) {
  const names = readdirSync(join(workspace, 'hires')).filter((name) => name.endsWith('.json'));
  return {
    file: 'jq',
    args: ['-c', '.record', ...names],
    env: {},
    cwd: join(workspace, 'hires'),
    says: /^"h/,
  };
}

/** `task next` with so many tasks. */
export function taskwarrior({ base, generator }, count) {
  const folder = join(base, `task-${count}`);
  const rc = join(folder, 'taskrc');
  const env = { HOME: folder, TASKRC: rc };
  if (!existsSync(folder)) {
    mkdirSync(folder);
    writeFileSync(rc, `data.location=${folder}\nconfirmation=off\n`);
    const given = ['import', join(generator.tasks(count), 'tasks.json')];
    const { status, stderr } = spawnSync('task', given, {
      env: { PATH: process.env.PATH, ...env },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`task import: ${stderr}`);
  }
  return { file: 'task', args: ['next'], env, cwd: folder, says: /Learn thing number/ };
}

const ajvVersion = '5.0.0';

/** npm fetches it once a day: it is no dependency of this repository. */
function ajvIn(generator) {
  const folder = generator.make('ajv-cli', (place) => {
    spawnSync('npm', ['install', '--silent', '--no-audit', '--prefix', place, `ajv-cli@${ajvVersion}`]);
  });
  return join(folder, 'node_modules/ajv-cli/dist/index.js');
}

/** `ajv validate` of so many checklists, with the schema that editors get. */
export function ajv({ base, generator }, folder) {
  const schema = join(root, 'schema/checklist.json');
  const args = ['validate', '--strict=false', '-s', schema, '-d', join(folder, '*/phase-*.yaml')];
  return { args: [ajvIn(generator), ...args], env: {}, cwd: base, says: / valid$/m };
}
