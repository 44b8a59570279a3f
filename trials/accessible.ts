/** Has a speech synthesiser and a braille translator read the screens of the accessible mode. */
import { spawnSync } from 'node:child_process';
import { Home } from '../tests/cli/home.ts';
import { ada, type Lived, writeLived } from '../tests/cli/lived.ts';
import { each, type Given, type Outcome, type Trial } from './trial.ts';

const dayNine: Lived = {
  ...ada,
  today: '2026-12-01',
  behind: 3,
  awaiting: 1,
  beside: [
    ['2026-11-24', ada.name, { kind: 'noted', item: 'list-puzzles', text: 'two installers,\nwhich one?' }],
    ['2026-11-26', ada.name, { kind: 'counted', item: 'customer-calls', delta: 1 }],
    ['2026-11-27', ada.name, { kind: 'asked', text: 'Who decides Team or Enterprise edition?' }],
    ['2026-11-27', ada.name, { kind: 'away', from: '2026-12-21', to: '2027-01-01' }],
  ],
};

/** With `status` alone, as people type it; the others have more screens. */
const lines = [
  'pm-onboard status',
  'pm-onboard next',
  'pm-onboard status --all --today 2026-12-01',
  'pm-onboard next --today 2026-12-01',
  'pm-onboard review ada --as "Grace Hopper" --today 2026-12-01',
  'pm-onboard team --today 2026-12-01',
  'pm-onboard plan --today 2026-12-01',
  'pm-onboard plan --by day --today 2026-12-01',
  'pm-onboard show 3.5 --why --today 2026-12-01',
  'pm-onboard log --today 2026-12-01',
  'pm-onboard calendar --today 2026-12-01',
  'pm-onboard calendar --days-off --today 2026-12-01',
  'pm-onboard away --today 2026-12-01',
  'pm-onboard finish --force --today 2026-12-01',
  'pm-onboard preview --today 2026-12-01',
  'pm-onboard reschedule --start 2026-12-07 --today 2026-12-01',
  'pm-onboard done 1.7 --today 2026-12-01',
  'pm-onboard undo --today 2026-12-01',
  'pm-onboard doctor',
  'pm-onboard lint',
  'pm-onboard done 9.9',
  'pm-onboard nonsense',
];

/** Signs that part sentences, quote or bracket: speech makes a pause of them, or leaves them out without harm. */
const parting = /[\p{L}\p{M}\p{N}\s.,:;?!'"()[\]<>{}_-]/u;

/** What is written like this is read as letters, or as another word. */
const abbreviated =
  /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|\b\d+ (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b|\b\d+ (?:h|min|d)\b|\b1:1\b|\b\d+\/\d+\b/;

/** What is heard of a text, as phonemes, without pauses. */
function heard(text: string): string {
  const { stdout } = spawnSync('espeak-ng', ['-v', 'en-gb', '-q', '-x', '--', text], { encoding: 'utf8' });
  return stdout.replace(/_:|[\s_]/g, '');
}

/** Lines that sound like another one, and signs that nobody hears. */
async function unheard(said: readonly string[]): Promise<string[]> {
  const sounds = new Map<string, string>();
  const broken: string[] = [];
  await each(said, 4, async (line) => {
    const sound = heard(line);
    const other = sounds.get(sound);
    if (other !== undefined) broken.push(`sounds alike: ${other} | ${line}`);
    sounds.set(sound, line);
  });
  const signs = new Set([...said.join('')].filter((sign) => !parting.test(sign)));
  const silent = [...signs].filter((sign) => heard(`a ${sign} b`) === heard('a b'));
  return [...broken, ...silent.map((sign) => `silent: ${sign}`)];
}

/** Lines with signs that braille has no cells for; it spells their numbers then. */
function unbrailled(said: readonly string[]): string[] {
  const { stdout } = spawnSync('lou_translate', ['-f', 'en-ueb-g1.ctb'], {
    input: `${said.join('\n')}\n`,
    encoding: 'utf8',
  });
  return stdout
    .split('\n')
    .flatMap((cells, at) => (cells.includes('\\x') ? [`no braille: ${said[at]}`] : []));
}

export const accessible: Trial = {
  name: 'accessible',
  promise: 'in the accessible mode, speech says all that a screen says, and braille has cells for it',
  faults: [
    {
      what: 'what is done begins with a sign',
      edits: [
        { file: 'src/render/spoken.ts', from: "[/^✓ +/, 'Done. ']", to: "[/^✓ +/, '✓ ']" },
        { file: 'src/render/spoken.ts', from: "[/ *✓ */g, () => ' done ']", to: "[/ *✓ */g, () => ' ✓ ']" },
      ],
    },
    {
      what: 'weekdays are short',
      edits: [
        {
          file: 'src/render/spoken.ts',
          from: 'name.toLowerCase().startsWith(short.toLowerCase())) ?? short;\n}\n\nfunction fullMonth',
          to: 'name === short) ?? short;\n}\n\nfunction fullMonth',
        },
      ],
    },
    {
      what: '`status` without a word behind it draws as ever',
      edits: [
        {
          file: 'src/plain.ts',
          from: 'io = await accessibleIo(io, []);',
          to: 'await accessibleIo(io, []);',
        },
      ],
    },
  ],
  missing: () => {
    const lacks = (program: string) => spawnSync(program, ['--version']).error !== undefined;
    if (lacks('espeak-ng')) return 'nothing can speak: espeak-ng is not installed';
    return lacks('lou_translate')
      ? 'nothing can translate: lou_translate (liblouis-bin) is not installed'
      : undefined;
  },
  async run({ folder, size }: Given): Promise<Outcome> {
    const home = new Home(folder);
    writeLived(home.workspace, dayNine);
    const said = new Set<string>();
    for (const line of lines) {
      const { stdout, stderr } = await home.shell(line, { env: { ACCESSIBLE: '1' } });
      for (const each of `${stdout}${stderr}`.split('\n')) if (each.trim() !== '') said.add(each);
    }
    const all = [...said];
    // Speaking takes longest. What begins with a sign, or has one, is spoken in any case.
    const some =
      size === 'full' ? all : all.filter((line, at) => at % 5 === 0 || /[^\p{L}\p{N}\s.,:'"()-]/u.test(line));
    const drawn = all.filter((line) => abbreviated.test(line) || / {2}/.test(line.trim()));
    return {
      figure: `${lines.length} screens: ${some.length} of ${all.length} lines spoken (espeak-ng), all in braille (liblouis)`,
      broken: [
        ...drawn.map((line) => `read as letters: ${line}`),
        ...(await unheard(some)),
        ...unbrailled(all),
      ],
    };
  },
};
