/**
 * The elements of HTML that somebody may write into a text, for rules that tell them from placeholders. Elements such as
 * `title` or `address` are left out: in a checklist, `<title>` waits for a title.
 */
const names =
  'a abbr audio b bdi bdo big blockquote br button canvas caption center cite code col dd del details dfn dialog div dl dt em embed figcaption figure font footer h1 h2 h3 h4 h5 h6 hr html i iframe img input ins kbd li mark nobr ol p picture pre q ruby s samp script small span strike strong style sub summary sup svg table tbody td textarea tfoot th thead tr tt u ul var video wbr';

/** Matches the name of an element in small letters or in capitals, for use in other patterns. */
export const element = `(?:${names
  .split(' ')
  .flatMap((name) => [name, name.toUpperCase()])
  .join('|')})`;
