/** Which paths git leaves out, by the patterns of its ignore files; no git is run. */

/** The patterns of one file, which count from its folder on. */
export interface IgnoreFile {
  /** From the root of the work tree, without a slash at the end; empty for the root. */
  readonly folder: string;
  readonly text: string;
}

/**
 * @param path from the root of the work tree, with `/`
 * @param files the later ones win
 */
export function isIgnored(path: string, files: readonly IgnoreFile[]): boolean {
  const rules = files.flatMap(({ folder, text }) =>
    text.split(/\r?\n/).flatMap((line) => ruleFrom(line, folder) ?? []),
  );
  const parts = path.split('/');
  // What lies in a folder that is left out is left out, whatever else is said of it.
  return parts.some((_, at) => {
    const above = parts.slice(0, at + 1).join('/');
    const isFolder = at < parts.length - 1;
    return rules.findLast(({ matches }) => matches(above, isFolder))?.leavesOut ?? false;
  });
}

interface Rule {
  readonly leavesOut: boolean;
  readonly matches: (path: string, isFolder: boolean) => boolean;
}

function ruleFrom(line: string, folder: string): Rule | undefined {
  const text = line.replace(/(?<!\\)\s+$/, '');
  if (text === '' || text.startsWith('#')) return undefined;
  const leavesOut = !text.startsWith('!');
  const pattern = leavesOut ? text : text.slice(1);
  const foldersOnly = pattern.endsWith('/');
  const glob = pattern.replace(/\/$/, '').replace(/^\//, '');
  const anchored = pattern.replace(/\/$/, '').includes('/');
  const expression = expressionFrom(`${anchored ? '' : '**/'}${glob}`);
  const above = folder === '' ? '' : `${folder}/`;
  return {
    leavesOut,
    matches: (path, isFolder) =>
      (isFolder || !foldersOnly) && path.startsWith(above) && expression.test(path.slice(above.length)),
  };
}

const tokens = /\*\*\/|\/\*\*$|\*+|\?|\[!?\]?[^\]]*\]|\\.|./g;

function expressionFrom(glob: string): RegExp {
  const source = glob.replace(tokens, (token) => {
    if (token === '**/') return '(?:.*/)?';
    if (token === '/**') return '/.*';
    if (token.startsWith('*')) return '[^/]*';
    if (token === '?') return '[^/]';
    if (token.length > 1 && token.startsWith('[')) return token.replace(/^\[!/, '[^').replace(/\\/g, '\\\\');
    return token.replace(/^\\(?=.)/, '').replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  });
  try {
    return new RegExp(`^${source}$`);
  } catch {
    // No pattern of git's either.
    return /(?!)/;
  }
}
