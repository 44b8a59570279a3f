/** One run of lint: what is meant by its arguments, and what is found in it. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { localDate } from '../../dates.ts';
import { UserError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { type RulesConfig, withFlags } from '../../lint/config.ts';
import { asErrors, type RatedProblem } from '../../lint/lint.ts';
import { type LintReport, reportOf } from '../../lint/report.ts';
import { firstOf } from '../../lint/texts.ts';
import { openChecks } from '../../lint-io/checks.ts';
import { type ExtraFlags, openExtras } from '../../lint-io/extras.ts';
import { type FixFlags, fixFiles } from '../../lint-io/fix.ts';
import { longWork, type Step, unseen } from '../../long-work.ts';
import { printRemark } from '../../output.ts';
import { byPlace } from '../../program/problem.ts';
import { parseYaml } from '../../program/yaml.ts';
import type { Globals } from '../../session/session.ts';
import { configName, emptyConfig } from '../../workspace/config.ts';
import { readConfigOrFaults } from '../../workspace/config-faults.ts';
import { hasDuties } from '../../workspace/duties-file.ts';
import { isDirectory, readRegularFile, shownPath } from '../../workspace/files.ts';
import {
  dutiesTarget,
  findTargets,
  type LintTarget,
  readTarget,
  type Usual,
  usualPaths,
  withIds,
} from '../../workspace/lint-targets.ts';
import { readAgainst } from './against.ts';
import { openBeside } from './beside.ts';
import { dutiesSubject } from './duties.ts';
import { foundTogether } from './shared-parts.ts';

export interface CheckOptions extends Globals, FixFlags, ExtraFlags {
  /** Each text is `id=level`: the level of one rule. */
  readonly rule?: readonly string[];
  /** The path that standard input stands for. */
  readonly stdinFilename?: string;
}

/** A target without its bytes, which may go once it is checked. */
interface Looked extends Omit<LintTarget, 'files' | 'duties'> {
  /** The paths of its files, as messages show them. */
  readonly paths: readonly string[];
  /** The same, with duties and settings that are looked at with it. */
  readonly files: readonly string[];
  found: readonly RatedProblem[];
}

/**
 * Checks what the arguments name, or without any all of the workspace, and makes the fixes that are asked for.
 * @throws UserError for paths and flags that can't be used, before anything is checked
 */
