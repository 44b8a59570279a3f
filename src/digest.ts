/** Hashes and random names. Loading node:crypto takes 4 ms, so it is loaded at the first hash or name, not at the start. */

let crypto: typeof import('node:crypto') | undefined;

export function sha256(content: Uint8Array | string, encoding: 'hex' | 'base64url' = 'hex'): string {
  // Asking for the module takes a tenth of the time of a short hash.
  crypto ??= process.getBuiltinModule('node:crypto');
  return crypto.hash('sha256', content, encoding);
}

/** A name of that many random bytes, in hexadecimal: two characters a byte. */
export function randomName(bytes: number): string {
  return process.getBuiltinModule('node:crypto').randomBytes(bytes).toString('hex');
}
