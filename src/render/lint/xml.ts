/** XML from data. Characters that XML doesn't allow are made visible; the others are escaped. */
import { safeText } from '../safe.ts';

export type Attributes = Readonly<Record<string, string | number>>;

/** @param inside lines of XML, which are indented; without any, the element is empty */
export function element(name: string, attributes: Attributes, inside: readonly string[] = []): string[] {
  const tag = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escapeXml(value)}"`)];
  if (inside.length === 0) return [`<${tag.join(' ')}/>`];
  return [`<${tag.join(' ')}>`, ...inside.map((line) => `  ${line}`), `</${name}>`];
}

/** An element that holds lines of text, which are not indented. */
export function textElement(name: string, attributes: Attributes, lines: readonly string[]): string[] {
  const [tag = ''] = element(name, attributes);
  return [`${tag.slice(0, -2)}>${lines.map(escapeXml).join('\n')}</${name}>`];
}

export function document(root: readonly string[]): string {
  return `${['<?xml version="1.0" encoding="UTF-8"?>', ...root].join('\n')}\n`;
}

const entities: Partial<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML 1.0 doesn't allow U+FFFE and U+FFFF. CI would take `::` at the start of a line, or `##[`, for a command. */
function escapeXml(value: string | number): string {
  return safeText(String(value))
    .replace(/[\ufffe\uffff]/g, (character) => `<U+${character.charCodeAt(0).toString(16).toUpperCase()}>`)
    .replace(/[&<>"']/g, (character) => entities[character] ?? character)
    .replace(/^(\s*):(?=:)/, '$1&#58;')
    .replace(/#(?=#\w*\[)/g, '&#35;');
}
