/** Reads evidence as people type it: a link with or without its scheme, or words. */
import { UserError } from '../errors.ts';
import type { EvidenceKind } from '../program/model.ts';
import { refusePlaceholder } from './placeholder.ts';

/**
 * The text as it is recorded. Where a link is wanted, `docs.example.com/x` gets its `https://`, and the scheme small letters.
 * @param who what wants the evidence, as a sentence begins: `--evidence: 1.3 Agree on your goals`
 * @throws UserError for a placeholder, for a link with a name or password in it, and for a text that isn't what is wanted
 */
export function evidenceFrom(text: string, wanted: EvidenceKind, who: string): string {
  const given = text.trim();
  if (given === '' && wanted !== 'url')
    throw new UserError(`${who} wants a few words`, 'say what came of it');
  refusePlaceholder(given, 'the evidence');
  if (given.split(/\s+/).some(hasPassword))
    throw new UserError(
      'the link has a name or a password in it, before the @',
      'leave that out: others read the record',
    );
  return wanted === 'url' ? linkFrom(given, who) : given;
}

function linkFrom(given: string, who: string): string {
  const [, scheme = '', rest = ''] = /^(https?):\/\/(?!\/)(.*)$/is.exec(given) ?? [];
  const link = scheme
    ? `${scheme.toLowerCase()}://${rest}`
    : isAddress(given)
      ? `https://${given}`
      : undefined;
  if (link !== undefined && !/\s/.test(link) && URL.canParse(link)) return link;
  throw new UserError(`${who} wants a link`, 'such as https://docs.example.com/x, or docs.example.com/x');
}

/** Whether a word has an address in it with a name or a password; browsers take any number of slashes before one. */
function hasPassword(word: string): boolean {
  return /:\/\/[/\\]*[^/?#]*@/.test(word);
}

/** Whether a text begins with the name of a host, such as `docs.example.com`; an address for mail is none. */
function isAddress(text: string): boolean {
  return /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?::\d+)?(?:[/?#]\S*)?$/u.test(text);
}
