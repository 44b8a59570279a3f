/**
 * A share: a file that brings a hire's record to another machine, with the programs that the record is pinned to. The record in
 * it has the team where the run is kept, so that its dates and roles are the same wherever it is opened.
 */
import { sha256 } from '../digest.ts';
import { isCompiled, unknownKeysIn } from '../program/compiled.ts';
import { compiledText, type Program } from '../program/model.ts';
import { isEmpty, isMap, noJson, strangeFormat, tooNested } from './event.ts';
import { formatRecord, type HireRecord, RecordError, recordFormat, recordFrom } from './record.ts';

export const shareFormat = 2;
export const shareKind = 'pm-onboard share';

export interface Share {
  readonly record: HireRecord;
  /** Digest of a program → the compiled program. */
  readonly programs: ReadonlyMap<string, Program>;
}

/** Thrown by {@link parseShare}; `message` says what is wrong with the file, in words that follow the file's name. */
export class ShareError extends Error {
  /** @param newer whether a later version of pm-onboard could read the share */
  constructor(
    message: string,
    readonly newer = false,
  ) {
    super(message);
  }
}

/** The text of a share: the same record and programs always have the same bytes. Damaged events are left out. */
export function formatShare({ record, programs }: Share): string {
  const head = `"format":${shareFormat},"kind":${JSON.stringify(shareKind)}`;
  const lines = [...programs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([digest, program]) => `${JSON.stringify(digest)}:${JSON.stringify(program)}`);
  const text = formatRecord({ ...record, damaged: [] }).trimEnd();
  return `{${head},"record":${text},\n"programs":{\n${lines.join(',\n')}\n}}\n`;
}

/**
 * Reads a share, which may come from anybody. A program has to fit its hash; events that don't fit theirs go into `damaged`.
 * The id of the hire is not checked here, so a caller has to check it before it makes a file's name from it.
 * @throws ShareError where the text is not a share, or this version can't take it
 */
export function parseShare(text: string): Share {
  const { record, programs } = shareIn(text);
  return { record: recordIn(record), programs: programsIn(programs) };
}

function shareIn(text: string): Record<string, unknown> {
  if (text.trim() === '') throw new ShareError(isEmpty);
  const value = jsonIn(text);
  if (!isMap(value)) throw new ShareError(otherKind);
  const { format, kind } = value;
  if (kind !== shareKind)
    throw new ShareError(typeof value['record'] === 'string' ? 'it is the record itself' : otherKind);
  if (!Number.isInteger(format) || Number(format) < 1) throw new ShareError(strangeFormat);
  if (Number(format) < shareFormat)
    throw new ShareError(`it is of format ${format}, which no released version has written`);
  if (Number(format) > shareFormat)
    throw new ShareError(`it was written by a newer pm-onboard (format ${format})`, true);
  return value;
}

const otherKind = 'it is another kind of JSON';
const noProgram = 'its program is not one of pm-onboard';

function jsonIn(text: string): unknown {
  if (nesting(text) > mostNesting) throw new ShareError(tooNested);
  try {
    return JSON.parse(text, refuseProto);
  } catch (error) {
    if (error instanceof ShareError) throw error;
    throw new ShareError(noJson);
  }
}

/** How deep a share may be nested, the same as for a checklist; a real share has a depth of seven. */
const mostNesting = 64;

/** How deep the brackets of a JSON text are nested, counted without recursion, so that a deep text can't exhaust the stack. */
function nesting(text: string): number {
  let [depth, most, quoted] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') quoted = !quoted;
    else if (quoted) at += sign === '\\' ? 1 : 0;
    else if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}

function refuseProto(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new ShareError('it holds the key `__proto__`');
  return value;
}

function recordIn(value: unknown): HireRecord {
  let record: HireRecord;
  try {
    record = recordFrom(value);
  } catch (error) {
    if (error instanceof RecordError) throw new ShareError(`its record can't be read: ${error.message}`);
    throw error;
  }
  if (!Number.isInteger(record.format) || record.format < 1)
    throw new ShareError('the format of its record is unknown');
  if (record.format > recordFormat)
    throw new ShareError(`its record was written by a newer pm-onboard (format ${record.format})`, true);
  if (record.forgotten) throw new ShareError('the hire was forgotten where it comes from');
  if (!record.team) throw new ShareError("it doesn't say who the team is");
  return record;
}

function programsIn(value: unknown): Map<string, Program> {
  if (!isMap(value)) throw new ShareError('it has no programs');
  return new Map(Object.entries(value).map(([digest, program]) => [digest, programIn(digest, program)]));
}

function programIn(digest: string, value: unknown): Program {
  const format = isMap(value) ? value['format'] : undefined;
  if (typeof format === 'number' && format > 1)
    throw new ShareError(`its program was written by a newer pm-onboard (format ${format})`, true);
  if (!isMap(value)) throw new ShareError(noProgram);
  if (sha256(compiledText(value as unknown as Program)) !== digest)
    throw new ShareError('its program does not fit its hash');
  if (!isCompiled(value)) {
    const [key] = unknownKeysIn(value);
    if (key === undefined) throw new ShareError(noProgram);
    throw new ShareError(
      `its program has a key that this version doesn't know, "${key.slice(0, 40)}": a newer pm-onboard wrote it`,
      true,
    );
  }
  return value;
}
