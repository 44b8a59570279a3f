/**
 * `lint --links`: asks each link of the programs once a run. Links that answered well within the last day are not asked
 * again, because CI runs many times a day; `links.json` in the cache folder lists them.
 */

import { join } from 'node:path';
import { attempt } from '../errors.ts';
import type { Io } from '../io.ts';
import type { LinkAnswer } from '../lint/rule.ts';
import { urlsIn } from '../lint/rules/dead-link.ts';
import { unseen } from '../long-work.ts';
import { announced, printRemark } from '../output.ts';
import { readDraft } from '../program/draft.ts';
import { plural } from '../view/words.ts';
import { type Config, configName } from '../workspace/config.ts';
import { makeFolders, ownFolder, readRegularFile, replaceFile } from '../workspace/files.ts';
import type { LintTarget } from '../workspace/lint-targets.ts';
import { isPrivate } from '../workspace/owner.ts';
import type { Unasked } from './links.ts';

interface LinkSource {
  /** Address → answer, for the links of the target that may be asked. */
  of(target: LintTarget, config: Config): Promise<ReadonlyMap<string, LinkAnswer>>;
  /** Saves the good answers for the next run, and says on stderr which links were not asked. */
  close(): void;
}

const lately: LinkAnswer = { ok: true, answer: 'it answered within the last day' };

/** @param inner hosts that the caller has named: they are asked even if they are in a private network */
export async function openLinks(io: Io, inner: readonly string[]): Promise<LinkSource> {
  // Loads Node's network modules, which lint needs only for `--links`.
  const { askAll, isListed } = await import('./links.ts');
  const cached = readLinkCache(io.dirs.cache, io.now());
  const good = new Map(cached);
  const known = new Map([...cached.keys()].map((address) => [address, lately]));
  const unasked: Record<Unasked, Set<string>> = { 'not listed': new Set(), private: new Set() };
  return {
    async of({ files }, { lint: { linkHosts: hosts } }) {
      const addresses = [...new Set(urlsIn(readDraft(files)).map(({ address }) => address))];
      const isMeant = (address: string) => hosts === undefined || isListed(address, [...hosts, ...inner]);
      const meant = new Set(addresses.filter(isMeant));
      for (const address of addresses) if (!isMeant(address)) unasked['not listed'].add(address);
      const open = [...meant].filter((address) => !known.has(address));
      const ask = (step = unseen) => askAll(open, { hosts, inner, now: io.now }, step);
      const told =
        open.length === 0
          ? await ask()
          : await announced(io, io.speech ? `Asking ${plural(open.length, 'link')}` : 'Asking links', ask);
      for (const [address, asked] of told) {
        if (typeof asked === 'string') unasked[asked].add(address);
        else known.set(address, asked);
        if (typeof asked === 'object' && asked.ok) good.set(address, io.now().getTime());
      }
      return new Map([...known].filter(([address]) => meant.has(address)));
    },
    close() {
      if (good.size > cached.size) writeLinkCache(io.dirs.cache, good);
      remarkUnasked(io, unasked);
    },
  };
}

function remarkUnasked(io: Io, unasked: Record<Unasked, ReadonlySet<string>>): void {
  const list = `\`lint: { links: { hosts: […] } }\` in ${configName}`;
  const why: Record<Unasked, string> = {
    'not listed': `the host is not among ${list}`,
    private: 'it leads into a private network; where that is meant: lint --links --private-host HOST',
  };
  for (const reason of ['not listed', 'private'] as const) {
    const addresses = [...unasked[reason]];
    if (addresses.length === 0) continue;
    const count = addresses.length === 1 ? '1 link was' : `${addresses.length} links were`;
    printRemark(io, `${count} not asked (${hostsOf(addresses)}): ${why[reason]}`);
  }
}

/** The first three hosts, and `…` where there are more. */
function hostsOf(addresses: readonly string[]): string {
  const hosts = [...new Set(addresses.map((address) => new URL(address).host))];
  return hosts.length > 3 ? `${hosts.slice(0, 3).join(', ')} …` : hosts.join(', ');
}

const millisecondsPerDay = 86_400_000;

/** Address → the instant at which it answered, in milliseconds. */
type LinkCache = ReadonlyMap<string, number>;

/** The links that answered well within the last day; empty where the cache is missing or damaged. */
export function readLinkCache(folder: string, now: Date): LinkCache {
  const text = isPrivate(folder) ? attempt(() => readRegularFile(fileIn(folder))?.toString()) : undefined;
  const entries = attempt(() => Object.entries(JSON.parse(text ?? '{}') as Record<string, unknown>)) ?? [];
  return new Map(
    entries.filter((entry): entry is [string, number] => {
      const age = now.getTime() - Number(entry[1]);
      return typeof entry[1] === 'number' && age >= 0 && age < millisecondsPerDay;
    }),
  );
}

/** Writes the cache. If that fails, the next run takes longer but gives the same answers. */
export function writeLinkCache(folder: string, cache: LinkCache): void {
  attempt(() => {
    makeFolders(folder, ownFolder);
    replaceFile(fileIn(folder), Buffer.from(JSON.stringify(Object.fromEntries(cache))));
  });
}

function fileIn(folder: string): string {
  return join(folder, 'links.json');
}
