import { cellName } from '../../../shared/draft/cell-name.ts';
import type { Draft } from '../../../shared/draft/draft.ts';
import { computedTextAt } from '../../../shared/draft/values.ts';
import type { Dictionary } from '../../../shared/form/definition.ts';
import { placeOf } from '../../help/fields.ts';
import { useShell } from '../../state/shell.ts';
import { Button } from '../../ui/Button.tsx';
import { useEditor, useEditorState, useLater } from '../EditorContext.ts';
import { dictionaryOf } from '../grid/suggestions.ts';
import { slotOf } from '../names.ts';

/** 填报说明 of the field in hand: what belongs there, what its words mean, what is known of it. */
export function HelpPanel() {
  const editor = useEditor();
  const { definition } = editor;
  const address = useEditorState((state) => state.selection.anchor.address);
  const draft = useLater((state) => state.draft);
  const slot = slotOf(definition, address);
  const key = dictionaryOf(definition, address);
  const dictionary = key === undefined ? undefined : definition.dictionaries[key];
  if (!slot) return <p className="hint">请选中表中的一格。</p>;
  const showAll = () => {
    const about = placeOf(definition, address);
    useShell.getState().openHelp({ tab: 'fields', ...(about && { about }) });
  };
  return (
    <div className="help-panel">
      <h2>{cellName(editor.sheet(), address)}</h2>
      <p>{slot.help}</p>
      <State address={address} draft={draft} />
      {dictionary && <Words dictionary={dictionary} />}
      <button
        type="button"
        className="leads all-help"
        onPointerDown={(event) => event.preventDefault()}
        onClick={showAll}
      >
        查看全部填报说明
      </button>
    </div>
  );
}

/** What is known of the cell beside its text. */
function State({ address, draft }: { readonly address: string; readonly draft: Draft }) {
  const editor = useEditor();
  const cell = editor.sheet().map.find(address)?.cell;
  const mark = draft.marks[address];
  const computed = computedTextAt(editor.definition, draft, address);
  return (
    <>
      {cell?.computed === 'auto' && (
        <p className="help-state">这一格自动计算。直接填写会改为以所填为准。</p>
      )}
      {cell?.computed === 'set' && (
        <div className="help-state">
          <p>这一格由人工填写，自动计算的结果是 {computed || '空'}。</p>
          <Button
            size="small"
            onClick={() => editor.apply({ type: 'release', addresses: [address] })}
          >
            恢复自动计算
          </Button>
        </div>
      )}
      {cell?.carried && <p className="help-state">上年带入，待核实：修改或重新填写后不再提示。</p>}
      {mark?.proposal !== undefined && <p className="help-state">上年填的是：{mark.proposal}</p>}
    </>
  );
}

function Words({ dictionary }: { readonly dictionary: Dictionary }) {
  const explained = dictionary.entries.filter((entry) => entry.help);
  return (
    <>
      <p className="hint">
        按 Alt+↓ 打开可选内容{dictionary.open ? '，也可以直接填写列表以外的内容。' : '。'}
      </p>
      {explained.length > 0 && (
        <dl className="help-words">
          {explained.map((entry) => (
            <div key={entry.value}>
              <dt>{entry.value}</dt>
              <dd>{entry.help}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
