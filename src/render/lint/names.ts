/** The one list of formats by name, apart from what writes them: the help of everyday commands shows it. */

export const formatNames = [
  'text',
  'compact',
  'json',
  'github',
  'sarif',
  'gitlab',
  'junit',
  'checkstyle',
  'rdjson',
] as const;

export type FormatName = (typeof formatNames)[number];
