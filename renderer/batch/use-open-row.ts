import { useCallback, useRef } from 'react';
import type { BatchRow } from '../../shared/batch/rows.ts';
import { call } from '../ui/call.ts';
import { message } from '../ui/tell.ts';
import { useBatch } from './batch-state.ts';

/** Reads the form of a row again and shows it; the checking of the others goes on meanwhile. */
export function useOpenRow(): (row: BatchRow) => void {
  const busy = useRef(false);
  return useCallback((row) => {
    if (busy.current) return;
    if (!row.form) {
      message.warning(row.problem);
      return;
    }
    busy.current = true;
    void call('import.read', { path: row.path }).then((answer) => {
      busy.current = false;
      const form = answer && [answer, ...answer.others][row.nth];
      if (!form) {
        if (answer) message.error('文件在审核之后变了，找不到这张表；请重新审核这个文件夹。');
        return;
      }
      useBatch.setState({ open: { file: row.file, draft: form.draft, report: form.report } });
    });
  }, []);
}
