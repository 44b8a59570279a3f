/** The handbook: which pages there are, and one page. */
import type { Competency, Level, Levels } from '../../program/levels.ts';

/** A page without its text. */
export interface PageHead {
  /** Its name in commands. */
  readonly name: string;
  readonly title: string;
  /** Its first paragraph in a line; empty where it begins with something else. */
  readonly summary: string;
  /** `workspace`: the team's own, beside or instead of one that ships. */
  readonly from: 'shipped' | 'workspace';
}

export interface PagesView {
  readonly schemaVersion: 1;
  readonly pages: readonly PageHead[];
}

export interface PageView {
  readonly schemaVersion: 1;
  readonly page: PageHead;
  /** The page as it is written, without its title. */
  readonly markdown: string;
  /** What the page `levels` shows beside its text; null on every other page. */
  readonly levels: LevelsList | null;
}

interface LevelsList {
  readonly title: string;
  readonly levels: readonly Level[];
  readonly competencies: readonly Competency[];
}

/** The part of a page's file that is looked at. */
interface Page {
  readonly name: string;
  readonly own: boolean;
  readonly text: string;
}

export function viewPages(pages: readonly Page[]): PagesView {
  return { schemaVersion: 1, pages: pages.map(headOf) };
}

/** @param levels shown with the page; undefined on every page but that of the levels */
export function viewPage(page: Page, levels: Levels | undefined): PageView {
  return {
    schemaVersion: 1,
    page: headOf(page),
    markdown: partsOf(page).rest,
    levels: levels ? { title: levels.title, levels: levels.levels, competencies: levels.competencies } : null,
  };
}

function headOf(page: Page): PageHead {
  const { title, rest } = partsOf(page);
  const [first = ''] = rest.trimStart().split(/\r?\n[ \t]*\r?\n/);
  const isText = !/^\s*(?:#|[-*+>|`~<]|\d{1,9}[.)]\s)/.test(first);
  return {
    name: page.name,
    title,
    summary: isText ? first.replace(/\s+/g, ' ').trim() : '',
    from: page.own ? 'workspace' : 'shipped',
  };
}

/** The title, which is the first line if that is a heading, and what is below it. */
function partsOf({ name, text }: Page): { readonly title: string; readonly rest: string } {
  const match = /^\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\r?\n|$)/.exec(text);
  return match?.[1] ? { title: match[1], rest: text.slice(match[0].length) } : { title: name, rest: text };
}
