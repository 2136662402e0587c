import { lazy, Suspense, useEffect, useState } from 'react';
import { BinPage } from '../drafts/BinPage.tsx';
import { DraftsPage } from '../drafts/DraftsPage.tsx';
import { FileDrop } from '../files/FileDrop.tsx';
import { type Page, useShell } from '../state/shell.ts';
import { editorTitle, PROGRAM } from '../ui/format.ts';
import { Commands } from './Commands.tsx';
import { Dialogs } from './Dialogs.tsx';
import { useNotices } from './use-notices.ts';
import { useSettings } from './use-settings.ts';

const Editor = lazy(async () => ({ default: (await import('../editor/Editor.tsx')).Editor }));
const BatchPage = lazy(async () => ({
  default: (await import('../batch/BatchPage.tsx')).BatchPage,
}));
const BackupsPage = lazy(async () => ({
  default: (await import('../backups/BackupsPage.tsx')).BackupsPage,
}));
const RestorePage = lazy(async () => ({
  default: (await import('../backups/RestorePage.tsx')).RestorePage,
}));
const RecoveryPage = lazy(async () => ({
  default: (await import('../backups/RecoveryPage.tsx')).RecoveryPage,
}));
const ImportReview = lazy(async () => ({
  default: (await import('../files/ImportReview.tsx')).ImportReview,
}));
const VersionsPage = lazy(async () => ({
  default: (await import('../versions/VersionsPage.tsx')).VersionsPage,
}));
const LibraryPage = lazy(async () => ({
  default: (await import('../library/LibraryPage.tsx')).LibraryPage,
}));
const SettingsPage = lazy(async () => ({
  default: (await import('../settings/SettingsPage.tsx')).SettingsPage,
}));

const UiProvider = lazy(async () => ({
  default: (await import('../ui/UiProvider.tsx')).UiProvider,
}));
const TellingPlace = lazy(async () => ({
  default: (await import('../ui/UiProvider.tsx')).TellingPlace,
}));

/** The whole window: one page at a time, and what may stand above any of them. */
export function App() {
  const page = useShell((shell) => shell.page);
  const quiet = useQuiet();
  useSettings();
  useNotices();
  useEffect(() => {
    document.title = titleOf(page);
  }, [page]);
  return (
    <div className="app">
      <Suspense fallback={<p className="waiting">正在打开…</p>}>
        <PageView page={page} />
      </Suspense>
      <Suspense fallback={null}>
        {quiet && (
          <UiProvider>
            <TellingPlace />
            <Dialogs />
          </UiProvider>
        )}
      </Suspense>
      <Commands />
      <FileDrop />
    </div>
  );
}

/** How long what stands above the page may wait for a quiet moment, in milliseconds. */
const PATIENCE = 300;

/** Whether the first picture is there and nothing else is to be done: antd is loaded then. */
function useQuiet(): boolean {
  const [quiet, setQuiet] = useState(false);
  useEffect(() => {
    const waiting = requestIdleCallback(() => setQuiet(true), { timeout: PATIENCE });
    return () => cancelIdleCallback(waiting);
  }, []);
  return quiet;
}

/** The list, with which the program starts, does without antd: it is there some 0.1 s earlier. */
function PageView({ page }: { readonly page: Page }) {
  if (page.name === 'drafts') return <DraftsPage />;
  return (
    <UiProvider>
      <OtherPage page={page} />
    </UiProvider>
  );
}

function OtherPage({ page }: { readonly page: Exclude<Page, { name: 'drafts' }> }) {
  const show = useShell((shell) => shell.show);
  switch (page.name) {
    case 'bin':
      return <BinPage />;
    case 'settings':
      return <SettingsPage />;
    case 'versions':
      return <VersionsPage key={page.of} of={page.of} cameFrom={page.cameFrom} />;
    case 'batch':
      return <BatchPage />;
    case 'library':
      return <LibraryPage cameFrom={page.cameFrom} />;
    case 'backups':
      return <BackupsPage />;
    case 'restore':
      return <RestorePage contents={page.contents} />;
    case 'recovery':
      return <RecoveryPage report={page.report} />;
    case 'import':
      return <ImportReview {...page} />;
    case 'editor':
      return (
        <Editor
          key={page.open.summary.id}
          open={page.open}
          onClose={() => show({ name: 'drafts' })}
        />
      );
  }
}

function titleOf(page: Page): string {
  switch (page.name) {
    case 'editor':
      return editorTitle(page.open.summary);
    case 'import':
      return `导入核对：${page.answers[0]?.fileName ?? ''}${page.answers.length > 1 ? ' 等' : ''} - ${PROGRAM}`;
    case 'versions':
      return `历史版本 - ${PROGRAM}`;
    case 'batch':
      return `批量审核 - ${PROGRAM}`;
    case 'library':
      return `指标库 - ${PROGRAM}`;
    default:
      return PROGRAM;
  }
}
