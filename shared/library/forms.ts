/** The library of a form, by the form's id. */
import { DraftError } from '../draft/draft-error.ts';
import { FORMS } from '../form/forms.ts';
import { type LibraryShape, libraryOf } from './entry.ts';

/** @throws DraftError with a Chinese sentence where this program knows no such form */
export function libraryOfForm(form: string): LibraryShape {
  const definition = FORMS.findLast((one) => one.id === form);
  const library = definition && libraryOf(definition);
  if (!library) throw new DraftError('本程序没有这种表的指标库；请先升级本程序。');
  return library;
}
