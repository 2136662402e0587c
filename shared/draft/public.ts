/** 公开版: a draft as it may be published. */
import type { FormDefinition } from '../form/definition.ts';
import type { Draft } from './draft.ts';

/** The draft without the texts of personal fields (names, telephone numbers). */
export function publicDraft(definition: FormDefinition, draft: Draft): Draft {
  const withoutPersonal = <T>(record: Readonly<Record<string, T>>) =>
    Object.fromEntries(
      Object.entries(record).filter(([address]) => !definition.fields.get(address)?.personal),
    );
  return { ...draft, cells: withoutPersonal(draft.cells), marks: withoutPersonal(draft.marks) };
}
