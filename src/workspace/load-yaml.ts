/** Reads the programs and templates that people write in YAML; loaded only when one is needed. */

import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { readProgram } from '../lint/lint.ts';
import { compile } from '../program/compile.ts';
import { idPattern } from '../program/grammar.ts';
import type { Program } from '../program/model.ts';
import { nearest } from '../program/nearest.ts';
import { readTemplate, type Template } from '../program/template.ts';
import { readNamedFile, shownPath } from './files.ts';
import { unusable } from './parse-config.ts';
import { readSources, sourceDigest } from './program-files.ts';
import { refuseLeadingOut } from './within.ts';

/**
 * Reads a program's folder and compiles it.
 * @param folder holds `program.yaml` and a file a phase
 * @param cwd messages name files relative to it
 * @throws UserError with every problem found (exit 2), or where the folder can't be read (exit 3)
 */
export function loadProgram(folder: string, cwd: string): Program {
  const files = readSources(folder, cwd);
  const { source, problems } = readProgram(files);
  if (source) return compile(source, sourceDigest(files));
  throw unusable(`the program in ${shownPath(folder, cwd)}`, problems);
}

const templateFolder = 'checklists/templates';

/**
 * @param wanted the name of a template that ships, or the path of a file
 * @param root where pm-onboard is installed
 * @param cwd the folder that a relative path begins at
 * @throws UserError with every problem found (exit 2), or where there is no such file (exit 3)
 */
export function loadTemplate(wanted: string, root: string, cwd: string): Template {
  const path = idPattern.test(wanted) ? shippedTemplate(wanted, root) : resolve(cwd, wanted);
  if (!idPattern.test(wanted)) refuseLeadingOut(path, cwd);
  const { template, problems } = readTemplate(wanted, readNamedFile('--from', path, wanted));
  if (template) return template;
  throw unusable(`the template ${wanted}`, problems);
}

function shippedTemplate(name: string, root: string): string {
  const folder = join(root, templateFolder);
  const names = readdirSync(folder).map((file) => file.replace(/\.yaml$/, ''));
  if (names.includes(name)) return join(folder, `${name}.yaml`);
  const [near] = nearest(name, names);
  const hint = near
    ? `did you mean ${near}?`
    : `there are: ${names.join(', ')}; a file of yours: ./${name}.yaml`;
  throw new UserError(`--from: there is no template "${name}"`, hint);
}
