/** V8 says itself which flags a piece of work has: compiled code that was kept under others doesn't fit. */
import { Script } from 'node:vm';

const source = 'let sum = 0; for (let n = 0; n < 10; n += 1) sum += n; sum;';
const cachedData = new Script(source).createCachedData();
let files = 0;

/** Whether compiled code fits that was made when this file was loaded. */
export function fits(): boolean {
  files += 1;
  // V8 knows a script of the same file again.
  return new Script(source, { cachedData, filename: `fits-${files}` }).cachedDataRejected === false;
}
