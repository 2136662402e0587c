/** CSV (RFC 4180) that Excel opens as text and that comes back as it went. */

/** What Excel and WPS would take for the beginning of a formula, in either width; and our own mark. */
const NEEDS_MARK = /^[=+\-@＝＋－＠\t\r']/;

/**
 * Lines of cells as CSV: with a byte order mark, so that Excel reads it as UTF-8. A number is one to
 * count with; a text stays a text, whatever it begins with.
 */
export function writeCsv(rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(written).join(',')}\r\n`).join('')}`;
}

function written(cell: string | number): string {
  if (typeof cell === 'number') return String(cell);
  const safe = NEEDS_MARK.test(cell) ? `'${cell}` : cell;
  return /[",;'\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Reads CSV; separated by commas, or as the first line tells, by semicolons or tabs. */
export function readCsv(text: string): string[][] {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const separator = separatorOf(source);
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < source.length; ) {
    const { cell, end } = readCell(source, at, separator);
    row.push(unmarked(cell));
    const ended = source[end] !== separator;
    if (ended || end + 1 === source.length) {
      if (!ended) row.push('');
      rows.push(row);
      row = [];
    }
    at = end + 1;
  }
  return rows;
}

function separatorOf(source: string): string {
  const [line = ''] = source.split('\n', 1);
  const count = (separator: string) => line.split(separator).length;
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** @returns the text of a cell, and where it ends: at a separator, a line's end or the text's */
function readCell(source: string, from: number, separator: string): { cell: string; end: number } {
  const plain = (start: number) => {
    let end = start;
    while (end < source.length && source[end] !== separator && source[end] !== '\n') end += 1;
    return end;
  };
  if (source[from] !== '"') {
    const end = plain(from);
    return { cell: source.slice(from, end), end };
  }
  let cell = '';
  let at = from + 1;
  for (;;) {
    const quote = source.indexOf('"', at);
    if (quote < 0) return { cell: cell + source.slice(at), end: source.length };
    cell += source.slice(at, quote);
    if (source[quote + 1] !== '"') {
      const end = plain(quote + 1);
      return { cell: cell + source.slice(quote + 1, end), end };
    }
    cell += '"';
    at = quote + 2;
  }
}

function unmarked(cell: string): string {
  return cell.startsWith("'") && NEEDS_MARK.test(cell.slice(1)) ? cell.slice(1) : cell;
}
