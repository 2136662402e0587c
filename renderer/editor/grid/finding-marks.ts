/** Which cells carry a mark of the checks, and what it says. Pure. */
import { type Finding, SEVERITY_NAMES, type Severity } from '../../../shared/checks/check.ts';
import { RULES } from '../../../shared/checks/rules.ts';
import type { TableMap } from './table-map.ts';

export interface CellMark {
  readonly severity: Severity;
  readonly text: string;
}

/** The marks of one row by the keys of its cells. */
export type RowMarks = ReadonlyMap<string, CellMark>;

const ORDER: readonly Severity[] = ['error', 'warning', 'hint'];

/**
 * The marks of all rows, by the keys of the rows; findings that were put aside are not among them.
 * @param before the marks until now: rows whose marks say the same keep the same object, and so do
 * all of them together
 */
export function findingMarks(
  map: TableMap,
  findings: readonly Finding[],
  before: ReadonlyMap<string, RowMarks>,
): ReadonlyMap<string, RowMarks> {
  const rows = new Map<string, Map<string, CellMark>>();
  for (const finding of findings) {
    const line = lineOf(finding);
    for (const address of finding.addresses) {
      const rect = map.find(address);
      const row = rect && map.rows[rect.top]?.key;
      if (!rect || row === undefined) continue;
      const marks = rows.get(row) ?? new Map<string, CellMark>();
      rows.set(row, marks);
      marks.set(rect.cell.key, joined(marks.get(rect.cell.key), finding, line));
    }
  }
  const marks = new Map([...rows].map(([key, now]) => [key, kept(before.get(key), now)]));
  const same =
    marks.size === before.size && [...marks].every(([key, row]) => row === before.get(key));
  return same ? before : marks;
}

/** A finding over more cells says its figures only in the list of findings. */
const MANY = 20;

const TITLES = new Map(RULES.map(({ meta }) => [meta.id, meta.title]));

/**
 * What a cell says of a finding. One that spans a table says other figures after each edit: put into
 * its cells, they would have hundreds of rows drawn again for every Enter.
 */
function lineOf({ severity, rule, message, addresses }: Finding): string {
  const title = addresses.length > MANY ? TITLES.get(rule) : undefined;
  const text = title === undefined ? message : `${title}（涉及多处，详见「审核」）`;
  return `${SEVERITY_NAMES[severity]}：${text}`;
}

function joined(mark: CellMark | undefined, finding: Finding, line: string): CellMark {
  if (!mark) return { severity: finding.severity, text: line };
  const worse = ORDER.indexOf(finding.severity) < ORDER.indexOf(mark.severity);
  const text = mark.text.split('\n').includes(line) ? mark.text : `${mark.text}\n${line}`;
  return { severity: worse ? finding.severity : mark.severity, text };
}

function kept(before: RowMarks | undefined, now: RowMarks): RowMarks {
  if (before?.size !== now.size) return now;
  const same = [...now].every(([key, mark]) => {
    const old = before.get(key);
    return old?.severity === mark.severity && old.text === mark.text;
  });
  return same ? before : now;
}