export async function check(io: Io, paths: readonly string[], options: CheckOptions): Promise<LintReport> {
  const flags = options.rule ?? [];
  if (options.fix && paths.includes('-'))
    throw new UserError("--fix: standard input can't be fixed in place", 'name the file');
  if (options.stdinFilename !== undefined && !paths.includes('-'))
    throw new UserError('--stdin-filename: nothing is read from standard input', 'add `-` to the paths');
  withFlags({}, flags);
  const agreed = options.workspace === undefined ? undefined : resolve(io.cwd, options.workspace);
  const compared = options.against === undefined ? undefined : await readAgainst(io, options.against);
  const today = options.today ?? localDate(io.now());
  const extras = await openExtras(io, options, compared);
  const usual = paths.length > 0 ? undefined : await usualPaths(options.workspace, io);
  const given = usual?.paths ?? (await withIds(paths, agreed, io));
  const targets = findTargets(given, io.cwd);
  const beside = await openBeside(io, given, targets.paths.filter(isDirectory), agreed, compared);
  const settings = new Set([
    ...targets.settings,
    ...(usual?.workspace !== undefined && existsSync(join(usual.workspace, configName))
      ? [usual.workspace]
      : []),
  ]);

  const looked: Looked[] = [];
  // The folders whose settings were found to be broken: that is reported once.
  const told = new Set<string>();
  let step: Step = unseen;
  let done = 0;
  const sayHowFar = () => step(done, targets.paths.length);
  const checks = openChecks(io, sayHowFar);
  const look = async (target: LintTarget, place = target.folder) => {
    const { files, folder, configFolder } = target;
    const { config, faults } = await settingsOf(io, configFolder);
    const rules: RulesConfig = withFlags(config.lint.rules, flags);
    const input = {
      files,
      config: rules,
      extras: {
        ...(await extras.of(target, config)),
        ...beside.of(target),
        ...(target.duties
          ? { duties: dutiesSubject(io, target.duties, folder, compared?.duties ?? [], today) }
          : {}),
      },
    };
    const broken = told.has(configFolder ?? '') ? [] : faults;
    told.add(configFolder ?? '');
    const ofSettings =
      settings.has(configFolder ?? '') || broken.length > 0
        ? [configName, ...Object.keys(config.calendarFiles)]
        : [];
    const names = ofSettings.map((name) => shownPath(resolve(configFolder ?? '', name), io.cwd));
    const paths = files.map(({ path }) => path);
    const each: Looked = {
      ...{ folder, configFolder, isProgram: target.isProgram, passedOver: target.passedOver, paths },
      files: [...paths, ...(target.duties ? [target.duties.path] : []), ...names],
      found: [],
    };
    looked.push(each);
    const put = (own: readonly RatedProblem[]) => {
      const others = broken.filter((fault) => !own.some((one) => isSame(one, fault)));
      each.found = [...own, ...others].sort(byPlace);
      done += 1;
    };
    if (options.fix && !target.duties) put(fixFiles(io, folder, input, options));
    else await checks.add(place, input, put);
  };
  try {
    await longWork(io, 'Checking', async (shown) => {
      step = shown;
      for (const path of targets.paths) {
        await sayHowFar();
        await look(readTarget(path, io.cwd, agreed, options.stdinFilename), path);
      }
      await checks.all();
      step = unseen;
    });
    const duties = new Set([
      ...targets.duties,
      ...(usual?.workspace !== undefined && hasDuties(usual.workspace) ? [usual.workspace] : []),
    ]);
    for (const folder of duties) await look(dutiesTarget(folder, io.cwd, agreed));
    for (const folder of settings)
      if (!looked.some(({ configFolder }) => configFolder === folder))
        await look({ files: [], folder, configFolder: folder, isProgram: false, passedOver: [] });
    await checks.all();
  } finally {
    checks.close();
  }
  extras.close();

  if (compared) printRemark(io, `--against ${options.against}: compared with ${compared.extent}`);
  const passedOver = [...targets.passedOver, ...looked.flatMap((each) => each.passedOver)];
  for (const line of passedOverLines(passedOver)) printRemark(io, line);
  if (usual) sayWhatIsNew(io, usual, looked);
  const programs = looked.filter(({ isProgram }) => isProgram).length;
  const files = [...new Set(looked.flatMap((each) => each.files))];
  return reportOf(
    files,
    foundTogether(
      looked.map(({ found, folder, paths }) => ({ place: shownPath(folder, io.cwd), files: paths, found })),
    ),
    { programs, passedOver },
  );
}

/** The settings above a target, which are empty where they can't be used, with what is wrong with them. */
async function settingsOf(io: Io, folder: string | undefined) {
  if (folder === undefined) return { config: emptyConfig, faults: [] };
  const path = join(folder, configName);
  const { config, faults } = await readConfigOrFaults(folder, io.dirs.cache, shownPath(path, io.cwd));
  if (faults.length === 0) return { config, faults: [] };
  const yaml = parseYaml(shownPath(path, io.cwd), readRegularFile(path) ?? Buffer.from(''));
  return { config, faults: asErrors(faults, yaml) };
}

/** Whether two findings are one, which a rule of lint has too. */
function isSame(one: RatedProblem, other: RatedProblem): boolean {
  return (
    one.file === other.file &&
    one.rule === other.rule &&
    one.line === other.line &&
    one.column === other.column
  );
}

/** At most so many things that are passed over are named on stderr; `--format json` has them all. */
const mostNamed = 5;

function passedOverLines(passedOver: LintReport['passedOver']): string[] {
  const more = passedOver.length - mostNamed;
  return [
    ...passedOver.slice(0, mostNamed).map(({ path, why }) => `${path} is passed over: ${why}`),
    ...(more > 0 ? [`${more} more are passed over; --format json names them`] : []),
  ];
}

/** Earlier versions checked only the program that the settings name: whoever's pipeline turns red learns why. */
function sayWhatIsNew(io: Io, { named }: Usual, looked: readonly Looked[]): void {
  if (named === undefined) return;
  const fresh = looked.filter(
    ({ found, paths, folder }) =>
      paths.length > 0 && folder !== named && found.some(({ severity }) => severity === 'error'),
  );
  if (fresh.length === 0) return;
  const places = fresh.map(({ folder, paths, isProgram }) =>
    isProgram ? shownPath(folder, io.cwd) : (paths[0] ?? ''),
  );
  const before = shownPath(named, io.cwd);
  printRemark(io, `earlier versions looked at ${before} alone; not checked by them: ${firstOf(places, 10)}`);
}
