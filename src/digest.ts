/** Hashes and random names. node:crypto is loaded when one is wanted: help needs none, and loading it takes 4 ms. */

export function sha256(content: Uint8Array | string, encoding: 'hex' | 'base64url' = 'hex'): string {
  return process.getBuiltinModule('node:crypto').hash('sha256', content, encoding);
}

/** So many random bytes, in hexadecimal. */
export function randomName(bytes: number): string {
  return process.getBuiltinModule('node:crypto').randomBytes(bytes).toString('hex');
}
