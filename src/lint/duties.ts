/** For the rules about duties.yaml: the file that is looked at, and its values with their places. */
import type { CalendarDate } from '../dates.ts';
import type { Duties, Rotation } from '../duties/model.ts';
import type { DutiesFile } from '../duties/read.ts';
import type { Located, Path } from '../program/yaml.ts';
import type { Subject } from './rule.ts';

/** A duties.yaml, and with `--against` what it was. */
export interface DutiesSubject {
  readonly file: DutiesFile;
  /** The ids of the templates that a meeting or rotation may name; absent where nobody has looked. */
  readonly templates?: readonly string[];
  readonly before?: {
    readonly duties: Duties;
    /** The name of the place where it was so, such as `` `HEAD` ``. */
    readonly place: string;
    readonly today: CalendarDate;
  };
}

/** What a file says that can be used, and a function that makes a place of it; undefined where there is no such file. */
export function readable({ duties: subject }: Subject): (DutiesSubject & ReadableDuties) | undefined {
  const { file } = subject ?? {};
  if (!subject || !file?.duties) return undefined;
  const at = (...path: Path): Located => ({ value: undefined, yaml: file.yaml, path });
  return { ...subject, duties: file.duties, at };
}

interface ReadableDuties {
  readonly duties: Duties;
  at(...path: Path): Located;
}

/** Each rotation with its index in the file. */
export function rotationsIn({ rotations }: Duties): (readonly [number, Rotation])[] {
  return [...rotations.entries()];
}
