/** What the worker process does: each task takes one argument and gives what survives cloning. */
import { basename, extname } from 'node:path';
import type { CheckContext } from '../../shared/checks/check.ts';
import { reportDocx } from '../../shared/checks/report-docx.ts';
import { runChecks } from '../../shared/checks/run.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import { DraftError } from '../../shared/draft/draft-error.ts';
import { damagedJxb, type Jxb, JxbError, writeJxb } from '../../shared/draft/jxb.ts';
import { publicDraft } from '../../shared/draft/public.ts';
import type { FormDefinition } from '../../shared/form/definition.ts';
import { formOf } from '../../shared/form/forms.ts';
import { layOut, type Table } from '../../shared/table/lay-out.ts';
import { printHtml } from '../../shared/table/print-html.ts';
import type { ReadFile } from '../../shared/word/read-form.ts';
import { ReadError } from '../../shared/word/source.ts';
import { writeDocx } from '../../shared/word/write.ts';
import { VERSION } from '../version.ts';
import { BACKUP_TASKS } from './backup-tasks.ts';
import { BATCH_TASKS } from './batch-tasks.ts';
import { EXCEL_TASKS } from './excel-tasks.ts';
import { LIBRARY_TASKS } from './library-tasks.ts';
import { readFormBytes } from './read-form.ts';
import { readOutside } from './read-outside.ts';

/** A draft for paper; the public version leaves out personal fields. */
export interface Printed {
  readonly draft: Draft;
  readonly publicVersion: boolean;
}

/** A draft for its 审核结果, and what its checks may know beside it. */
export interface Checked {
  readonly draft: Draft;
  readonly context: CheckContext;
}

export const TASKS = {
  ...BACKUP_TASKS,
  /** Reads a file from outside as a draft; nothing is saved yet. */
  async readForm({ path }: { readonly path: string }): Promise<ReadFile & { fileName: string }> {
    const bytes = await readOutside(path);
    try {
      const read = await readFormBytes(bytes, new Date().getFullYear());
      return { fileName: basename(path), ...read };
    } catch (error) {
      // What says that it is a draft's file and cannot be read is not to be opened with Word.
      const named = extname(path).toLowerCase() === '.jxb' && error instanceof ReadError;
      throw named && !(error instanceof JxbError) ? damagedJxb(error) : error;
    }
  },

  /** The bytes of a .jxb. */
  writeJxb: (jxb: Jxb): Uint8Array => writeJxb(jxb, VERSION),

  /** The bytes of a .docx. */
  async writeWord(printed: Printed): Promise<Uint8Array> {
    const { definition, table } = tableOf(printed);
    return await writeDocx(definition, table);
  },

  /** The bytes of 审核结果 as a .docx. */
  async writeReport({ draft, context }: Checked): Promise<Uint8Array> {
    const { definition } = tableOf({ draft, publicVersion: false });
    return await reportDocx(definition, draft, runChecks(definition, draft, context));
  },

  /** The HTML of the pages. */
  writePages(printed: Printed): string {
    const { definition, table } = tableOf(printed);
    return printHtml(definition, table);
  },

  ...BATCH_TASKS,
  ...EXCEL_TASKS,
  ...LIBRARY_TASKS,
};

function tableOf({ draft, publicVersion }: Printed): { definition: FormDefinition; table: Table } {
  const definition = formOf(draft.form);
  if (!definition) throw new DraftError('本程序不认识这份草稿的表样，请先升级本程序。');
  const shown = publicVersion ? publicDraft(definition, draft) : draft;
  return { definition, table: layOut(definition, shown) };
}

export type Tasks = typeof TASKS;
