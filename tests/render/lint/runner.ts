/** Reads a log as GitHub's runner does, and finds the lines that are commands. */

export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const registered = [
  'error',
  'warning',
  'notice',
  'debug',
  'group',
  'endgroup',
  'echo',
  'add-mask',
  'add-path',
  'add-matcher',
  'remove-matcher',
  'set-env',
  'set-output',
  'save-state',
  'stop-commands',
];

/** The commands in a log, line by line. */
export function commandsIn(log: string): Command[] {
  return log.split(/\r\n|\r|\n/).flatMap((line) => commandIn(line) ?? []);
}

/** `::name key=value,key=value::data` after leading space, else `##[name key=value;key=value]data` anywhere. */
function commandIn(line: string): Command | undefined {
  const [, info, data] = /^\s*::(.*?)::(.*)$/su.exec(line) ?? [];
  const current = commandOf(info, ',', data, (text, property) =>
    unescaped(text, property ? ['%0D', '%0A', '%3A', '%2C'] : ['%0D', '%0A']),
  );
  if (current) return current;
  const [, oldInfo, oldData] = /##\[(.*?)\](.*)$/su.exec(line) ?? [];
  return commandOf(oldInfo, ';', oldData, (text) => unescaped(text, ['%3B', '%0D', '%0A', '%5D']));
}

function commandOf(
  info: string | undefined,
  separator: string,
  data: string | undefined,
  plain: (text: string, property: boolean) => string,
): Command | undefined {
  if (info === undefined) return undefined;
  const space = info.indexOf(' ');
  const name = space < 0 ? info : info.slice(0, space);
  if (!registered.includes(name.toLowerCase())) return undefined;
  const pairs = space < 0 ? [] : info.slice(space + 1).split(separator);
  const properties = pairs.flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 && at < pair.length - 1 ? [[pair.slice(0, at), plain(pair.slice(at + 1), true)]] : [];
  });
  return { name, properties: Object.fromEntries(properties), data: plain(data ?? '', false) };
}

/** One after the other, `%25` last, as the runner does. */
function unescaped(text: string, codes: readonly string[]): string {
  return [...codes, '%25'].reduce((at, code) => at.replaceAll(code, decodeURIComponent(code)), text);
}
