import { entriesOf, listAt, textAt } from '../../program/draft.ts';
import type { Edit } from '../../program/problem.ts';
import type { Located } from '../../program/yaml.ts';
import { atValue, type Found, type Rule } from '../rule.ts';
import { rangeIn } from '../texts.ts';

export const insecureLink: Rule = {
  id: 'insecure-link',
  severity: 'warning',
  why: 'What travels by http can be read and changed on its way, sign-in pages above all.',
  check: ({ draft }) =>
    entriesOf(draft)
      .flatMap((entry) => listAt(entry, 'links'))
      .flatMap((link) => insecure(textAt(link, 'url'))),
};

function insecure(url: Located<string> | undefined): Found[] {
  if (!url || !/^http:\/\//.test(url.value) || !URL.canParse(url.value)) return [];
  const { hostname } = new URL(url.value);
  if (isPrivate(hostname)) return [];
  const message = `the address of ${hostname} begins with \`http:\``;
  // A port serves either http or https, so an address with a port can't simply be changed to https.
  if (/^http:\/\/[^/?#]*:\d*(?:[/?#]|$)/.test(url.value))
    return [atValue(url, message, 'give its address by `https:`, if it has one')];
  return [atValue(url, message, 'write `https:`', securing(url))];
}

function securing(url: Located<string>): Edit[] {
  const { yaml } = url;
  const [from, to] = rangeIn(url, 0, 'http:');
  // An address with YAML escapes in it can't be edited in place.
  return yaml.text.startsWith(url.value, from) ? [{ file: yaml.file, from, to, text: 'https:' }] : [];
}

/** Whether the host is this machine or in a private network, where certificates are rare. */
function isPrivate(host: string): boolean {
  return !/[.:]/.test(host) || privateNames.test(host) || privateAddresses.some((each) => each.test(host));
}

const privateNames = /\.(?:localhost|local|internal|intranet|lan|home\.arpa|test)$/;

const privateAddresses = [
  /^(?:10|127)\.\d+\.\d+\.\d+$/,
  /^(?:192\.168|169\.254)\.\d+\.\d+$/,
  /^172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+$/,
  /^\[(?:::1|f[cd].*|fe[89ab].*)\]$/,
];
