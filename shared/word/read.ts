/** The door of the room "Word in": the bytes of a .docx to a draft and a report. */
import type { FormDefinition } from '../form/definition.ts';
import { FORMS } from '../form/forms.ts';
import { checkSize, shortReport } from './bounds.ts';
import { readDocxSource } from './docx.ts';
import { type ReadFile, type ReadForm, readForm } from './read-form.ts';
import { ReadError, type Source } from './source.ts';

/**
 * Reads a form out of a .docx.
 * @param assumedYear 预算年度 for a file that names no year
 * @throws ReadError with a Chinese sentence where the file cannot be read or holds none of the forms
 */
export function readDocx(
  bytes: Uint8Array,
  assumedYear: number,
  definitions: readonly FormDefinition[] = FORMS,
): ReadFile {
  return readSource(readDocxSource(bytes), assumedYear, definitions);
}

/**
 * Reads the first of the given forms that a source holds.
 * @throws ReadError where it holds none of them, or more than any form can
 */
export function readSource(
  source: Source,
  assumedYear: number,
  definitions: readonly FormDefinition[] = FORMS,
): ReadFile {
  checkSize(source);
  let failure: ReadError | undefined;
  for (const definition of definitions) {
    try {
      const file = readForm(definition, source, assumedYear);
      return { ...shortened(file), others: file.others.map(shortened) };
    } catch (error) {
      if (!(error instanceof ReadError) || error.code !== 'not-this-form') throw error;
      failure ??= error;
    }
  }
  throw failure ?? new ReadError('not-this-form', '没有可以读入的表。');
}

function shortened({ draft, report }: ReadForm): ReadForm {
  return { draft, report: shortReport(report) };
}
