/** What the worker process does for 批量审核 and `cli check`. */

import type { BatchRow, FormSummary } from '../../shared/batch/rows.ts';
import { type Expected, summarySheets } from '../../shared/batch/sheets.ts';
import { summaryOf } from '../../shared/batch/summary.ts';
import type { CheckContext, Finding, Severity } from '../../shared/checks/check.ts';
import { openFindings } from '../../shared/checks/facts.ts';
import { reportText } from '../../shared/checks/report.ts';
import { reportDocx } from '../../shared/checks/report-docx.ts';
import { runChecks } from '../../shared/checks/run.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import { DraftError } from '../../shared/draft/draft-error.ts';
import type { FormDefinition } from '../../shared/form/definition.ts';
import { formOf } from '../../shared/form/forms.ts';
import type { ImportReport } from '../../shared/word/report.ts';
import { ProblemError } from '../problem.ts';
import { readDraftFile } from './draft-file.ts';
import { readFormBytes } from './read-form.ts';
import { readNames } from './read-names.ts';
import { readOutside } from './read-outside.ts';
import { workbookOf } from './write-excel.ts';

/** A file to check, and what the person has added to the dictionaries. */
export interface CheckRequest {
  readonly path: string;
  readonly extraEntries?: CheckContext['extraEntries'] | undefined;
}

/** A finding for which nobody has given a 出错说明. */
export interface OpenFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly address: string;
  readonly message: string;
  /** Whether there is a 更正 for it. */
  readonly fixable: boolean;
}

export interface CheckedForm {
  readonly summary: FormSummary;
  readonly findings: readonly OpenFinding[];
  /** 审核结果 as text. */
  readonly report: string;
}

export const BATCH_TASKS = {
  /** Checks every form in a file. */
  async checkFile(request: CheckRequest): Promise<readonly CheckedForm[]> {
    return (await formsIn(request)).map(({ definition, draft, findings, report }) => ({
      summary: summaryOf(definition, draft, findings, report),
      findings: openFindings(draft, findings).map(openFinding),
      report: reportText(definition, draft, findings),
    }));
  },

  /** 审核结果 of one form of a file, as the bytes of a .docx. */
  async writeFileReport({ nth, ...request }: CheckRequest & { nth: number }): Promise<Uint8Array> {
    const form = (await formsIn(request))[nth];
    if (!form) {
      throw new ProblemError('not-found', '文件在审核之后变了，没有写出审核结果；请重新审核。');
    }
    return await reportDocx(form.definition, form.draft, form.findings);
  },

  /** The summary as the bytes of an .xlsx. */
  writeSummary(request: { rows: readonly BatchRow[]; expected: Expected | null }): Uint8Array {
    return workbookOf(summarySheets(request.rows, request.expected));
  },

  /** The names of departments in a file: Excel, Word or text. */
  async readNames({ path }: { readonly path: string }): Promise<readonly string[]> {
    return await readNames(await readOutside(path));
  },
};

interface FormInFile {
  readonly definition: FormDefinition;
  readonly draft: Draft;
  readonly findings: readonly Finding[];
  readonly report: ImportReport | undefined;
}

async function formsIn({ path, extraEntries }: CheckRequest): Promise<readonly FormInFile[]> {
  const own = await readDraftFile(path);
  const drafts: readonly { draft: Draft; report: ImportReport | undefined }[] = own
    ? [{ draft: own, report: undefined }]
    : await readForms(path);
  return drafts.map(({ draft, report }) => {
    const definition = formOf(draft.form);
    if (!definition) throw new DraftError('本程序不认识这份草稿的表样，请先升级本程序。');
    const findings = runChecks(definition, draft, extraEntries && { extraEntries });
    return { definition, draft, findings, report };
  });
}

async function readForms(path: string) {
  const { others, ...first } = await readFormBytes(
    await readOutside(path),
    new Date().getFullYear(),
  );
  return [first, ...others];
}

function openFinding({ rule, severity, addresses, message, fix }: Finding): OpenFinding {
  return { rule, severity, address: addresses[0] ?? '', message, fixable: fix !== undefined };
}
