import { bare } from '../../text.ts';
import { DEPARTMENT_PERFORMANCE, EXAMPLE, finding, type Rule, type RuleMeta } from '../check.ts';
import type { RowView, Surroundings, TableView } from '../view.ts';

const meta: RuleMeta = {
  id: 'basis-fit',
  title: '依据用在了不适用的一级指标下',
  severities: ['hint'],
  why: '预算支出标准只用于成本指标：指标值不得超过规定的支出标准。',
  source: EXAMPLE,
  forms: DEPARTMENT_PERFORMANCE,
};

/** Neighbouring rows with the same basis, where the dictionary keeps that basis for other groups. */
interface Run {
  readonly basis: string;
  readonly rows: RowView[];
}

function runsOf(table: TableView, limits: ReadonlyMap<string, readonly string[]>): readonly Run[] {
  const runs: Run[] = [];
  let joins = false;
  for (const row of table.rows) {
    const [basis, level1] = [row.bare('basis'), row.bare('level1')];
    const limit = limits.get(basis);
    const fits = limit === undefined || level1 === '' || limit.includes(level1);
    const last = runs.at(-1);
    if (fits) joins = false;
    else if (joins && last?.basis === basis) last.rows.push(row);
    else {
      runs.push({ basis, rows: [row] });
      joins = true;
    }
  }
  return runs;
}

function table(table: TableView, around: Surroundings) {
  const entries = around.definition.dictionaries.basis?.entries ?? [];
  const limits = new Map(
    entries.flatMap(({ value, under }) => (under ? [[bare(value), under] as const] : [])),
  );
  return runsOf(table, limits).map(({ basis, rows }) => {
    const places = [...new Set(rows.map((row) => row.bare('level1')))].join('、');
    const right = limits.get(basis)?.join('、');
    const message = `${table.name}：「${places}」的 ${rows.length} 个指标以「${basis}」为依据，它只用于「${right}」`;
    const addresses = rows.map((row) => row.address('basis'));
    return finding(meta, 'hint', addresses, message);
  });
}

export const basisFit: Rule = { meta, columns: ['level1', 'basis'], table };
