/** How often lint does what takes long, counted: a rule that reads or plans anew for itself shows up here, whatever the clock says. */
import { beforeEach, expect, test, vi } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import type { SourceFile } from '../../src/program/draft.ts';

const counts = vi.hoisted(() => ({ read: 0, byPackage: 0, plans: 0 }));

vi.mock('../../src/program/plain-yaml.ts', async (original) => {
  const module = await original<typeof import('../../src/program/plain-yaml.ts')>();
  return {
    ...module,
    readPlain: (...given: Parameters<typeof module.readPlain>) => {
      counts.read += 1;
      return module.readPlain(...given);
    },
  };
});

vi.mock('yaml', async (original) => {
  const module = await original<typeof import('yaml')>();
  class Lexer extends module.Lexer {
    constructor() {
      super();
      counts.byPackage += 1;
    }
  }
  return {
    ...module,
    Lexer,
    parseDocument: (...given: Parameters<typeof module.parseDocument>) => {
      counts.byPackage += 1;
      return module.parseDocument(...given);
    },
  };
});

vi.mock('../../src/plan/plan.ts', async (original) => {
  const module = await original<typeof import('../../src/plan/plan.ts')>();
  return {
    ...module,
    makePlan: (...given: Parameters<typeof module.makePlan>) => {
      counts.plans += 1;
      return module.makePlan(...given);
    },
  };
});

beforeEach(() => {
  Object.assign(counts, { read: 0, byPackage: 0, plans: 0 });
});

const phases = 4;

/** A program in which lint finds nothing. @param edit changes the text of the last phase */
function programOf(items: number, edit = (text: string) => text): SourceFile[] {
  const names = Array.from({ length: phases }, (_, at) => `phase-${at + 1}`);
  const phase = (name: string, at: number) => {
    const entries = Array.from(
      { length: items },
      (_, index) =>
        `  - id: ${name}-item-${index}\n    title: Learn part ${index} of ${name}\n    details: Ask # whoever knows.\n    due: day ${at * 20 + (index % 20) + 1}\n    takes: 5 min\n    with: [buddy]\n`,
    );
    return `# A phase\nid: ${name}\ntitle: The ${name}\ndue: day ${(at + 1) * 20}\nitems:\n${entries.join('')}`;
  };
  const texts = [
    [
      'program.yaml',
      `id: small\ntitle: A small program\nphases: [${names}]\nroles:\n  buddy: { title: Buddy }\n`,
    ],
    ...names.map((name, at) => {
      const text = phase(name, at);
      return [`${name}.yaml`, at === phases - 1 ? edit(text) : text];
    }),
  ];
  return texts.map(([name = '', text]) => ({ name, path: name, bytes: Buffer.from(text ?? '') }));
}

function lintIt(files: readonly SourceFile[]) {
  return lint({ files, config: {} }).map(({ file, rule }) => `${file} ${rule}`);
}

test.each([5, 50])(
  'a sound program with %i items a phase is read once, and planned once for each first day at work',
  (items) => {
    expect(lintIt(programOf(items))).toEqual([]);
    expect(counts.read, 'each file is read once').toBe(phases + 1);
    expect(counts.byPackage, 'nobody asks the yaml package, for a value or for its place').toBe(0);
    expect(counts.plans, 'a start on Saturday and one on Sunday have one plan').toBe(6);
  },
);

test('only a file with a problem is read by the package, once', () => {
  const files = programOf(5, (text) => text.replaceAll(/title: Learn .*/g, 'title: Meeting'));
  expect(lintIt(files).length).toBeGreaterThan(5);
  expect(counts.byPackage).toBe(1);
});

test('what the package has to read goes through its lexer once', () => {
  const files = programOf(5, (text) => text.replace('The phase-4', '"The \\u0041"'));
  expect(lintIt(files)).toEqual([]);
  expect(counts.byPackage).toBe(1);
});

test('dates that count back from the start are planned for each start', () => {
  expect(lintIt(programOf(5, (text) => text.replace('due: day 61', 'due: 3 days before start')))).toEqual([]);
  expect(counts.plans).toBe(7);
});
