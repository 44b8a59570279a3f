/** The topic `files`. */
import type { TopicBlock } from './topics.ts';

export const files: readonly TopicBlock[] = [
  'The workspace is --workspace DIR, else PM_ONBOARD_WORKSPACE, else the nearest folder upwards with a pm-onboard.yaml, else your data folder. pm-onboard doctor says which it is.',
  'In it:',
  [
    'pm-onboard.yaml: the settings of the team, all of them optional: program, calendar, people, lint',
    'hires/: a file for each run of a hire, with its events; any tool may merge the texts (docs/records.md)',
    'runs/: the same for each run of a checklist (docs/runs.md)',
    'programs/: the compiled checklists that hires began with; edited checklists reach them by upgrade alone',
    'backups/: earlier states of the records; doctor --restore brings one back',
    'handbook/: pages of the team, in Markdown, that handbook shows beside those that ship',
    'checklists/: the programs, if init --checklists copied them here, and in parts/ what several of them include (docs/checklists.md)',
  ],
  'Your own settings, caches, and the usual workspace:',
  [
    'Linux: ~/.config/pm-onboard, ~/.cache/pm-onboard, ~/.local/share/pm-onboard',
    'macOS: Preferences, Caches and Application Support in ~/Library, each with a folder pm-onboard',
    String.raw`Windows: %APPDATA%\pm-onboard\Config, %LOCALAPPDATA%\pm-onboard\Cache and %LOCALAPPDATA%\pm-onboard\Data`,
  ],
  'settings.json there has your own settings: pm-onboard config shows and changes them.',
  'What is stored of people, and for how long: pm-onboard help privacy.',
];
