/** What the worker process does for Excel tables that go out and come back. */
import { basename } from 'node:path';
import type { ReadBackAnswer } from '../../shared/api/excel.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import { DraftError } from '../../shared/draft/draft-error.ts';
import { entrySheets } from '../../shared/excel/entry-sheets.ts';
import { formSheets } from '../../shared/excel/form-sheets.ts';
import { planReadBack } from '../../shared/excel/read-back.ts';
import { writeXlsx } from '../../shared/excel/write-xlsx.ts';
import type { FormDefinition } from '../../shared/form/definition.ts';
import { formOf } from '../../shared/form/forms.ts';
import { readTexts } from '../../shared/word/read-form.ts';
import { readSourceBytes } from './read-form.ts';
import { readOutside } from './read-outside.ts';

/** A draft, and the id that it is stored under. */
export interface Stored {
  readonly id: string;
  readonly draft: Draft;
}

/** A section may send back a single sheet: hardly any of the form's labels. */
const ANY_SHARE = 0.05;

export const EXCEL_TASKS = {
  /** The bytes of an .xlsx with the tables of the form. */
  writeTables({ id, draft }: Stored): Uint8Array {
    return writeXlsx(formSheets(definitionOf(draft), draft, id));
  },

  /** The bytes of 一体化录入表, and what has to be put right in it by hand. */
  writeEntry({ draft }: Stored): {
    readonly bytes: Uint8Array;
    readonly doubts: readonly string[];
  } {
    const { sheets, doubts } = entrySheets(definitionOf(draft), draft);
    return { bytes: writeXlsx(sheets), doubts };
  },

  /** What a file that comes back would change in a draft; nothing is changed yet. */
  async readBack({ id, draft, path }: Stored & { readonly path: string }): Promise<ReadBackAnswer> {
    const definition = definitionOf(draft);
    const source = await readSourceBytes(await readOutside(path));
    const [read] = readTexts(definition, source, draft.year, ANY_SHARE);
    return { fileName: basename(path), ...planReadBack(definition, draft, id, read) };
  },
};

function definitionOf(draft: Draft): FormDefinition {
  const definition = formOf(draft.form);
  if (!definition) throw new DraftError('本程序不认识这份草稿的表样，请先升级本程序。');
  return definition;
}
