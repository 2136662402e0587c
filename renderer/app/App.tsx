import { lazy, Suspense, useEffect } from 'react';
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

/** The whole window: one page at a time, and what may stand above any of them. */
export function App() {
  const page = useShell((shell) => shell.page);
  useSettings();
  useNotices();
  useEffect(() => {
    document.title = titleOf(page);
  }, [page]);
  return (
    <>
      <Suspense fallback={<p className="waiting">正在打开…</p>}>
        <PageView page={page} />
      </Suspense>
      <Dialogs />
      <Commands />
      <FileDrop />
    </>
  );
}

function PageView({ page }: { readonly page: Page }) {
  const show = useShell((shell) => shell.show);
  switch (page.name) {
    case 'drafts':
      return <DraftsPage />;
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
