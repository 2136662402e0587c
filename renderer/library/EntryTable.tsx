import {
  entryName,
  type LibraryEntry,
  type LibraryShape,
  type Origin,
  usesOf,
} from '../../shared/library/entry.ts';
import { RowButton } from '../drafts/DraftTable.tsx';
import { call } from '../ui/call.ts';
import { modal } from '../ui/tell.ts';

interface EntryTableProps {
  readonly library: LibraryShape;
  readonly entries: readonly LibraryEntry[];
  readonly onEdit: (entry: LibraryEntry) => void;
  readonly onChanged: () => void;
}

const ORIGINS: Readonly<Record<Origin, string>> = {
  own: '自己添加',
  draft: '填报表',
  example: '示例',
};

/** The entries of the page, one a row, with what can be done to each. */
export function EntryTable({ library, entries, onEdit, onChanged }: EntryTableProps) {
  const { form } = library;

  async function hide({ key, hidden }: LibraryEntry) {
    const done = await call('library.hide', { form, keys: [key], hidden: !hidden });
    if (done !== undefined) onChanged();
  }
  function remove(entry: LibraryEntry) {
    const stays = entry.drafts > 0;
    modal.confirm({
      title: `删除「${entryName(library, entry.cells)}」？`,
      content: stays
        ? '只删除您添加或修改的内容；填报表里也有这条指标，库中恢复为表里的内容。'
        : '从指标库中删除，不影响已经填好的表。',
      okText: '删除',
      okButtonProps: { danger: true },
      autoFocusButton: 'cancel',
      async onOk() {
        if ((await call('library.remove', { form, keys: [entry.key] })) !== undefined) onChanged();
      },
    });
  }

  return (
    <table className="drafts library-table">
      <thead>
        <tr>
          {library.columns.map(({ id, name }) => (
            <th key={id} scope="col">
              {name}
            </th>
          ))}
          <th scope="col">使用</th>
          <th scope="col">来源</th>
          <th scope="col">操作</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => {
          const name = entryName(library, entry.cells);
          return (
            <tr key={entry.key}>
              {library.columns.map(({ id }) =>
                id === library.shape.name.id ? (
                  <th key={id} scope="row">
                    {name}
                  </th>
                ) : (
                  <td key={id}>{entry.cells[id]}</td>
                ),
              )}
              <td className="library-uses">{usesOf(entry) > 0 ? `${usesOf(entry)} 次` : ''}</td>
              <td className="library-uses">{ORIGINS[entry.origin]}</td>
              <td className="actions">
                <RowButton label="修改" about={name} onClick={() => onEdit(entry)} />
                <RowButton
                  label={entry.hidden ? '恢复显示' : '隐藏'}
                  about={name}
                  onClick={() => void hide(entry)}
                />
                {entry.origin === 'own' && (
                  <RowButton label="删除" about={name} danger onClick={() => remove(entry)} />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
