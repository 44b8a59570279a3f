/** Addresses: link-syntax and insecure-link. */
import { describe, expect, test } from 'vitest';
import { fixed, ofItems, worded } from './found.ts';

const linked = (url: string) =>
  ofItems(`- id: a\n  title: Read it\n  links:\n    - title: The page\n      url: ${url}\n`);

describe('link-syntax', () => {
  const words =
    '9:12 `url` must be a web address without spaces, such as `https://…`, or `mailto:` and an address';
  test.each([
    ['a mail address alone', 'ada@a.example'],
    ['mail to nobody', "'mailto:'"],
    ['mail to no address', "'mailto:ada'"],
    ['a script', "'javascript:alert(1)'"],
    ['a path', '/handbook'],
    ['no scheme', 'a.example/page'],
    ['a space in the path', "'https://a.example/my page'"],
    ['a space at the end', "'https://a.example/ '"],
    ['a space in front', "' https://a.example/'"],
    ['a line break', '"https://a.example/\\npage"'],
    ['no host', "'https:///page'"],
    ['no host but a query', "'https://?q=1'"],
    ['no host but a port', "'https://:443/'"],
    ['no host but an at', "'https://@a.example/'"],
    ['an impossible port', "'https://a.example:99999/'"],
    ['a placeholder', 'https://…'],
    ['a number', '5'],
  ])('%s', (_, url) => {
    expect(worded('link-syntax', linked(url))).toEqual([words]);
  });

  test.each([
    ['a password', 'https://ada:secret@a.example/'],
    ['a user name', 'https://ada@a.example/'],
    ['a password alone', 'https://:secret@a.example/'],
  ])('%s', (_, url) => {
    const secret = '9:12 `url` must not hold a user name or password: all who see the checklist see it';
    expect(worded('link-syntax', linked(`'${url}'`))).toEqual([secret]);
  });

  test.each([
    'https://a.example',
    'http://wiki/page',
    'https://a.example:8443/x?q=1&r=a%20b#part',
    'https://medium.example/@ada',
    'https://a.example/?at=ada@b.example',
    'https://bücher.example/',
    'https://[2001:db8::1]/',
    'mailto:help@a.example',
    'mailto:help@a.example?subject=Hello%20there',
  ])('%s is fine', (url) => {
    expect(worded('link-syntax', linked(`'${url}'`))).toEqual([]);
  });
});

describe('insecure-link', () => {
  test('says whose address it is, and writes https', () => {
    const files = linked("'http://a.example/x?next=http://b.example' # http:");
    expect(worded('insecure-link', files)).toEqual(['9:12 the address of a.example begins with `http:`']);
    expect(fixed('insecure-link', files)).toBe(
      linked("'https://a.example/x?next=http://b.example' # http:")['one.yaml'],
    );
  });

  test('without quotes, and in a group', () => {
    const group = (scheme: string) =>
      ofItems(
        `- { id: g, title: G, links: [{ title: T, url: ${scheme}://a.example }], items: [{ id: a, title: A }] }\n`,
      );
    expect(worded('insecure-link', group('http'))).toEqual([
      '5:47 the address of a.example begins with `http:`',
    ]);
    expect(fixed('insecure-link', group('http'))).toBe(group('https')['one.yaml']);
  });

  test.each(['http://a.example:8080/', '"\\x68ttp://a.example?to=http:"'])(
    '%s has no one right answer',
    (url) => {
      const files = linked(url);
      expect(worded('insecure-link', files)).toHaveLength(1);
      expect(fixed('insecure-link', files)).toBe(files['one.yaml']);
    },
  );

  test.each([
    'https://a.example',
    'http://localhost:3000/',
    'http://app.localhost/',
    'http://wiki/page',
    'http://ci.internal/',
    'http://printer.local/',
    'http://10.1.2.3/',
    'http://127.0.0.1/',
    'http://192.168.0.1/',
    'http://172.16.0.1/',
    'http://172.31.255.1/',
    'http://169.254.1.1/',
    'http://[::1]:80/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
  ])('%s is fine', (url) => {
    expect(worded('insecure-link', linked(`'${url}'`))).toEqual([]);
  });

  test.each([
    'http://172.32.0.1/',
    'http://11.0.0.1/',
    'http://10.example.com/',
    'http://localhost.example.com/',
    'http://[2001:db8::1]/',
  ])('%s is not', (url) => {
    expect(worded('insecure-link', linked(`'${url}'`))).toHaveLength(1);
  });
});
