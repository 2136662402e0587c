import { clockTime } from '../ui/format.ts';
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
          已保存<span className="save-time"> {clockTime(save.at)}</span>
        </>
      )}
    </span>
  );
}
