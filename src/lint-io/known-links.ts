/** What `lint --links` knows of the links in programs: each is asked once a run, and not at all where it answered well lately. */
import type { Io } from '../io.ts';
import type { LinkAnswer } from '../lint/rule.ts';
import { urlsIn } from '../lint/urls.ts';
import { printRemark } from '../output.ts';
import { readDraft } from '../program/draft.ts';
import { type Config, configName } from '../workspace/config.ts';
import { readLinkCache, writeLinkCache } from '../workspace/link-cache.ts';
import type { LintTarget } from '../workspace/lint-targets.ts';
import type { Unasked } from './links.ts';

interface LinkSource {
  /** Address → answer, for those of the target's links that may be asked. */
  of(target: LintTarget, config: Config): Promise<ReadonlyMap<string, LinkAnswer>>;
  /** Keeps what holds for the next run, and says on stderr what was not asked. */
  close(): void;
}

const lately: LinkAnswer = { ok: true, answer: 'it answered within the last day' };

export async function openLinks(io: Io): Promise<LinkSource> {
  // The only place that loads anything of the network.
  const { askAll, isListed } = await import('./links.ts');
  const cached = readLinkCache(io.dirs.cache, io.now());
  const good = new Map(cached);
  const known = new Map([...cached.keys()].map((address) => [address, lately]));
  const unasked: Record<Unasked, Set<string>> = { 'not listed': new Set(), private: new Set() };
  return {
    async of({ files }, { lint: { linkHosts: hosts } }) {
      const addresses = [...new Set(urlsIn(readDraft(files)).map(({ address }) => address))];
      const isMeant = (address: string) => hosts === undefined || isListed(address, hosts);
      const meant = addresses.filter(isMeant);
      for (const address of addresses) if (!isMeant(address)) unasked['not listed'].add(address);
      const open = meant.filter((address) => !known.has(address));
      for (const [address, asked] of await askAll(open, { hosts, now: io.now })) {
        if (typeof asked === 'string') unasked[asked].add(address);
        else known.set(address, asked);
        if (typeof asked === 'object' && asked.ok) good.set(address, io.now().getTime());
      }
      return new Map(meant.flatMap((address) => answerFor(address, known)));
    },
    close() {
      if (good.size > cached.size) writeLinkCache(io.dirs.cache, good);
      remarkUnasked(io, unasked);
    },
  };
}

function answerFor(address: string, known: ReadonlyMap<string, LinkAnswer>): [string, LinkAnswer][] {
  const answer = known.get(address);
  return answer ? [[address, answer]] : [];
}

function remarkUnasked(io: Io, unasked: Record<Unasked, ReadonlySet<string>>): void {
  const list = `\`lint: { links: { hosts: […] } }\` in ${configName}`;
  const why: Record<Unasked, string> = {
    'not listed': `the host is not among ${list}`,
    private: `it leads into a private network; where that is meant, name the host under ${list}`,
  };
  for (const reason of ['not listed', 'private'] as const) {
    const addresses = [...unasked[reason]];
    if (addresses.length === 0) continue;
    const count = addresses.length === 1 ? '1 link was' : `${addresses.length} links were`;
    printRemark(io, `${count} not asked (${hostsOf(addresses)}): ${why[reason]}`);
  }
}

/** Three of them, and whether there are more. */
function hostsOf(addresses: readonly string[]): string {
  const hosts = [...new Set(addresses.map((address) => new URL(address).host))];
  return hosts.length > 3 ? `${hosts.slice(0, 3).join(', ')} …` : hosts.join(', ');
}
