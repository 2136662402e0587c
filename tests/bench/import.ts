/** Reading a form: ours, to a draft and a report, beside mammoth, which only turns a file into HTML. */
import mammoth from 'mammoth';
import { blankDraft } from '../../shared/draft/draft.ts';
import { applyEdit } from '../../shared/draft/edit.ts';
import { departmentPerformance as form } from '../../shared/form/department-performance.ts';
import { layOut } from '../../shared/table/lay-out.ts';
import { readDocx } from '../../shared/word/read.ts';
import { writeDocx } from '../../shared/word/write.ts';
import { exampleBytes } from '../fixtures/docx-variant.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import { type BenchLine, comparePair } from './harness.ts';

/** The example with its indicators repeated up to `count` in each table, as a Word file. */
async function largeFile(count: number): Promise<Uint8Array> {
  const example = exampleDraft();
  const rows = Object.fromEntries(
    Object.entries(example.rows).map(([table, some]) => {
      const cells = Array.from({ length: count }, (_, i) => some[i % some.length]?.cells ?? {});
      return [table, cells.map((one, i) => ({ ...one, level3: `${one.level3 ?? ''}${i}` }))];
    }),
  );
  const none = Object.fromEntries(Object.keys(rows).map((table) => [table, []]));
  let draft = { ...blankDraft(form, 2024), cells: example.cells, rows: none };
  for (const [table, some] of Object.entries(rows)) {
    const edit = { type: 'insertRows', table, place: 'end', rows: some } as const;
    draft = applyEdit(form, draft, edit) as typeof draft;
  }
  return writeDocx(form, layOut(form, draft));
}

export async function bench(): Promise<BenchLine[]> {
  const files = [
    { name: '导入 39+40 条指标（示例）', bytes: exampleBytes(), runs: 30 },
    { name: '导入 1,000+1,000 条指标', bytes: await largeFile(1000), runs: 7 },
  ];
  const lines: BenchLine[] = [];
  for (const { name, bytes, runs } of files) {
    const buffer = Buffer.from(bytes);
    lines.push(
      await comparePair({
        name,
        ours: () => readDocx(bytes, 2024),
        theirs: () => mammoth.convertToHtml({ buffer }),
        theirsName: 'mammoth（只转 HTML）',
        runs,
      }),
    );
  }
  return lines;
}
