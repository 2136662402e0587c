import { type EditorHandle, type Settled, useShell } from '../state/shell.ts';
import { ask } from '../ui/api.ts';
import { call } from '../ui/call.ts';
import { fileNameOf } from '../ui/format.ts';
import { message, modal } from '../ui/tell.ts';

/**
 * 从 Excel 读回: asks for a file, shows what it would change in the draft that is open, and changes it
 * in one step once the person agrees. What was there before is kept as a version.
 */
export async function readBack(): Promise<void> {
  const { editor, reading, setReading } = useShell.getState();
  if (!editor || reading !== null) return;
  const { id, draft: settled } = await editor.settle();
  const draft = { ...settled };
  const chosen = await call('excel.choose');
  if (!chosen) return;
  setReading({ fileName: fileNameOf(chosen.path), number: 1, total: 1 });
  const answer = await ask('excel.readBack', { id, draft, path: chosen.path });
  setReading(null);
  if (!answer.ok) {
    if (answer.problem.code === 'cancelled') return;
    modal.error({ title: '没有读回', content: answer.problem.message });
    return;
  }
  const plan = answer.value;
  const count = plan.changes.length + plan.added.length;
  const { ReadBackPlanView } = await import('./ReadBackPlanView.tsx');
  const content = <ReadBackPlanView plan={plan} />;
  if (count === 0) {
    modal.info({ title: '文件里没有要改的内容', width: 640, content, okText: '知道了' });
    return;
  }
  const agreed = await modal.confirm({
    title: '从 Excel 读回',
    icon: null,
    width: 860,
    style: { top: 40 },
    content,
    okText: `写入 ${count} 处`,
    cancelText: '不写入',
  });
  if (!agreed) return;
  if (!(await isStill(editor, draft))) {
    message.warning('这份表在核对时有了改动，没有写入；请再读回一次。');
    return;
  }
  const kept = await call('versions.before', { of: id, kind: 'import', draft });
  if (kept === undefined) return;
  editor.apply(plan.edit);
  message.success(`已写入 ${count} 处，可以按 Ctrl+Z 一次撤销。`);
}

/** Whether the same draft is still in front, as it was when the file was compared with it. */
async function isStill(editor: EditorHandle, draft: Settled['draft']): Promise<boolean> {
  if (useShell.getState().editor !== editor) return false;
  const now = (await editor.settle()).draft;
  return JSON.stringify(now) === JSON.stringify(draft);
}
