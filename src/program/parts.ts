/** Parts: files with items that phases of several programs include. Where they stand, and which of them a program may need. */
import type { SourceFile } from './draft.ts';

/** Where the parts of a program stand, from its folder: beside it, for all programs there, or in it. */
export const partFolders = ['../parts', 'parts'] as const;

/** The form of a path in `include`. */
export const partPathPattern = /^[\w./-]+\.ya?ml$/;

/** How many parts may stand in one another: a phase includes the first, that one the second, and so on. */
export const mostNested = 5;

/**
 * The name of a part from the program's folder.
 * @param written the path as it stands in `include`
 * @param from the name of the file that it stands in, from the program's folder
 * @returns undefined where the path leads to no file of a folder for parts
 */
export function partName(written: string, from: string): string | undefined {
  const above = from.split('/').slice(0, -1);
  const steps = written.split('/');
  const file = steps.pop() ?? '';
  for (const step of steps) {
    if (step === '.') continue;
    if (step === '..' && above.length > 0 && above.at(-1) !== '..') above.pop();
    else above.push(step);
  }
  const folder = above.join('/');
  return isPart({ name: `${folder}/${file}` }) ? `${folder}/${file}` : undefined;
}

/** Whether a file of a program is a part, by its name from the program's folder. */
export function isPart({ name }: Pick<SourceFile, 'name'>): boolean {
  return /^(?:\.\.\/)?parts\/[\w-][\w.-]*\.ya?ml$/.test(name);
}

/** Whether a program's files include anything, or look like it. */
export function mayInclude(files: readonly SourceFile[]): boolean {
  return files.some(({ bytes }) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('include'),
  );
}

/**
 * The parts that a program's files may include, without reading YAML: those whose names stand in the files, and those whose
 * names stand in such parts. Some of them may be mentioned in a text only.
 * @param files the program's own
 * @param names of all files that stand in its folders for parts, from its folder
 * @param read the file of such a name; undefined where it is gone
 */
export function partsNamed<File extends SourceFile>(
  files: readonly SourceFile[],
  names: readonly string[],
  read: (name: string) => File | undefined,
): File[] {
  if (names.length === 0) return [];
  const texts = files.map(textOf);
  const found = new Map<string, File>();
  for (const text of texts)
    for (const name of names) {
      if (found.has(name) || !text.includes(name.slice(name.lastIndexOf('/') + 1))) continue;
      const part = read(name);
      if (!part) continue;
      found.set(name, part);
      // The loop goes on over what is added here.
      texts.push(textOf(part));
    }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function textOf({ bytes }: SourceFile): string {
  return new TextDecoder().decode(bytes);
}
