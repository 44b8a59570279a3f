/** What has to hold before a command that writes more than a record writes anything. */
import { refuseOthers } from '../workspace/account.ts';
import { clockOf, type Session } from './session.ts';

/** @throws UserError (exit 3) where the workspace belongs to another account, or the clock says a year that no record can hold */
export function refuseToSave({ io, workspace }: Pick<Session, 'io' | 'workspace'>): void {
  clockOf(io);
  refuseOthers(workspace);
}
