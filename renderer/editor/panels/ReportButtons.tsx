import { useShell } from '../../state/shell.ts';
import { Button } from '../../ui/Button.tsx';
import { call } from '../../ui/call.ts';
import { fileNameOf } from '../../ui/format.ts';
import { message } from '../../ui/tell.ts';

/** 审核结果, for a colleague who has to act on it: as a Word file, or as text for a message. */
export function ReportButtons() {
  async function requested() {
    const open = await useShell.getState().editor?.settle();
    return open && { id: open.id, draft: { ...open.draft } };
  }

  async function write() {
    const args = await requested();
    const saved = args && (await call('export.report', args));
    if (saved) message.success(`审核结果已导出：${fileNameOf(saved.path)}`);
  }

  async function copy() {
    const args = await requested();
    const copied = args && (await call('export.copyReport', args));
    if (copied !== undefined) message.success('审核结果已复制，可以粘贴到别处。');
  }

  return (
    <div className="report-buttons">
      <Button size="small" onClick={() => void write()}>
        导出审核结果…
      </Button>
      <Button size="small" onClick={() => void copy()}>
        复制审核结果
      </Button>
    </div>
  );
}
