/** Reads workflows and actions with GitHub's own parser. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../cli/world.ts';

interface Grammar {
  /** What GitHub would refuse in a workflow. */
  readonly workflowFaults: (text: string) => string[];
  /** What GitHub would refuse in an `action.yml`. */
  readonly actionFaults: (text: string) => string[];
}

const entry = `
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
const faults = (parse) => (content) =>
  parse({ name: 'file.yml', content }, new NoOperationTraceWriter()).context.errors.getErrors().map(String);
export const workflowFaults = faults(parseWorkflow);
export const actionFaults = faults(parseAction);
`;

/**
 * Bundles it, because it imports JSON in a way that Node refuses.
 * @param folder takes the bundle
 */
export async function loadGrammar(folder: string): Promise<Grammar> {
  const outfile = join(folder, 'grammar.mjs');
  const stdin = { contents: entry, resolveDir: root };
  await build({ stdin, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' });
  return import(outfile);
}
