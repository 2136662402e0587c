/** Writing a form, from a draft to the bytes of a .docx, beside docxtemplater with a template of loops. */
import Docxtemplater from 'docxtemplater';
import PizZip from 'pizzip';
import { blankDraft, type Draft, rowsOf } from '../../shared/draft/draft.ts';
import { applyEdit, type Edit } from '../../shared/draft/edit.ts';
import { textAt } from '../../shared/draft/values.ts';
import type { RowTable } from '../../shared/form/definition.ts';
import { departmentPerformance as form } from '../../shared/form/department-performance.ts';
import { layOut } from '../../shared/table/lay-out.ts';
import { writeDocx } from '../../shared/word/write.ts';
import { exampleWithIndicators } from '../fixtures/example-draft.ts';
import { type BenchLine, comparePair } from './harness.ts';

export async function bench(): Promise<BenchLine[]> {
  const template = await loopTemplate();
  const sizes = [
    { count: 39, runs: 40 },
    { count: 1000, runs: 10 },
  ];
  const lines: BenchLine[] = [];
  for (const { count, runs } of sizes) {
    const draft = exampleWithIndicators(count);
    lines.push(
      await comparePair({
        name: `导出 Word，每表 ${count} 条指标`,
        ours: () => writeDocx(form, layOut(form, draft)),
        theirs: () => fillTemplate(template, draft),
        theirsName: 'docxtemplater（不合并单元格）',
        runs,
      }),
    );
  }
  return lines;
}

/** The form with a tag in every cell: what docxtemplater fills, a loop for the rows of each table. */
async function loopTemplate(): Promise<Uint8Array> {
  const edits: Edit[] = [];
  let draft = blankDraft(form, 2024);
  for (const table of form.tables.values()) {
    const rows = rowsOf(draft, table.id).map((row) => row.id);
    edits.push(
      { type: 'removeRows', table: table.id, rows },
      { type: 'insertRows', table: table.id, place: 'end', rows: [loopRow(table)] },
    );
  }
  const tags = [...form.fields.keys()].map((address) => [address, `{${address}}`] as const);
  edits.push({ type: 'set', cells: tags });
  draft = applyEdit(form, draft, { type: 'all', edits });
  return writeDocx(form, layOut(form, draft));
}

function loopRow(table: RowTable): Record<string, string> {
  const last = table.columns.length - 1;
  return Object.fromEntries(
    table.columns.map(({ id }, i) => {
      const opens = i === 0 ? `{#${table.id}}` : '';
      const closes = i === last ? `{/${table.id}}` : '';
      return [id, `${opens}{${id}}${closes}`];
    }),
  );
}

function fillTemplate(template: Uint8Array, draft: Draft): Uint8Array {
  const data: Record<string, unknown> = {};
  for (const address of form.fields.keys()) data[address] = textAt(form, draft, address);
  for (const table of form.tables.values()) {
    data[table.id] = rowsOf(draft, table.id).map((row) => row.cells);
  }
  const options = { paragraphLoop: true, linebreaks: true, nullGetter: () => '' };
  return new Docxtemplater(new PizZip(template), options).render(data).toUint8Array();
}
