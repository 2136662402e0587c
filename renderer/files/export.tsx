/** Drafts on their way out: asked where to, written, and told what became of it. */
import type { Answer, DraftFacts } from '../../shared/api.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import { useShell } from '../state/shell.ts';
import { ask } from '../ui/api.ts';
import { Button } from '../ui/Button.tsx';
import { call } from '../ui/call.ts';
import { message, modal } from '../ui/tell.ts';
import { ExportedFile } from './ExportedFile.tsx';

export type ExportKind = 'word' | 'public' | 'pdf' | 'excel' | 'entry';

/** What was written: a form for paper and portals, tables, or a draft for another PC. */
export type WrittenKind = ExportKind | 'jxb';

/** Tables for colleagues to fill in go out at any time: nobody receives them as the form. */
const ASKS_BEFORE: Readonly<Record<ExportKind, boolean>> = {
  word: true,
  public: true,
  pdf: true,
  excel: false,
  entry: true,
};

const TITLES: Readonly<Record<WrittenKind, string>> = {
  word: '已导出',
  public: '已导出公开版',
  pdf: '已导出',
  excel: '已导出 Excel',
  entry: '已导出一体化录入表',
  jxb: '已导出',
};

/** A file that was written, and what has to be put right in it by hand. */
interface Written {
  readonly path: string;
  readonly doubts?: readonly string[];
}

async function askFor(
  kind: ExportKind,
  { id, draft: given }: Exported,
): Promise<Answer<Written | null>> {
  const draft = { ...given };
  switch (kind) {
    case 'excel':
      return await ask('excel.export', { id, draft });
    case 'entry':
      return await ask('excel.entry', { id, draft });
    case 'pdf':
      return await ask('export.pdf', { id, draft, publicVersion: false });
    default:
      return await ask('export.word', { id, draft, publicVersion: kind === 'public' });
  }
}

interface Exported {
  readonly id: string;
  readonly draft: Draft;
}

async function write(kind: ExportKind, exported: Exported): Promise<void> {
  const answer = await askFor(kind, exported);
  if (answer.ok) {
    if (answer.value) tellDone(kind, answer.value);
  } else if (answer.problem.code !== 'cancelled') {
    modal.error({ title: '没有导出', content: answer.problem.message });
  }
}

function tellDone(kind: WrittenKind, { path, doubts = [] }: Written): void {
  const dialog = modal.success({
    title: TITLES[kind],
    width: 560,
    content: <ExportedFile kind={kind} path={path} doubts={doubts} />,
    footer: (
      <div className="dialog-buttons">
        <Button
          onClick={() => {
            void call('export.showInFolder', { path });
          }}
        >
          打开所在文件夹
        </Button>
        {kind !== 'jxb' && (
          <Button
            onClick={() => {
              void call('export.openFile', { path });
            }}
          >
            打开文件
          </Button>
        )}
        <Button type="primary" autoFocus onClick={() => dialog.destroy()}>
          完成
        </Button>
      </div>
    ),
  });
}

/** Nothing stops an export; but what is open is said once before. */
async function agrees({ errors, warnings, hints }: DraftFacts): Promise<boolean> {
  if (errors + warnings + hints === 0) return true;
  return await modal.confirm({
    title: '还有审核问题没有处理',
    content: `${errors} 处错误，${warnings} 处警告，${hints} 处提示。可以照样导出；错误可能会被财政部门退回。`,
    okText: '继续导出',
    cancelText: '先去看看',
  });
}

/** Writes the draft that is open in the editor to a file that the person names. */
export async function exportOpen(kind: ExportKind): Promise<void> {
  const { editor } = useShell.getState();
  if (!editor) return;
  const settled = await editor.settle();
  if (!ASKS_BEFORE[kind] || (await agrees(settled.facts))) await write(kind, settled);
}

/** Writes a draft of the list as a Word file. */
export async function exportStored(id: string): Promise<void> {
  const open = await call('drafts.open', { id });
  if (!open) return;
  if (open.pending) {
    message.info('这份表上次有一处没有填完，已为您打开，请核对后再导出。');
    useShell.getState().show({ name: 'editor', open });
    return;
  }
  await write('word', { id, draft: open.draft });
}

/** Writes a draft with its versions for another PC; without an id the one that is open. */
export async function exportJxb(id?: string): Promise<void> {
  const settled = id ?? (await useShell.getState().editor?.settle())?.id;
  const saved = settled && (await call('jxb.export', { id: settled }));
  if (saved) tellDone('jxb', saved);
}
