/** Lint's report → stdout and files, in the formats that were asked for. */
import { resolve } from 'node:path';
import { UserError } from './errors.ts';
import type { Io } from './io.ts';
import type { LintReport } from './lint/report.ts';
import { nearest } from './program/nearest.ts';
import type { LintFormat } from './render/lint/format.ts';
import { formats } from './render/lint/index.ts';
import { noStyle, styleFor } from './render/style.ts';
import { replaceFile } from './workspace/files.ts';

/** A format, and the file that it goes to; without one, stdout. */
export interface LintOutput {
  readonly format: LintFormat;
  readonly file?: string;
}

/**
 * @param given `NAME` or `NAME=FILE`, each; none: text, and under GITHUB_ACTIONS its annotations as well
 * @throws UserError for a format that is not known, or two that would both go to stdout
 */
export function parseOutputs(given: readonly string[], env: Io['env']): LintOutput[] {
  if (given.length === 0) return usualOutputs(env);
  const outputs = given.map((text): LintOutput => {
    const [name = '', ...file] = text.split('=');
    const format = formats.find((each) => each.name === name);
    if (format) return { format, ...(file.length > 0 ? { file: file.join('=') } : {}) };
    const names = formats.map((each) => each.name);
    const near = nearest(name, names)[0];
    throw new UserError(
      `--format: "${name}" is no format`,
      near ? `did you mean ${near}?` : `there are ${names.join(', ')}`,
    );
  });
  const [first, second] = outputs.filter(({ file }) => file === undefined);
  if (!first || !second) return outputs;
  const hint = `send one of them to a file: --format ${second.format.name}=FILE`;
  throw new UserError(`--format: ${first.format.name} and ${second.format.name} both go to stdout`, hint);
}

function usualOutputs(env: Io['env']): LintOutput[] {
  const names = env['GITHUB_ACTIONS'] === 'true' ? ['text', 'github'] : ['text'];
  return formats.filter(({ name }) => names.includes(name)).map((format) => ({ format }));
}

export function writeReport(io: Io, outputs: readonly LintOutput[], report: LintReport): void {
  const { width, colour } = io.stdout;
  for (const { format, file } of outputs) {
    if (file === undefined)
      io.stdout.write(format.render(report, { width: Math.min(width, 120), style: styleFor(colour) }));
    else
      replaceFile(
        resolve(io.cwd, file),
        Buffer.from(format.render(report, { width: 100, style: noStyle })),
        undefined,
        0o644,
      );
  }
}
