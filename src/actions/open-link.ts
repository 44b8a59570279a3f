/** `show --open`: opens a link of an item in the browser; where that can't be done, the links are printed. */
import { spawn } from 'node:child_process';
import { exits, systemCode, UserError } from '../errors.ts';
import type { Io } from '../io.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Link } from '../program/model.ts';
import { normaliseName } from '../progress/names.ts';
import { safeText } from '../render/safe.ts';
import type { OpenRun } from '../session/run.ts';
import { viewItem } from '../view/item.ts';
import { type Outcome, unchanged } from '../view/outcome.ts';
import { hireFlag } from '../view/words.ts';

/**
 * Opens the only link of the items, the one that `which` names, or the one that the person at the terminal picks; a link that was
 * handed in for an item counts too.
 * @param which the number of a link, or a part of its title or address
 * @returns what was opened; the links stand on stdout where nothing was
 * @throws UserError if there is no link, or none that fits; with exit 4 if there are several and nobody can be asked
 */
export async function openLink(
  run: OpenRun,
  items: readonly PlannedItem[],
  which: string | undefined,
): Promise<Outcome> {
  const { io } = run.session;
  const all = linksOf(run, items);
  const links = which === undefined ? all : [linkNamed(all, which)];
  const why = whyClosed(io);
  if (why !== undefined) return printed(io, links, why);
  const link = links.length === 1 ? (links[0] as Link) : await pickLink(run, items, links);
  const address = addressOf(link.url);
  if (address === undefined)
    return printed(io, [link], 'only a link with https, and without a password in it, is opened');
  const fault = await openIn(openerFor(process.platform, io.env), address, io);
  return fault === undefined
    ? { changes: [`opened ${address}`], remarks: [], hint: '' }
    : printed(io, [link], fault);
}

/** The links of the items, each address once. @throws UserError if there are none */
function linksOf(run: OpenRun, items: readonly PlannedItem[]): Link[] {
  const views = items.map((planned) => viewItem(planned, run));
  const links = views.flatMap(({ links, evidence: { given } }) => [
    ...links,
    ...(given && /^https?:\/\/\S+$/i.test(given) ? [{ title: 'what was handed in', url: given }] : []),
  ]);
  const byUrl = new Map(links.toReversed().map((link) => [link.url, link]));
  if (byUrl.size > 0) return links.filter((link) => byUrl.get(link.url) === link);
  const [first] = views;
  throw new UserError(
    views.length === 1 ? `${first?.ref} ${first?.title} has no link` : 'none of these items has a link',
    `what it is about: pm-onboard show ${views.map(({ ref }) => ref).join(' ')}${hireFlag(run)}`,
  );
}

/** @throws UserError if no link fits, or several do */
function linkNamed(links: readonly Link[], which: string): Link {
  const asked = normaliseName(which);
  const numbered = /^\d+$/.test(asked) ? links[Number(asked) - 1] : undefined;
  const found = numbered
    ? [numbered]
    : links.filter(({ title, url }) => normaliseName(`${title} ${url}`).includes(asked));
  if (found[0] && found.length === 1) return found[0];
  throw new UserError(
    found.length > 1 ? `--link: "${which}" may be several links` : `--link: there is no link "${which}"`,
    'give the number, or a part of the title or address',
    exits.usage,
    lines(links),
  );
}

async function pickLink(run: OpenRun, items: readonly PlannedItem[], links: readonly Link[]): Promise<Link> {
  if (!run.session.mayAsk)
    throw new UserError(
      'there are several links',
      `say which: pm-onboard show ${items.map(({ ref }) => ref).join(' ')} --open --link 1${hireFlag(run)}`,
      exits.needsInput,
      lines(links),
    );
  const { askOne } = await import('../prompts.ts');
  const choices = links.map(({ title, url }, at) => ({ name: `${title}: ${url}`, value: String(at) }));
  return links[Number(await askOne('Which link?', choices))] as Link;
}

function lines(links: readonly Link[]): string[] {
  return links.map(({ title, url }, at) => `  ${at + 1}  ${title}: ${url}`);
}

function printed({ stdout }: Io, links: readonly Link[], why: string): Outcome {
  for (const { url } of links) stdout.write(`${safeText(url)}\n`);
  return unchanged(`Not opened: ${why}.`);
}

/** The address as browsers write it; undefined where it isn't one to open, whatever a checklist says. */
export function addressOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, username, password, href } = new URL(url);
  return protocol === 'https:' && username === '' && password === '' ? href : undefined;
}

/** Why no browser can be opened from here; undefined where one can. */
function whyClosed({ stdout, env }: Io): string | undefined {
  if (!stdout.terminal) return 'the output is not a terminal';
  if (env['SSH_CONNECTION'] || env['SSH_TTY']) return 'over ssh, a browser would open on the other machine';
  const hasScreen =
    ['darwin', 'win32'].includes(process.platform) || env['DISPLAY'] || env['WAYLAND_DISPLAY'];
  return hasScreen ? undefined : 'there is no display';
}

/** The program that opens an address on a platform, with the arguments before it. No shell takes part. */
export function openerFor(platform: string, env: Io['env']): readonly [file: string, ...args: string[]] {
  if (platform === 'darwin') return ['/usr/bin/open'];
  if (platform === 'win32')
    return [`${env['SystemRoot'] ?? 'C:\\Windows'}\\System32\\rundll32.exe`, 'url.dll,FileProtocolHandler'];
  return ['xdg-open'];
}

/** An opener that is still running after so many milliseconds has become the browser itself. */
const patience = 3000;

/** @returns why the address could not be opened; undefined where it was */
function openIn(
  [file, ...args]: readonly [string, ...string[]],
  address: string,
  { env, root }: Io,
): Promise<string | undefined> {
  const child = spawn(file, [...args, address], {
    cwd: root,
    env: { ...env },
    shell: false,
    detached: true,
    stdio: 'ignore',
  });
  child.unref();
  return new Promise((done) => {
    const timer = setTimeout(() => done(undefined), patience);
    const end = (fault: string | undefined) => {
      clearTimeout(timer);
      done(fault);
    };
    child.on('error', (error) =>
      end(systemCode(error) === 'ENOENT' ? `${file} is not installed` : `${file} could not be run`),
    );
    child.on('exit', (code) => end(code === 0 ? undefined : `${file} could not open it`));
  });
}
