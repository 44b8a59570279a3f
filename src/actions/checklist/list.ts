/** For `run` alone: the runs of checklists under way, and what can be begun. */
import { isUserError } from '../../errors.ts';
import { checklistsUnderWay } from '../../session/open-checklists.ts';
import type { Session } from '../../session/session.ts';
import { type ChecklistsView, type StartableView, viewChecklists } from '../../view/checklists.ts';
import { viewUnread } from '../../view/unread.ts';
import { quoted } from '../../view/words.ts';
import { shownPath } from '../../workspace/files.ts';
import { loadPlace, type TemplatePlace, templatePlaces } from '../../workspace/templates.ts';

export async function listChecklists(session: Session): Promise<ChecklistsView> {
  const { runs, unread } = await checklistsUnderWay(session);
  const templates = templatePlaces(session).map((place) => startable(session, place));
  return viewChecklists(session.today, runs, templates, unread.map(viewUnread));
}

function startable(session: Session, place: TemplatePlace): StartableView {
  const { id, path, isOwn } = place;
  const shown = shownPath(path, session.io.cwd);
  const found = { id, place: isOwn ? shown : null };
  try {
    const { title } = loadPlace(session, place, 'run').template;
    return { ...found, title: title.replaceAll('{name}', '…'), fault: null };
  } catch (error) {
    // One file that can't be read must not hide the others, nor what is under way.
    if (!isUserError(error)) throw error;
    return { ...found, title: null, fault: `pm-onboard lint ${quoted(shown)}` };
  }
}
