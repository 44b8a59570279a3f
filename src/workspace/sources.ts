/** Reads a program's folder and compiles it: the only way from YAML files to a program. */
import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { sha256 } from '../digest.ts';
import { exits, systemCode, UserError } from '../errors.ts';
import { readProgram } from '../lint/lint.ts';
import { compile } from '../program/compile.ts';
import type { SourceFile } from '../program/draft.ts';
import type { Program } from '../program/model.ts';
import { describeProblem } from '../program/problem.ts';
import type { Config } from './config.ts';
import { programFolder } from './create.ts';
import { readRegularFile } from './files.ts';

/**
 * @param folder holds `program.yaml` and a file a phase
 * @param cwd messages name files relative to it
 * @throws UserError with every problem found (exit 2), or where the folder can't be read (exit 3)
 */
export function loadProgram(folder: string, cwd: string): Program {
  const files = readSources(folder, cwd);
  const { source, problems } = readProgram(files);
  if (!source) {
    throw new UserError(
      `the program in ${shown(folder, cwd)} can't be used:`,
      'mend the file and run the command again',
      exits.usage,
      problems.map((each) => `  ${describeProblem(each)}`),
    );
  }
  return compile(source, sourceDigest(files));
}

/** The folder of the program that new hires start with: the workspace's, else the one that ships. */
export function programFolderOf(workspace: string, { program }: Config, root: string): string {
  return program === undefined ? join(root, programFolder) : resolve(workspace, program);
}

function readSources(folder: string, cwd: string): SourceFile[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => /\.(yaml|ics)$/.test(name));
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    names = [];
  }
  if (!names.includes('program.yaml')) {
    const hint =
      '`init --checklists` writes one to start from; `program:` in pm-onboard.yaml says where it is';
    throw new UserError(`there is no program.yaml in ${shown(folder, cwd)}`, hint, exits.failed);
  }
  return names.sort().flatMap((name) => {
    const bytes = readRegularFile(join(folder, name));
    return bytes ? [{ name, path: shown(join(folder, name), cwd), bytes }] : [];
  });
}

/** SHA-256 over names and contents, in the order of the names: a calendar that moves on is noticed as a checklist is. */
function sourceDigest(files: readonly SourceFile[]): string {
  return sha256(JSON.stringify(files.map(({ name, bytes }) => [name, sha256(bytes)])));
}

function shown(path: string, cwd: string): string {
  const near = relative(cwd, path);
  return near === '' ? '.' : near.startsWith('..') ? path : near;
}
