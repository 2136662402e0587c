import { lazy, Suspense } from 'react';
import { useShell } from '../state/shell.ts';

const Notices = lazy(async () => ({ default: (await import('./Notices.tsx')).Notices }));

/** What has to be said about the database; most days nothing, and then nothing is loaded. */
export function StorageNotices() {
  const notices = useShell((shell) => shell.notices);
  if (!notices?.damaged && !notices?.network && !notices?.backupProblem) return null;
  return (
    <Suspense fallback={null}>
      <Notices notices={notices} />
    </Suspense>
  );
}
