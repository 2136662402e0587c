/** Whether what came of a hostile file is what must: a draft that holds, or a sentence. */
import { readDraftFile } from '../../../electron/files/draft-file.ts';
import { problemOf } from '../../../electron/problem.ts';
import type { ImportAnswer } from '../../../shared/api.ts';
import { type Draft, parseDraft } from '../../../shared/draft/draft.ts';
import { formOf } from '../../../shared/form/forms.ts';
import { layOut } from '../../../shared/table/lay-out.ts';
import { exampleDraft } from '../../fixtures/example-draft.ts';
import type { HostileFile } from './hostile-file.ts';

/** What reading gives, or what it throws. */
export type Outcome =
  | Pick<ImportAnswer, 'draft' | 'report' | 'others'>
  | { readonly thrown: unknown };

/** A window that has to show more than this of a report would stand still. */
const MAX_NAMED = 1_001;

/** What is wrong with the outcome of a file, in a sentence; undefined where nothing is. */
export function faultOf(expected: HostileFile['outcome'], outcome: Outcome): string | undefined {
  if ('thrown' in outcome) return faultOfSentence(expected, outcome.thrown);
  if (expected === 'sentence') return 'a draft where there should be a sentence';
  const example = contentOf(exampleDraft());
  if (expected === 'example' && contentOf(outcome.draft) !== example)
    return 'read as another content';
  for (const { draft, report } of [outcome, ...outcome.others]) {
    if (report.leftovers.length > MAX_NAMED) return `${report.leftovers.length} leftovers`;
    try {
      const definition = formOf(draft.form);
      if (!definition) return `a draft of the form ${draft.form}`;
      layOut(definition, parseDraft(draft));
    } catch (error) {
      return `a draft that does not hold: ${error}`;
    }
  }
  return undefined;
}

/** The same for a draft in a file of JSON, at a path that ends so. */
export async function faultOfDraft(file: HostileFile, path: string): Promise<string | undefined> {
  try {
    const draft = await readDraftFile(path);
    if (!draft) return 'not taken for a draft';
    return file.outcome === 'sentence' ? 'a draft where there should be a sentence' : undefined;
  } catch (thrown) {
    return faultOfSentence(file.outcome, thrown);
  }
}

/** The same for a file that is read for something else than a draft. */
export function faultOfOther(outcome: unknown): string | undefined {
  if (typeof outcome !== 'object' || outcome === null) return `neither: ${outcome}`;
  return 'thrown' in outcome ? faultOfSentence('either', outcome.thrown) : undefined;
}

function faultOfSentence(expected: HostileFile['outcome'], thrown: unknown): string | undefined {
  const { code, message } = problemOf(thrown);
  if (code !== 'unreadable' && code !== 'not-this-form')
    return `not a sentence: ${stackOf(thrown)}`;
  if (
    !/[\u4e00-\u9fff]。$/.test(message) ||
    /error|exception|undefined|null|\bat /i.test(message)
  ) {
    return `no sentence: ${message}`;
  }
  if (expected === 'draft') return `a sentence where there should be a draft: ${message}`;
  return undefined;
}

function stackOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return `${thrown.stack} ${thrown.cause instanceof Error ? thrown.cause.message : ''}`;
}

function contentOf({ year, cells, marks, rows }: Draft): string {
  const texts = Object.entries(rows).map(([table, all]) => [table, all.map((row) => row.cells)]);
  return JSON.stringify([year, sorted(cells), sorted(marks), texts]);
}

function sorted(record: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
