/** Files on their way into drafts: chosen, dropped or handed over by the system. */
import type { ImportAnswer, OpenDraft } from '../../shared/api.ts';
import { settleEditor, type Unread, useShell } from '../state/shell.ts';
import { ask } from '../ui/api.ts';
import { call } from '../ui/call.ts';
import { fileNameOf } from '../ui/format.ts';
import { modal } from '../ui/tell.ts';
import type { ReadJxb } from './receive-jxb.tsx';
import { tellUnread } from './UnreadFiles.tsx';

/** Asks for files and reads them. */
export async function chooseFiles(): Promise<void> {
  const chosen = await call('import.choose');
  if (chosen) await readFiles(chosen.paths);
}

/** Asks about each draft; gives the last that the person wants to see. */
async function receiveAll(drafts: readonly ReadJxb[]): Promise<OpenDraft | undefined> {
  if (drafts.length === 0) return undefined;
  const { receiveJxb } = await import('./receive-jxb.tsx');
  let open: OpenDraft | undefined;
  for (const draft of drafts) open = (await receiveJxb(draft)) ?? open;
  return open;
}

/** Reads files, and shows what was found in them; nothing is saved yet. */
export async function readFiles(paths: readonly string[]): Promise<void> {
  const shell = useShell.getState();
  if (shell.reading !== null || paths.length === 0) return;
  const cameFrom = shell.page.name === 'editor' ? shell.page.open.summary.id : null;
  if (!(await settleEditor())) {
    modal.error({
      title: '暂时不能导入',
      content: '正在填写的表还没有保存成功，内容还在窗口里。请先按提示处理保存问题，再导入文件。',
    });
    return;
  }
  const read = await readAll(paths);
  if (!read) return;
  const { answers, unread, drafts } = read;
  const open = await receiveAll(drafts);
  if (answers.length > 0) shell.show({ name: 'import', answers, unread, cameFrom });
  else if (unread.length > 0) {
    modal.error({ title: '没有导入', content: tellUnread(unread) });
  }
  if (open && answers.length === 0) shell.show({ name: 'editor', open });
}

interface FilesRead {
  readonly answers: readonly ImportAnswer[];
  readonly unread: readonly Unread[];
  /** Drafts of this program, which need no review. */
  readonly drafts: readonly ReadJxb[];
}

/** Reads one file after the other; one that cannot be read stops none. Undefined where the person gives up. */
async function readAll(paths: readonly string[]): Promise<FilesRead | undefined> {
  const { setReading } = useShell.getState();
  const answers: ImportAnswer[] = [];
  const unread: Unread[] = [];
  const drafts: ReadJxb[] = [];
  for (const [i, path] of paths.entries()) {
    const fileName = fileNameOf(path);
    setReading({ fileName, number: i + 1, total: paths.length });
    const answer = await ask('import.read', { path });
    const givenUp = useShell.getState().reading === null;
    if (givenUp) return undefined;
    if (answer.ok) {
      const { jxb, ...form } = answer.value;
      if (jxb) drafts.push({ path, answer: { ...form, jxb } });
      else answers.push(form);
    } else if (answer.problem.code === 'cancelled') {
      unread.push({ fileName, message: '已跳过，没有读入。' });
    } else unread.push({ fileName, message: answer.problem.message });
  }
  setReading(null);
  return { answers, unread, drafts };
}
