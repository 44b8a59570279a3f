/** The flag `--color`, a chunk: what it says stands in the place of the variables of colours. */
import { UserError } from './errors.ts';
import { colourLevel, type Io, type Output } from './io.ts';

type Env = Io['env'];

const moments = ['auto', 'always', 'never'];

/**
 * The environment with what the flag says of colours: with `always` those that FORCE_COLOR asks for, or sixteen; `auto` is as good as no
 * flag. The last flag counts.
 * @param argv the arguments after the program's name
 * @throws UserError for another word than those that the flag knows
 */
export function colourEnv(argv: readonly string[], env: Env): Env {
  const when = momentIn(argv);
  // Where the word is missing, so is the value, which the command line says itself.
  if (when !== undefined && !moments.includes(when) && !when.startsWith('--'))
    throw new UserError(
      `--color: "${when}" is none of ${moments.join(', ')}`,
      'write --color always, --color never, or leave it out',
    );
  if (when === 'never') return { ...env, NO_COLOR: '1' };
  if (when !== 'always') return env;
  const { NO_COLOR, FORCE_COLOR, ...others } = env;
  const level = colourLevel({ ...others, FORCE_COLOR: FORCE_COLOR ?? '1' }, false);
  return { ...others, FORCE_COLOR: String(level || 1) };
}

function momentIn(argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--');
  const flags = end < 0 ? argv : argv.slice(0, end);
  const at = flags.findLastIndex((arg) => /^--color(?:=|$)/.test(arg));
  return flags[at]?.split('=')[1] ?? flags[at + 1 || flags.length];
}

/** The machine whose streams have the colours that the flag asks for. */
export function colouredIo(io: Io, argv: readonly string[]): Io {
  const env = colourEnv(argv, io.env);
  if (env === io.env) return io;
  const coloured = (output: Output) =>
    Object.create(output, { colour: { get: () => colourLevel(env, output.terminal) } });
  return Object.create(io, {
    stdout: { value: coloured(io.stdout), enumerable: true },
    stderr: { value: coloured(io.stderr), enumerable: true },
  }) as Io;
}
