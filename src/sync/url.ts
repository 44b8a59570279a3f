/** Where others find a repository: as it is given, and as it may be shown. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../errors.ts';

/**
 * The URL of a remote, as a person gives it.
 * @param flag that it came by
 * @throws UserError where it is none that is used here
 */
export function remoteUrl(text: string, cwd: string, flag: string): string {
  const url = text.trim();
  if (url === '' || url.startsWith('-') || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(url))
    throw new UserError(`${flag}: "${text}" is no URL`, 'give the one that git clone takes');
  if (/^[\w.+-]+::/.test(url))
    throw new UserError(
      `${flag}: ${url} is no kind of URL that is used here`,
      'give one of https, ssh, git or file',
    );
  if (/^\w+:\/\/[^/@]*:[^/@]*@/.test(url))
    throw new UserError(
      `${flag}: there is a password in the URL`,
      'leave it out: git asks for it, or keeps it for you',
    );
  // A path means the same from wherever it is used.
  return existsSync(resolve(cwd, url)) ? resolve(cwd, url) : url;
}

/** The text with the passwords in its URLs left out. */
export function shownUrl(text: string): string {
  return text.replace(/(\w:\/\/)[^/@\s]*@/g, (all, scheme: string) =>
    all.slice(scheme.length).includes(':') ? `${scheme}…@` : all,
  );
}
