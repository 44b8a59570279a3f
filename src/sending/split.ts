/** Cuts a message into posts that a chat takes whole. Pure. */

/**
 * The most characters of a post: old Mattermost servers cut after 4,000, in the middle of a word, and newer ones and Slack take more.
 * Counted as UTF-16 does, which is never less than they count.
 */
export const mostCharacters = 3_900;

/**
 * The text in posts, cut at lines, and before a part of it rather than within: an empty line in the second half of a post is where it
 * ends. Only a line that is too long by itself is cut, at a blank where it has one.
 */
export function postsOf(text: string, most = mostCharacters): string[] {
  const posts: string[] = [];
  let lines = text
    .trim()
    .split('\n')
    .flatMap((line) => piecesOf(line, most));
  while (lines.length > 0) {
    const fit = fitting(lines, most);
    const end = fit < lines.length ? endOfPart(lines.slice(0, fit)) : fit;
    const post = lines.slice(0, end).join('\n').trim();
    if (post !== '') posts.push(post);
    lines = lines.slice(end);
  }
  return posts;
}

/** How many lines from the first on fit into a post; at least one. */
function fitting(lines: readonly string[], most: number): number {
  let length = 0;
  for (const [at, line] of lines.entries()) {
    length += line.length + (at === 0 ? 0 : 1);
    if (length > most) return Math.max(1, at);
  }
  return lines.length;
}

/** How many of the lines go into the post: up to the last end of a part, if it isn't far from the end; else all. */
function endOfPart(lines: readonly string[]): number {
  // A line with an empty one before and after it is a title, which what follows belongs to.
  const gap = lines.findLastIndex(
    (line, at) => line === '' && lines[at - 1] !== '' && (lines[at - 2] ?? '') !== '',
  );
  return gap > lines.length / 2 ? gap : lines.length;
}

/** The line, in pieces where it is too long; no character is cut in two. */
function piecesOf(line: string, most: number): string[] {
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > most) {
    const blank = rest.lastIndexOf(' ', most);
    let end = blank > most / 2 ? blank : most;
    if (/[\ud800-\udbff]/.test(rest.charAt(end - 1))) end -= 1;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...pieces, rest];
}
