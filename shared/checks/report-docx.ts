/** 审核结果 as a Word file: A4, in the fonts of the form. */
import {
  AlignmentType,
  type Document,
  HeadingLevel,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  WidthType,
} from 'docx';
import type { Draft } from '../draft/draft.ts';
import type { FormDefinition } from '../form/definition.ts';
import { CELL_MARGINS } from '../word/write-look.ts';
import { formDocument, packPlainDocument } from '../word/write-package.ts';
import { type Finding, SEVERITY_NAMES } from './check.ts';
import { type CheckReport, QUESTIONS_HEADING, type ReportSection, reportOf } from './report.ts';

/** What stands in the columns of a section's table, with widths in twentieths of a point. */
const COLUMNS = [
  { heading: '级别', width: 800 },
  { heading: '问题', width: 5000 },
  { heading: '建议更正', width: 2300 },
  { heading: '出错说明', width: 2200 },
];

const WIDTH = COLUMNS.reduce((sum, { width }) => sum + width, 0);

/** @returns the .docx; the same findings give the same bytes at any time. */
export async function reportDocx(
  definition: FormDefinition,
  draft: Draft,
  findings: readonly Finding[],
): Promise<Uint8Array> {
  const report = reportOf(definition, draft, findings);
  return packPlainDocument(documentOf(report), report.title);
}

function documentOf(report: CheckReport): Document {
  return formDocument([
    new Paragraph({ style: 'FormTitle', text: report.title }),
    new Paragraph({ alignment: AlignmentType.CENTER, text: report.subject }),
    new Paragraph({
      style: 'FormLongText',
      text: report.summary,
      spacing: { before: 200, after: 100 },
    }),
    ...report.sections.flatMap((section) => [heading(section.name), tableOf(section)]),
    heading(QUESTIONS_HEADING),
    ...report.questions.map(
      (text, i) => new Paragraph({ style: 'FormLongText', text: `${i + 1}. ${text}` }),
    ),
  ]);
}

function heading(text: string): Paragraph {
  return new Paragraph({
    heading: HeadingLevel.HEADING_2,
    style: 'FormWideText',
    keepNext: true,
    spacing: { before: 240, after: 80 },
    text,
  });
}

function tableOf(section: ReportSection): Table {
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: COLUMNS.map(({ heading, width }) => cell(heading, width, 'FormHeading')),
  });
  const rows = section.groups.flatMap(({ severity, items }) =>
    items.map(({ message, remedy, reason }) => {
      const texts = [SEVERITY_NAMES[severity], message, remedy ?? '', reason ?? ''];
      return new TableRow({
        cantSplit: true,
        children: COLUMNS.map(({ width }, i) =>
          cell(texts[i] ?? '', width, i === 0 ? 'FormCell' : 'FormWideText'),
        ),
      });
    }),
  );
  return new Table({
    rows: [head, ...rows],
    columnWidths: COLUMNS.map(({ width }) => width),
    width: { size: WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    margins: { ...CELL_MARGINS, marginUnitType: WidthType.DXA },
  });
}

function cell(text: string, width: number, style: string): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    children: text.split('\n').map((line) => new Paragraph({ style, text: line })),
  });
}
