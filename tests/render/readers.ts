/** What readers of Markdown make of a text: the text that people see, where its links lead, and what it does beside that. */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { Marked } from 'marked';

export interface Read {
  readonly text: string;
  readonly addresses: readonly string[];
  /** Mentions, pictures, HTML, emoji and the like. */
  readonly live: readonly string[];
}

/** What GitHub makes of the text outside code once it is HTML. */
const liveOnGitHub = /(?<![A-Za-z0-9_/])@[a-z0-9][\w-]*|(?<![\w&])#\d+\b|:(?=[^:\s]*[a-z_])[\w+-]+:/gi;

export function onGitHub(markdown: string): Read {
  return fromHtml(new Marked({ gfm: true }).parse(markdown, { async: false }));
}

/** As {@link onGitHub}, by GitHub's own reader; undefined where it isn't installed. */
export function byCmark(markdown: string): Read | undefined {
  try {
    const html = execFileSync('cmark-gfm', [...extensions, '--unsafe'], {
      input: markdown,
      encoding: 'utf8',
    });
    return fromHtml(html);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const extensions = ['-e', 'autolink', '-e', 'table', '-e', 'tasklist', '-e', 'strikethrough'];

function fromHtml(html: string): Read {
  const tags = [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
  const outside = asText(html.replace(/<code>.*?<\/code>/gs, ' ` ').replace(/<a [^>]*>.*?<\/a>/gs, ' ` '));
  return {
    text: asText(html.replace(/<br>/g, ' ').replace(/\n/g, ' ')),
    addresses: [...html.matchAll(/<a href="([^"]*)"/g)].map(([, href = '']) => asText(href)),
    live: [
      ...tags.filter((tag) => !/^<\/?(?:p|a|ul|li|code|br|strong|input|blockquote)[ />]/.test(tag)),
      ...(outside.match(liveOnGitHub) ?? []),
    ],
  };
}

/** The text that a reader sees. */
export function asText(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

interface Node {
  readonly type: string;
  readonly literal: string | null;
  readonly destination: string | null;
  readonly mentionName?: string;
  readonly channelName?: string;
  readonly emojiName?: string;
  readonly parent: Node | null;
}

interface CommonMark {
  readonly Parser: new (options?: {
    urlFilter?: (url: string) => boolean;
  }) => {
    parse(text: string): { walker(): { next(): { node: Node; entering: boolean } | null } };
  };
}

// The package's own types are of its ES form, which Node doesn't find.
const { Parser } = createRequire(import.meta.url)('@mattermost/commonmark') as CommonMark;

/** The schemes that Mattermost links if nobody has said otherwise. */
const linked = /^(?:https?|ftp|mailto|tel):|^www|^[^:]*$/i;

/** What Mattermost's reader finds in a post. */
export function inMattermost(markdown: string): Read {
  const walker = new Parser({ urlFilter: (url) => linked.test(url) }).parse(markdown).walker();
  const read = { text: '', addresses: [] as string[], live: [] as string[] };
  for (let step = walker.next(); step !== null; step = walker.next()) {
    const { node, entering } = step;
    if (!entering) continue;
    switch (node.type) {
      case 'text':
      case 'code':
        read.text += node.literal ?? '';
        break;
      case 'softbreak':
      case 'linebreak':
        read.text += ' ';
        break;
      case 'link':
        read.addresses.push(node.destination ?? '');
        break;
      // An emoji without a letter in its name is none; there are some numbers.
      case 'emoji':
        if (/[a-z+-]/i.test(node.emojiName ?? '')) read.live.push(`emoji ${node.literal}`);
        else read.text += node.literal ?? '';
        break;
      case 'document':
      case 'paragraph':
      case 'list':
      case 'item':
      case 'checkbox':
      case 'strong':
      case 'block_quote':
        break;
      default:
        read.live.push(node.type);
    }
  }
  return read;
}

/**
 * What Slack makes of a message, by its documentation: `<address>` and `<address|text>` are links, `&amp;`, `&lt;` and `&gt;` are
 * signs, code is shown as it is, `:name:` an emoji, a text between two of `*`, `_` or `~` is shaped.
 */
export function inSlack(message: string): Read {
  const read = { text: '', addresses: [] as string[], live: [] as string[] };
  const parts = /`(?<code>[^`\n]+)`|<(?<inside>[^<>]*)>|(?<rest>[^`<]+|.)/gs;
  for (const { groups: { code, inside, rest = '' } = {} } of message.matchAll(parts)) {
    if (code !== undefined) read.text += signsOf(code);
    else if (inside !== undefined) {
      const [address = '', label = address] = inside.split('|');
      if (!/^(?:https:\/\/|mailto:)/.test(address)) read.live.push(`<${inside}>`);
      read.addresses.push(signsOf(address));
      read.text += signsOf(label);
    } else {
      read.text += signsOf(rest);
      read.live.push(
        ...(rest.match(/(?<![\p{L}\p{N}])([*_~])(?!\1)(?=\S)[^\n]*?\S\1(?![\p{L}\p{N}])/gu) ?? []),
        ...(rest.match(/(?<![A-Za-z0-9])@[a-z0-9]\w*|:(?=[^:\s]*[a-z_])[\w+-]+:/gi) ?? []),
      );
    }
  }
  return { ...read, text: read.text.replace(/^• /, '').replaceAll('\n', ' ') };
}

function signsOf(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
