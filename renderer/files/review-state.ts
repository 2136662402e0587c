/** 导入核对: the forms that were read, what is chosen of them and what was put right. Pure. */
import type { ImportAnswer } from '../../shared/api.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import { applyEdit, setText } from '../../shared/draft/edit.ts';
import { textAt } from '../../shared/draft/values.ts';
import type { Address, FormDefinition } from '../../shared/form/definition.ts';
import type { ImportReport } from '../../shared/word/report.ts';

/** What can be taken back: the draft, and where leftovers were put by their place in the report. */
interface Step {
  readonly draft: Draft;
  readonly placed: ReadonlyMap<number, Address>;
}

/** One form that was read: of several files, or of several in one file. */
export interface ReviewedForm extends Step {
  readonly key: string;
  readonly fileName: string;
  readonly report: ImportReport;
  /** Whether it is to become a draft. */
  readonly chosen: boolean;
  /** 预算年度 as the person has it; null while its field is empty. */
  readonly year: number | null;
  readonly past: readonly Step[];
}

/** Every form of the files that were read, all of them chosen. */
export function reviewedForms(answers: readonly ImportAnswer[]): readonly ReviewedForm[] {
  return answers.flatMap((answer, file) =>
    [answer, ...answer.others].map(({ draft, report }, i) => ({
      key: `${file}.${i}`,
      fileName: answer.fileName,
      draft,
      report,
      placed: new Map(),
      chosen: true,
      year: draft.year,
      past: [],
    })),
  );
}

/** The draft of a form as it will be saved: for the year that the person says. */
export function draftOf(definition: FormDefinition, { draft, year }: ReviewedForm): Draft {
  return year === null ? draft : applyEdit(definition, draft, { type: 'setYear', year });
}

/** How many leftovers wait: neither put into a cell, nor is there anything else to do with them. */
export function openLeftovers({ report, placed }: ReviewedForm): number {
  return report.leftovers.length - placed.size;
}

/**
 * Puts a leftover into the cells that a table cell stands for.
 * @param how in place of what stands there, or behind it on a line of its own
 */
export function placeLeftover(
  definition: FormDefinition,
  form: ReviewedForm,
  leftover: number,
  addresses: readonly Address[],
  how: 'replace' | 'append',
): ReviewedForm {
  const [first] = addresses;
  const text = form.report.leftovers[leftover]?.text;
  if (first === undefined || text === undefined) return form;
  const before = how === 'append' ? textAt(definition, form.draft, first) : '';
  const whole = before === '' ? text : `${before}\n${text}`;
  return {
    ...form,
    draft: applyEdit(definition, form.draft, setText(addresses, whole)),
    placed: new Map(form.placed).set(leftover, first),
    past: [...form.past, { draft: form.draft, placed: form.placed }],
  };
}

/** Takes the last leftover out of its cell again. */
export function takeBack(form: ReviewedForm): ReviewedForm {
  const step = form.past.at(-1);
  return step ? { ...form, ...step, past: form.past.slice(0, -1) } : form;
}
