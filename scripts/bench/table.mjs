/** Prints the table line by line, since a whole call takes many minutes. */

const columns = [
  ['', 'title', 44],
  ['held against', 'what', 24],
  ['takes', 'time', -10],
  ['ratio', 'value', -9],
  ['before', 'before', -9],
  ['at most', 'bar', -8],
  ['rounds', 'rounds', -6],
  ['', 'verdict', 10],
];

/** @returns a function that prints a line; the name of a row stands in its first line alone */
export function tablePrinter({ isMarkdown, hasBefore }) {
  const shown = columns.filter(([, key]) => key !== 'before' || hasBefore);
  const write = (cells) => console.log(isMarkdown ? `| ${cells.join(' | ')} |` : laidOut(shown, cells));
  write(shown.map(([head]) => head));
  if (isMarkdown) write(shown.map(([, , width]) => (width < 0 ? '--:' : '---')));
  let last;
  return (line) => {
    const title = line.title === last ? '' : line.title;
    last = line.title;
    write(
      shown.map(([, key]) =>
        String((key === 'title' ? title : line[key]) ?? '').replaceAll('|', isMarkdown ? '\\|' : '|'),
      ),
    );
  };
}

function laidOut(shown, cells) {
  const padded = cells.map((cell, at) => {
    const [, , width] = shown[at];
    return width < 0 ? cell.padStart(-width) : cell.padEnd(width);
  });
  return padded.join('  ').trimEnd();
}
