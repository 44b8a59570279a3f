/** Hashes and random names. Loading node:crypto takes 4 ms, so it is loaded at the first hash or name, not at the start. */

export function sha256(content: Uint8Array | string, encoding: 'hex' | 'base64url' = 'hex'): string {
  return process.getBuiltinModule('node:crypto').hash('sha256', content, encoding);
}

/** A name of that many random bytes, in hexadecimal: two characters a byte. */
export function randomName(bytes: number): string {
  return process.getBuiltinModule('node:crypto').randomBytes(bytes).toString('hex');
}
