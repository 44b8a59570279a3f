/** The message that asks for a meeting, as text and as Markdown: both can be pasted into a mail or a chat. */
import { longDate } from '../dates.ts';
import type { MessageView } from '../view/book.ts';
import { firstName, hoursText, listText } from '../view/words.ts';
import { wrap } from './layout.ts';
import { joinLines, type Renderer, whole } from './page.ts';
import { personText } from './show.ts';

const asking = 'I would like to ask:';

export const messageRenderer: Renderer<MessageView> = {
  select: whole,
  text(view, { width, style }) {
    const paragraph = (text: string) => (text ? [...wrap(text, width), ''] : []);
    return joinLines([
      ...wrap(`To: ${addressees(view)}`, width, '', '    ').map(style.quiet),
      '',
      ...paragraph(greeting(view)),
      ...paragraph(wish(view)),
      ...(view.topics.length > 0 ? [asking] : []),
      ...view.topics.flatMap((topic) => wrap(`- ${topic}`, width, '', '  ')),
      '',
      ...paragraph(time(view)),
      firstName(view.hire),
    ]);
  },

  markdown(view, { bullet, strong }) {
    return joinLines([
      `${strong('To:')} ${addressees(view)}`,
      '',
      greeting(view),
      '',
      wish(view),
      '',
      ...(view.topics.length > 0 ? [asking, ''] : []),
      ...view.topics.map((topic) => bullet(topic)),
      '',
      time(view),
      '',
      firstName(view.hire),
    ]);
  },
};

function addressees({ people, guide, today }: MessageView): string {
  return listText(people.map((role) => personText(role, guide, today)));
}

function greeting({ greeted }: MessageView): string {
  return greeted.length > 0 ? `Hello ${listText(greeted.map(firstName))},` : 'Hello,';
}

/** What the meeting is for: the checklist's own words, since they speak to the hire. */
function wish({ minutes, title, details, purpose }: MessageView): string {
  const long = minutes === null ? 'some' : `${hoursText(minutes)} of your`;
  return `May I have ${long} time? It is ${purpose}; the checklist says: "${[title, details].filter(Boolean).join('. ')}"`;
}

function time({ window, undated, today }: MessageView): string {
  if (window === null) return `Which day would suit you?${undated ? '' : ' As soon as you can is fine.'}`;
  const { from, to } = window;
  if (from >= to) return `Would ${longDate(to, today)} suit you?`;
  const begin = from > today ? `from ${longDate(from, today)} on, ` : '';
  return `Which day would suit you, ${begin}by ${longDate(to, today)}?`;
}
