/** The findings of a draft as the panel shows them: open and put aside, by section. Pure. */
import type { Finding, Severity } from '../../../shared/checks/check.ts';
import { type Address, type FormDefinition, targetOf } from '../../../shared/form/definition.ts';
import type { TableMap } from '../grid/table-map.ts';

export interface FindingGroup {
  readonly section: string;
  readonly name: string;
  readonly findings: readonly Finding[];
}

export interface Counts {
  readonly error: number;
  readonly warning: number;
  readonly hint: number;
}

const ORDER: readonly Severity[] = ['error', 'warning', 'hint'];

/** Findings by the section of their first cell, in the order of the form; the worst first. */
export function bySection(
  definition: FormDefinition,
  findings: readonly Finding[],
): readonly FindingGroup[] {
  const groups = Map.groupBy(findings, (finding) => sectionOf(definition, finding) ?? '');
  return ['', ...definition.sections.map((section) => section.id)].flatMap((id) => {
    const own = groups.get(id);
    if (!own) return [];
    const name = definition.sections.find((section) => section.id === id)?.name ?? '整张表';
    const sorted = [...own].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
    return [{ section: id, name, findings: sorted }];
  });
}

export function countsOf(findings: readonly Finding[]): Counts {
  const count = (severity: Severity) =>
    findings.filter((finding) => finding.severity === severity).length;
  return { error: count('error'), warning: count('warning'), hint: count('hint') };
}

/** The section that a finding's first cell is in. */
export function sectionOf(definition: FormDefinition, finding: Finding): string | undefined {
  const [first] = finding.addresses;
  const target = first === undefined ? undefined : targetOf(definition, first);
  if (!target) return undefined;
  if ('table' in target) return target.table.section;
  return definition.sections.find((section) =>
    section.rows.flat().some((cell) => cell.field === target.field),
  )?.id;
}

/** The finding that comes after (or before) a cell in the form; goes round at the end. */
export function nextFinding(
  map: TableMap,
  findings: readonly Finding[],
  from: Address,
  step: 1 | -1,
): Finding | undefined {
  const places = new Map(
    map.rows
      .flatMap((row) => row.cells.flatMap((cell) => cell.addresses))
      .map((one, i) => [one, i]),
  );
  const placed = findings
    .flatMap((finding) => {
      const place = places.get(finding.addresses[0] ?? '');
      return place === undefined ? [] : [{ finding, place }];
    })
    .sort((a, b) => a.place - b.place);
  const here = places.get(from) ?? -1;
  const found =
    step === 1
      ? (placed.find((one) => one.place > here) ?? placed[0])
      : (placed.findLast((one) => one.place < here) ?? placed.at(-1));
  return found?.finding;
}
