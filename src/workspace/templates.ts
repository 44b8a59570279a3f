/** Templates on disk: those that ship, and the files of users. */
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exits, UserError } from '../errors.ts';
import { idPattern } from '../program/grammar.ts';
import { nearest } from '../program/nearest.ts';
import { describeProblem } from '../program/problem.ts';
import { readTemplate, type Template } from '../program/template.ts';
import { bytesFrom } from './named-file.ts';

const templateFolder = 'checklists/templates';

/**
 * @param wanted the name of a template that ships, or the path of a file
 * @param root where the program is installed
 * @param cwd what a path begins at
 * @throws UserError with every problem found (exit 2), or where there is no such file (exit 3)
 */
export function loadTemplate(wanted: string, root: string, cwd: string): Template {
  const path = idPattern.test(wanted) ? shippedTemplate(wanted, root) : resolve(cwd, wanted);
  const { template, problems } = readTemplate(wanted, bytesFrom('--from', path, wanted));
  if (template) return template;
  throw new UserError(
    `the template ${wanted} can't be used:`,
    'mend the file and run the command again',
    exits.usage,
    problems.map((each) => `  ${describeProblem(each)}`),
  );
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
