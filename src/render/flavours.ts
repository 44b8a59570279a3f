/** The flavours of Markdown: where it is to be pasted. */
export const flavourNames = ['gfm', 'mattermost', 'slack'] as const;

/** `gfm` is that of GitHub and GitLab, and what is written if nobody says otherwise. */
export type FlavourName = (typeof flavourNames)[number];
