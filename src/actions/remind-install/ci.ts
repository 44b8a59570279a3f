/** The files that `remind --install github` and `gitlab` write: a job that sends reminders on a schedule. */
import { sha256 } from '../../digest.ts';
import { version } from '../../version.ts';
import { quoted } from '../../view/words.ts';

export interface Recipe {
  /** Where the file belongs, below the root of the repository. */
  readonly path: string;
  readonly text: string;
  /** What is left to do by hand, in sentences. */
  readonly steps: readonly string[];
}

export interface RecipeRequest {
  /** The IANA name of the time zone in which the team gets up. */
  readonly zone: string;
  /** The workspace's folder below the root of the repository; empty where it is the root. */
  readonly folder: string;
  readonly format: string;
  /** The name of the variable with the address of the webhook. */
  readonly env: string;
  /** Offsets of the zone from UTC in minutes, in the winter and in the summer of the north. */
  readonly offsets: readonly [number, number];
}

/** The hour by the clocks of the zone before which nothing is sent. */
const hour = 8;

/** Some minutes past the hour, at which fewer jobs begin all over the world. */
const minute = 17;

export function githubRecipe(request: RecipeRequest): Recipe {
  const { zone, env } = request;
  const text = [
    'name: Reminders',
    'on:',
    '  schedule:',
    `    # ${hour}:${minute} in ${zone}, in winter and in summer, and once more an hour later, since GitHub drops runs.`,
    ...cronsFor(request.offsets).map((cron) => `    - cron: '${cron}'`),
    '  workflow_dispatch:',
    'permissions:',
    '  contents: read',
    '# One sender at a time: a run that waits for another one finds what that one has sent.',
    'concurrency:',
    '  group: pm-onboard-reminders',
    'jobs:',
    '  remind:',
    '    runs-on: ubuntu-latest',
    '    timeout-minutes: 10',
    '    env:',
    `      TZ: ${zone}`,
    '    steps:',
    '      - id: day',
    '        run: echo "today=$(date +%F)" >>"$GITHUB_OUTPUT"',
    '      - uses: actions/checkout@v4',
    '        with:',
    '          persist-credentials: false',
    '      - uses: actions/setup-node@v4',
    '        with:',
    '          node-version: 22',
    '      # What was sent today: kept for the next run of the day, if this one sends it.',
    '      - uses: actions/cache@v4',
    '        with:',
    '          path: ~/.cache/pm-onboard/sent',
    `          key: pm-onboard-reminders-\${{ steps.day.outputs.today }}`,
    '      - env:',
    `          ${env}: \${{ secrets.${env} }}`,
    '        run: |',
    ...[
      'case "$GITHUB_EVENT_NAME $(date +%H)" in',
      `  schedule\\ 0[0-${hour - 1}]) echo "It is not ${hour} o'clock yet."; exit ;;`,
      'esac',
      ...sending(request, '~/.cache/pm-onboard/sent', '"$RUNNER_TEMP"'),
    ].map((line) => `          ${line}`),
  ];
  return {
    path: '.github/workflows/pm-onboard-reminders.yml',
    text: signed(text),
    steps: [
      `Put the address of the webhook into the repository's secret ${env} (Settings, Secrets and variables, Actions).`,
      'GitHub stops schedules of a repository in which nothing happened for 60 days; a commit, or a click on "Enable workflow", starts them again.',
    ],
  };
}

export function gitlabRecipe(request: RecipeRequest): Recipe {
  const { zone, env } = request;
  const path = '.gitlab/pm-onboard-reminders.yml';
  const text = [
    `# In .gitlab-ci.yml:  include: [{ local: ${path} }]`,
    'pm-onboard-reminders:',
    '  image: node:22',
    '  rules:',
    '    - if: $CI_PIPELINE_SOURCE == "schedule"',
    '  # One sender at a time: a job that waits for another one finds what that one has sent.',
    '  resource_group: pm-onboard-reminders',
    '  timeout: 10 minutes',
    '  variables:',
    `    TZ: ${zone}`,
    '    XDG_CACHE_HOME: $CI_PROJECT_DIR/.cache',
    '  cache:',
    '    key: pm-onboard-reminders',
    '    paths: [.cache/pm-onboard/sent]',
    '  script:',
    '    - |',
    ...sending(request, '.cache/pm-onboard/sent', '/tmp').map((line) => `      ${line}`),
  ];
  return {
    path,
    text: signed(text),
    steps: [
      `Put the address of the webhook into the masked variable ${env} (Settings, CI/CD, Variables).`,
      `Include the file in .gitlab-ci.yml, and add a schedule (Build, Pipeline schedules): 17 ${hour} * * * in the time zone of the team.`,
    ],
  };
}

/** The shell of both: what was sent on this day ends it; else the program is installed, and sends. */
function sending({ format, env, folder }: RecipeRequest, sent: string, temp: string): string[] {
  const workspace = folder === '' ? '' : ` --workspace ${quoted(folder)}`;
  return [
    `if ls ${sent}/"$(date +%F)"-* >/dev/null 2>&1; then`,
    '  echo "Sent today already."',
    'else',
    `  (cd ${temp} && npm install --prefix pm-onboard --no-audit --no-fund pm-onboard@${version})`,
    `  ${temp}/pm-onboard/node_modules/.bin/pm-onboard remind --format ${format} --post ${env}${workspace}`,
    'fi',
  ];
}

/** The times in UTC at which it is the hour in the zone, and an hour after the later one; on all days, since days off are in the calendar. */
function cronsFor(offsets: readonly number[]): string[] {
  const day = 24 * 60;
  const times = offsets.map((offset) => (hour * 60 + minute - offset + day) % day);
  const all = [...new Set([...times, (Math.max(...times) + 60) % day])].sort((a, b) => a - b);
  return all.map((time) => `${time % 60} ${Math.floor(time / 60)} * * *`);
}

const sign = '# Made by pm-onboard remind --install';

/** The text under a line with its hash, by which it is known that nobody has changed it. */
function signed(lines: readonly string[]): string {
  const text = `${lines.join('\n')}\n`;
  return `${sign} (${sha256(text).slice(0, 16)}); once you change it, it is yours: nothing replaces or removes it.\n${text}`;
}

/** Whether a file is as it was made, so that it may be replaced or removed. */
export function isAsMade(text: string): boolean {
  const [first = '', ...lines] = text.split('\n');
  const hash = /^# Made by pm-onboard remind --install \(([0-9a-f]{16})\)/.exec(first)?.[1];
  return hash !== undefined && hash === sha256(lines.join('\n')).slice(0, 16);
}
