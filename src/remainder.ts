/** A text of bytes that tells them from others without a hash: loading node:crypto takes a sixth of the time of `node -e 0`. */

/** The divisor. By chance, one text in this many has the remainder of another; nothing holds it against malice. */
const prime = 2n ** 255n - 19n;

/** The remainder of the bytes, read as one number; the 1 before them makes leading zeros count. */
export function remainderOf(bytes: Buffer): string {
  return (BigInt(`0x1${bytes.toString('hex')}`) % prime).toString(36);
}
