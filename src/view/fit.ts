/** Sections of a screen, and how many of their rows it can hold. */

/** A section with all its rows. */
export type FullSection = Omit<Section, 'more'>;

export interface Section {
  readonly title: string;
  /** What stands beside the title. */
  readonly remark: string;
  readonly rows: readonly Row[];
  /** Rows that there was no room for. */
  readonly more: number;
  readonly tone: 'catch up' | 'plain' | 'quiet';
  /** Keeps its rows as long as others have some to give. */
  readonly urgent: boolean;
}

/** The columns of a line; an empty one vanishes where all of a section are empty. */
export interface Row {
  readonly ref: string;
  readonly title: string;
  readonly size: string;
  readonly when: string;
  readonly who: string;
  readonly link: string;
}

/** Takes rows away until a screen holds the sections; from what is urgent only when the others are short already. */
export function fitSections(sections: readonly FullSection[], room: number): Section[] {
  const shown = sections.map(({ rows }) => rows.length);
  const heights = () => sections.map(({ rows }, at) => 2 + Math.min(rows.length, (shown[at] ?? 0) + 1));
  // A line that tells of one more would take the place of that one: the first step takes two.
  const shortened = (at: number) => (shown[at] ?? 0) - (shown[at] === sections[at]?.rows.length ? 2 : 1);
  const passes = [
    { urgent: false, least: 2 },
    { urgent: false, least: 1 },
    { urgent: true, least: 3 },
  ];
  for (const { urgent, least } of passes) {
    while (heights().reduce((sum, height) => sum + height, 0) > room) {
      const candidates = sections.flatMap((section, at) =>
        section.urgent === urgent && shortened(at) >= least ? [at] : [],
      );
      const longest = candidates.sort((a, b) => (shown[b] ?? 0) - (shown[a] ?? 0))[0];
      if (longest === undefined) break;
      shown[longest] = shortened(longest);
    }
  }
  return sections.map((section, at) => ({
    ...section,
    rows: section.rows.slice(0, shown[at]),
    more: section.rows.length - (shown[at] ?? 0),
  }));
}
