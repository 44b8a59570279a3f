/**
 * A short name for a file that keeps something of a text, such as of a path. It tells the text to nobody, and needs no hash: loading
 * node:crypto takes a sixth of the time of `node -e 0`. Two texts may have the same name, so whoever reads the file looks whose it is.
 */
export function fileNameFor(text: string): string {
  // Two sums of the kind of FNV-1a (https://datatracker.ietf.org/doc/html/rfc9923), from two beginnings.
  let one = 0x811c9dc5;
  let other = 0x01000193;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x85ebca6b);
  }
  return [one, other].map((sum) => (sum >>> 0).toString(16).padStart(8, '0')).join('');
}
