import { lazy, Suspense } from 'react';
import { useShell } from '../state/shell.ts';

const NewDraftDialog = lazy(async () => ({
  default: (await import('../drafts/NewDraftDialog.tsx')).NewDraftDialog,
}));
const About = lazy(async () => ({ default: (await import('./About.tsx')).About }));
const Help = lazy(async () => ({ default: (await import('../help/Help.tsx')).Help }));
const SaveOpenVersion = lazy(async () => ({
  default: (await import('../versions/SaveVersion.tsx')).SaveOpenVersion,
}));
const PrintPreview = lazy(async () => ({
  default: (await import('../files/PrintPreview.tsx')).PrintPreview,
}));
const ReadingDialog = lazy(async () => ({
  default: (await import('../files/ReadingDialog.tsx')).ReadingDialog,
}));

/** What may stand above any page; loaded when it is first needed. */
export function Dialogs() {
  const dialog = useShell((shell) => shell.dialog);
  const help = useShell((shell) => shell.help);
  const reading = useShell((shell) => shell.reading);
  return (
    <Suspense fallback={null}>
      {dialog === 'new' && <NewDraftDialog />}
      {dialog === 'about' && <About />}
      {help && <Help place={help} />}
      {dialog === 'version' && <SaveOpenVersion />}
      {dialog === 'print' && <PrintPreview />}
      {reading !== null && <ReadingDialog reading={reading} />}
    </Suspense>
  );
}
