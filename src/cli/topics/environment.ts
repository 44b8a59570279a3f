/** The topic `environment`. A test holds it to the variables that the sources read. */
import type { TopicBlock } from './topics.ts';

export const environment: readonly TopicBlock[] = [
  'A flag counts before its variable, a variable before your settings. An empty one is as good as none.',
  [
    'PM_ONBOARD_WORKSPACE: the folder that holds the records, as --workspace',
    'PM_ONBOARD_HIRE: the hire who is meant, as --hire',
    'PM_ONBOARD_AS: who acts, as --as',
  ],
  'The output:',
  [
    'NO_COLOR: no colours, as --color never. FORCE_COLOR: colours also where it is no terminal, 1, 2 or 3 for 16, 256 or all; 0: none. TERM=dumb: none, and questions are plain lines',
    'LC_ALL, LC_CTYPE, LANG, of which the first that is set counts: where it is not UTF-8, plain characters instead of signs',
    'PM_ONBOARD_ACCESSIBLE, or else ACCESSIBLE: sentences instead of columns and signs, as --accessible; 0, false: not, even if your settings say so',
    'PM_ONBOARD_PAGER, or else your setting pager, or PAGER: a line of shell that shows what is longer than the screen, at a terminal; less if there is none, and nothing where it is empty or cat. LESS, LV: what they are set to stays; else FRX and -c. TERM=dumb: no pager',
    'COLUMNS: the width, 40 to 500, where it is no terminal',
    'TZ: the time zone, where it is not that of the system',
  ],
  'Places:',
  [
    'HOME; XDG_CONFIG_HOME, XDG_CACHE_HOME and XDG_DATA_HOME if they are full paths; on Windows APPDATA and LOCALAPPDATA: where your settings, caches and the usual workspace are',
  ],
  'Reminders:',
  [
    'PM_ONBOARD_QUIET: set to anything, no line is shown at login. SHELL, and ZDOTDIR for zsh: whose start file remind --install login means',
    'remind --post NAME: the variable of that name holds the address of a webhook; it is printed nowhere',
  ],
  'Completion: SHELL says for which shell completion install writes, BASH_COMPLETION_USER_DIR, where it is set, into which folder for bash',
  'A link, for show --open:',
  [
    'DISPLAY, WAYLAND_DISPLAY: without one, Linux has nowhere to open it, and it is printed. Over ssh, as SSH_CONNECTION or SSH_TTY tell, it is printed as well. SystemRoot: where Windows keeps what opens it',
  ],
  'In a pipeline:',
  [
    'GITHUB_ACTIONS=true: lint also prints annotations. GITHUB_WORKSPACE, CI_PROJECT_DIR: its paths count from there. CI, unless it is empty, 0 or false: what takes long says nothing meanwhile',
    'DEBUG=pm-onboard: an error also shows where in the program it happened',
  ],
  'sync hands the variables of git on to git, apart from those that would run something or point elsewhere.',
];
