/** The one list of formats. */
import { compact } from './compact.ts';
import type { LintFormat } from './format.ts';
import { json } from './json.ts';
import { text } from './text.ts';

export const formats: readonly LintFormat[] = [text, compact, json];
