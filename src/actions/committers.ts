/** For `log` and `review`: who committed to git what a record says that others did. */
import type { OpenRun } from '../session/run.ts';
import { gitRootOf } from '../workspace/git-folder.ts';

/** The run with who committed its events, see `sync/committers.ts`; as it is where no git work tree is around the workspace. */
export async function withCommitters(run: OpenRun): Promise<OpenRun> {
  if (gitRootOf(run.session.workspace) === undefined) return run;
  const { committersOf } = await import('../sync/committers.ts');
  return { ...run, committers: await committersOf(run) };
}
