/** Checks an output as the readers of its format do: by the format's schema, or by a grammar if it has no schema. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import Draft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { validateXML } from 'xmllint-wasm';
import type { FormatName } from '../../../src/render/lint/index.ts';
import { root } from '../../cli/world.ts';
import { commandsIn } from './runner.ts';

/** What is wrong with an output; nothing where it is as it should be. */
export type Oracle = (output: string) => readonly string[] | Promise<readonly string[]>;

function schemaText(name: string): string {
  return readFileSync(join(root, 'tests/fixtures/schemas', name), 'utf8');
}

function jsonOracle(name: string): Oracle {
  const schema = JSON.parse(schemaText(name));
  const ajv = schema.$schema.includes('draft-04')
    ? // One of the patterns in SARIF's schema is none under `u`.
      new Draft04({ strict: false, unicodeRegExp: false })
    : new Ajv();
  addFormats.default(ajv as Ajv);
  const validate = ajv.compile(schema) as ValidateFunction;
  return (output) => {
    validate(JSON.parse(output));
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
  };
}

function xmlOracle(name: string): Oracle {
  return async (output) => {
    const { errors } = await validateXML({
      xml: { fileName: 'report.xml', contents: output },
      schema: schemaText(name),
    });
    return errors.map(({ rawMessage }) => rawMessage);
  };
}

/** Each line by itself; the last one is ended. */
function lineOracle(grammar: RegExp): Oracle {
  return (output) => {
    const lines = output.split('\n');
    const unended = lines.pop() === '' ? [] : ['the last line is not ended'];
    return [...unended, ...lines.filter((line) => !grammar.test(line))];
  };
}

const junit = xmlOracle('junit.xsd');
const annotation =
  /^::(error|warning) file=[^:,]+,line=\d+,endLine=\d+(,col=\d+,endColumn=\d+)?,title=[a-z-]+::.|^::notice title=pm-onboard lint::./;

export const oracles: Readonly<Record<FormatName, Oracle>> = {
  text: lineOracle(/^( ?\S.*:\d+:\d+| {2}(error|warning): .+| {2,}\S.*|[✓✗] .+|)$/),
  compact: lineOracle(/^.+:\d+:\d+: (error|warning): .+ \[[a-z-]+\]$/),
  json: jsonOracle('lint-json.json'),
  github: (output) => [
    ...(output === '' ? [] : (lineOracle(annotation)(output) as string[])),
    ...commandsIn(output).flatMap(({ name }) =>
      /^(error|warning|notice)$/.test(name) ? [] : [`command ${name}`],
    ),
  ],
  sarif: jsonOracle('sarif-2.1.0.json'),
  gitlab: jsonOracle('gitlab-code-quality.json'),
  // `file` is GitLab's and CircleCI's addition to the format.
  junit: (output) => junit(output.replace(/(<testcase [^>]*?) file="[^"]*"/g, '$1')),
  checkstyle: xmlOracle('checkstyle.xsd'),
  rdjson: jsonOracle('rdjson.json'),
};
