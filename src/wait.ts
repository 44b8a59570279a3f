/**
 * Stops the whole process for so many milliseconds, without using the processor. For the places that write or wait
 * synchronously, where a timer could not run.
 */
export function waitSync(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
