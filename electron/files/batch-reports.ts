/** Writes the 审核结果 of many forms into one folder. */
import { existsSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Progress, ReportsAnswer } from '../../shared/api/batch.ts';
import type { FormRow } from '../../shared/batch/rows.ts';
import { ProblemError, problemOf } from '../problem.ts';
import { writeAtomic } from './atomic.ts';
import { MAX_LENGTH, safeFileName } from './file-name.ts';

/** A form and the file that its 审核结果 goes into. */
export interface ReportFile {
  readonly row: FormRow;
  readonly path: string;
  /** Whether there is such a file already. */
  readonly exists: boolean;
}

/**
 * Where each 审核结果 goes: 「鄂州市信访局2024年度审核结果.docx」, a second one of the same department
 * with 「（2）」. Names that differ only in their case count as the same, as on Windows.
 */
export function reportFiles(rows: readonly FormRow[], folder: string): readonly ReportFile[] {
  const taken = new Set<string>();
  return rows.map((row) => {
    const { department, year } = row.form;
    const named = department || basename(row.file, extname(row.file));
    for (let n = 1; ; n++) {
      const end = `${year}年度审核结果${n > 1 ? `（${n}）` : ''}`;
      const start = [...named].slice(0, MAX_LENGTH - [...end].length).join('');
      const name = `${safeFileName(start + end)}.docx`;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      const path = join(folder, name);
      return { row, path, exists: existsSync(path) };
    }
  });
}

interface WriteOptions {
  /** What becomes of files that are there already. */
  readonly existing: 'replace' | 'keep';
  /** Makes the bytes of one 审核结果. */
  readonly make: (row: FormRow) => Promise<Uint8Array>;
  /** Ends it before the next file. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** Writes one after the other; one that fails is named, and the rest goes on. */
export async function writeReports(
  files: readonly ReportFile[],
  folder: string,
  { existing, make, signal, onProgress }: WriteOptions,
): Promise<ReportsAnswer> {
  const wanted = existing === 'replace' ? files : files.filter((one) => !one.exists);
  const failed: { file: string; problem: string }[] = [];
  let written = 0;
  let left = 0;
  for (const [done, { row, path, exists }] of wanted.entries()) {
    onProgress({ done, total: wanted.length });
    try {
      if (signal.aborted) throw new ProblemError('cancelled', '已停止。');
      await writeAtomic(path, await make(row), { force: exists });
      written += 1;
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'cancelled') {
        left = wanted.length - done;
        break;
      }
      failed.push({ file: basename(path), problem: problemOf(error).message });
    }
  }
  return { folder, written, kept: files.length - wanted.length, failed, left };
}
