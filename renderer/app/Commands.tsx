import { useEffect } from 'react';
import { exportJxb, exportOpen } from '../files/export.tsx';
import { chooseFiles } from '../files/import-files.ts';
import { readBack } from '../files/read-back.tsx';
import { settleEditor, showVersions, useShell } from '../state/shell.ts';
import { ask } from '../ui/api.ts';
import { call } from '../ui/call.ts';
import { message } from '../ui/tell.ts';
import { useMenuCommands } from '../ui/use-menu-commands.ts';

/** Answers the commands of the menu that belong to no page, and the wish to close the window. */
export function Commands() {
  const shell = useShell.getState();

  /** For commands that need an open form: without one, says what to do first. */
  const withEditor = (act: () => void) => () => {
    if (useShell.getState().editor) act();
    else message.info('请先在列表中打开一份填报表。');
  };

  useMenuCommands({
    new: () => shell.openDialog('new'),
    import: () => void chooseFiles(),
    about: () => shell.openDialog('about'),
    guide: () => shell.openHelp({ tab: 'guide' }),
    fields: () => shell.openHelp({ tab: 'fields' }),
    shortcuts: () => shell.openHelp({ tab: 'keys' }),
    'export-word': withEditor(() => void exportOpen('word')),
    'export-public': withEditor(() => void exportOpen('public')),
    'export-pdf': withEditor(() => void exportOpen('pdf')),
    'export-jxb': withEditor(() => void exportJxb()),
    'export-excel': withEditor(() => void exportOpen('excel')),
    'export-entry': withEditor(() => void exportOpen('entry')),
    'read-back': withEditor(() => void readBack()),
    print: withEditor(() => shell.openDialog('print')),
    version: withEditor(() => shell.openDialog('version')),
    versions: withEditor(() => void showVersions()),
    drafts: () => void showPage('drafts'),
    batch: () => void showPage('batch'),
    // In the editor it opens beside the grid.
    library: () => {
      if (!useShell.getState().editor) shell.show({ name: 'library', cameFrom: null });
    },
    backups: () => void showPage('backups'),
    bin: () => void showPage('bin'),
    settings: () => void showPage('settings'),
    save: () => {
      if (!useShell.getState().editor) message.info('所有内容都已自动保存。');
    },
  });

  useEffect(() => window.api.on('window.closing', () => void closeOnceSaved()), []);
  useEffect(
    () =>
      window.api.on('draft.reopen', ({ id }) => {
        void call('drafts.open', { id }).then((open) => {
          if (open) useShell.getState().show({ name: 'editor', open });
        });
      }),
    [],
  );
  return null;
}

async function showPage(name: 'drafts' | 'batch' | 'backups' | 'bin' | 'settings'): Promise<void> {
  if (await settleEditor()) useShell.getState().show({ name });
}

/** How long to wait before saving is tried again while the window wants to close, in milliseconds. */
const RETRY_DELAY = 1000;
let closing = false;

/**
 * Lets the window close once all is saved. As long as that fails the editor shows why, and the
 * main process asks the person whether to wait.
 */
async function closeOnceSaved(): Promise<void> {
  if (closing) return;
  closing = true;
  while (!(await settleEditor())) {
    await new Promise((done) => setTimeout(done, RETRY_DELAY));
  }
  closing = false;
  await ask('app.readyToClose');
}
