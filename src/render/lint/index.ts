/** What writes each format. */
import { checkstyle } from './checkstyle.ts';
import { compact } from './compact.ts';
import type { LintFormat } from './format.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import type { FormatName } from './names.ts';
import { rdjson } from './rdjson.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

export const formats: Readonly<Record<FormatName, LintFormat>> = {
  text,
  compact,
  json,
  github,
  sarif,
  gitlab,
  junit,
  checkstyle,
  rdjson,
};
