import type { EvidenceKind } from '../program/model.ts';

/** What an item wants instead of the given evidence; undefined where it will do. */
export function checkEvidence(wanted: EvidenceKind, given: string): string | undefined {
  const text = given.trim();
  if (wanted !== 'url') return text === '' ? 'a few words' : undefined;
  return /^https?:\/\/\S+$/.test(text) && URL.canParse(text) ? undefined : 'a link, such as https://…';
}
