import { useEditorState } from './EditorContext.ts';

/** 已保存 with the time, or what to do where saving fails. */
export function SaveState() {
  const save = useEditorState((state) => state.save);
  if (save.state === 'failed') {
    return (
      <span className="save-state is-failed" role="alert">
        保存失败：{save.message}
      </span>
    );
  }
  return (
    <span className="save-state" role="status">
      {save.state === 'saving' ? (
        '正在保存…'
      ) : (
        <>
          已保存<span className="save-time"> {clock(save.at)}</span>
        </>
      )}
    </span>
  );
}

/** Kept: to make one takes longer than to draw this. */
const CLOCK = new Intl.DateTimeFormat('zh-CN', { timeStyle: 'medium', hour12: false });

function clock(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? '' : CLOCK.format(time);
}
