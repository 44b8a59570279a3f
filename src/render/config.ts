/** Settings as text: `key=value` a line, or a value alone, each behind where it comes from if that was asked for. */
import { type ConfigView, originText, originWords, type SettingView, valueTexts } from '../view/config.ts';
import { oneLine } from '../view/words.ts';
import type { Page, Renderer } from './page.ts';
import { whole } from './page.ts';

/** @param options `origin`: where each comes from; `bare`: the values without their keys */
export const configRenderer = (options: {
  readonly origin: boolean;
  readonly bare: boolean;
}): Renderer<ConfigView> => ({
  tsv: 'config',
  select: whole,
  text: ({ settings }, page) => settings.flatMap((setting) => linesOf(setting, options, page)).join(''),
});

// The lines are for `cut` and `grep` too, so that nothing is laid out and nothing broken.
function linesOf(
  setting: SettingView,
  { origin, bare }: { readonly origin: boolean; readonly bare: boolean },
  { speech, style }: Page,
): string[] {
  const { key } = setting;
  return valueTexts(setting).map((text) => {
    const value = oneLine(text);
    if (speech) {
      const named = bare ? value : `${key}: ${value}`;
      return `${origin ? `${named}, from ${originWords(setting.origin)}` : named}\n`;
    }
    const before = origin ? `${style.quiet(originText(setting.origin))}\t` : '';
    return `${before}${bare ? '' : `${key}=`}${value}\n`;
  });
}
