/** A draft that this program has written as JSON, on the command line. */
import { basename, extname } from 'node:path';
import { type Draft, parseDraft } from '../../shared/draft/draft.ts';
import { ProblemError } from '../problem.ts';
import { readOutside } from './read-outside.ts';

/**
 * The draft in a JSON file; undefined where the file is something else.
 * @throws ProblemError, DraftError with a Chinese sentence
 */
export async function readDraftFile(path: string): Promise<Draft | undefined> {
  if (extname(path).toLowerCase() !== '.json') return undefined;
  const bytes = await readOutside(path);
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    const sentence = `「${basename(path)}」不是草稿文件，或已损坏，没有读入。`;
    throw new ProblemError('unreadable', sentence, { cause: error });
  }
  return parseDraft(value);
}
