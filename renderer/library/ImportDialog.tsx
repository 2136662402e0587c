import { Checkbox, Modal } from 'antd';
import { useMemo, useState } from 'react';
import type { LibraryFile } from '../../shared/api/library.ts';
import {
  type EntryCells,
  entryKey,
  entryName,
  type LibraryEntry,
  type LibraryShape,
} from '../../shared/library/entry.ts';
import { Button } from '../ui/Button.tsx';
import { call } from '../ui/call.ts';
import { message } from '../ui/tell.ts';

interface ImportDialogProps {
  readonly library: LibraryShape;
  readonly file: LibraryFile;
  readonly entries: readonly LibraryEntry[];
  readonly onClose: () => void;
  readonly onTaken: () => void;
}

const TAKEN = 'library-taken';
/** How long 撤销 stays on offer, in seconds. */
const UNDO_TIME = 8;
/** How many names or lines a person reads one by one. */
const SHOWN = 100;

/** What a file would bring into the library, before any of it is taken in. */
export function ImportDialog({ library, file, entries, onClose, onTaken }: ImportDialogProps) {
  const [changing, setChanging] = useState(false);
  const [busy, setBusy] = useState(false);
  const { added, changed, same } = useMemo(
    () => sorted(library, file.entries, entries),
    [library, file, entries],
  );
  const wanted = changing ? [...added, ...changed] : added;

  async function take() {
    setBusy(true);
    const taken = await call('library.keepMany', { form: library.form, entries: copies(wanted) });
    setBusy(false);
    if (taken === undefined) return;
    onTaken();
    message.success({
      key: TAKEN,
      duration: UNDO_TIME,
      content: (
        <>
          已导入 {wanted.length} 条指标。
          <Button type="link" size="small" onClick={() => void takeBack()}>
            撤销
          </Button>
        </>
      ),
    });
  }

  /** The library as it was: what is new goes, what was the person's own or hidden is so again. */
  async function takeBack() {
    message.destroy(TAKEN);
    const { form } = library;
    const keys = wanted.map((cells) => entryKey(library, cells));
    const before = entries.filter(({ key }) => keys.includes(key));
    const own = before.filter(({ origin }) => origin === 'own').map(({ cells }) => cells);
    const hidden = before.filter((entry) => entry.hidden).map(({ key }) => key);
    if ((await call('library.remove', { form, keys })) === undefined) return;
    await call('library.keepMany', { form, entries: copies(own) });
    await call('library.hide', { form, keys: hidden, hidden: true });
    onTaken();
  }

  return (
    <Modal
      open
      title="导入指标库"
      width={640}
      okText={`导入 ${wanted.length} 条`}
      okButtonProps={{ disabled: wanted.length === 0, loading: busy, autoFocus: true }}
      cancelText="不导入"
      onOk={() => void take()}
      onCancel={onClose}
    >
      <p>
        文件「{file.fileName}」中有 {file.entries.length} 条指标：新的 {added.length}{' '}
        条，库中已有但内容不同的 {changed.length} 条，完全相同的 {same} 条。
      </p>
      <Names library={library} title="新的" entries={added} />
      <Names library={library} title="内容不同的" entries={changed} />
      {changed.length > 0 && (
        <Checkbox checked={changing} onChange={(event) => setChanging(event.target.checked)}>
          内容不同的 {changed.length} 条也导入，以文件为准
        </Checkbox>
      )}
      {file.leftOut.length > 0 && (
        <details>
          <summary>没有读入的 {file.leftOut.length} 行</summary>
          <ul>
            {file.leftOut.slice(0, SHOWN).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
      <p className="hint">现在还没有导入。按「导入」后才进入指标库；已经填好的表不会改变。</p>
    </Modal>
  );
}

function Names(props: {
  readonly library: LibraryShape;
  readonly title: string;
  readonly entries: readonly EntryCells[];
}) {
  const { library, title, entries } = props;
  if (entries.length === 0) return null;
  return (
    <details>
      <summary>
        {title} {entries.length} 条
      </summary>
      <ul>
        {entries.slice(0, SHOWN).map((cells) => (
          <li key={entryKey(library, cells)}>{entryName(library, cells)}</li>
        ))}
        {entries.length > SHOWN && <li>……</li>}
      </ul>
    </details>
  );
}

/** As calls want them: what the library gives is not to be written to. */
function copies(entries: readonly EntryCells[]): Record<string, string>[] {
  return entries.map((cells) => ({ ...cells }));
}

/** The entries of a file by what the library has of them. */
function sorted(
  library: LibraryShape,
  read: readonly EntryCells[],
  entries: readonly LibraryEntry[],
): { added: EntryCells[]; changed: EntryCells[]; same: number } {
  const known = new Map(entries.map((entry) => [entry.key, entry]));
  const added: EntryCells[] = [];
  const changed: EntryCells[] = [];
  let same = 0;
  for (const cells of read) {
    const there = known.get(entryKey(library, cells));
    if (!there) added.push(cells);
    else if (library.columns.every(({ id }) => (there.cells[id] ?? '') === (cells[id] ?? ''))) {
      same += 1;
    } else changed.push(cells);
  }
  return { added, changed, same };
}
