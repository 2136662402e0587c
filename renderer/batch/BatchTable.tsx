import { Input, Table, type TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import { type BatchRow, totalNames } from '../../shared/batch/rows.ts';
import { remarkOf } from '../../shared/batch/sheets.ts';
import { byPinyin } from '../../shared/collate.ts';
import { amountOf } from '../../shared/draft/amount.ts';
import { useOpenRow } from './use-open-row.ts';
import { useSize } from './use-size.ts';

interface BatchTableProps {
  readonly rows: readonly BatchRow[];
}

type Kind = 'all' | 'errors' | 'fine' | 'unread';

const KINDS: readonly (readonly [Kind, string, (row: BatchRow) => boolean])[] = [
  ['all', '全部', () => true],
  ['errors', '有错误的', ({ form }) => form !== null && form.errors > 0],
  ['fine', '没有错误的', ({ form }) => form?.errors === 0],
  ['unread', '读不了的', ({ form }) => form === null],
];

/** Every form of the folder, one a line; only the lines in sight are in the page. */
export function BatchTable({ rows }: BatchTableProps) {
  const [text, setText] = useState('');
  const [kind, setKind] = useState<Kind>('all');
  const [ref, size] = useSize();
  const open = useOpenRow();
  const shown = useMemo(() => filtered(rows, text, kind), [rows, text, kind]);
  const totals = useMemo(() => totalNames(rows), [rows]);
  const columns = useMemo(() => columnsOf(totals, open), [totals, open]);
  return (
    <div className="batch-panel">
      <search className="filters">
        <Input
          allowClear
          placeholder="按部门或文件名查找"
          aria-label="按部门或文件名查找"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <span>
          <label htmlFor="batch-kind">显示</label>
          <select
            id="batch-kind"
            value={kind}
            onChange={(event) => {
              const chosen = KINDS.find(([id]) => id === event.target.value);
              if (chosen) setKind(chosen[0]);
            }}
          >
            {KINDS.map(([id, name, fits]) => (
              <option key={id} value={id}>
                {name}（{rows.filter(fits).length}）
              </option>
            ))}
          </select>
        </span>
        <span className="hint">双击一行，看这张表和它的审核结果</span>
      </search>
      <div className="batch-table" ref={ref}>
        {size && (
          <Table<BatchRow>
            virtual
            size="small"
            rowKey="id"
            columns={columns}
            dataSource={shown}
            pagination={false}
            showSorterTooltip={false}
            scroll={{
              x: Math.max(size.width, MIN_WIDTH),
              y: Math.max(size.height - HEAD_HEIGHT, 120),
            }}
            onRow={(row) => ({ onDoubleClick: () => open(row) })}
            rowClassName={(row) => (row.form ? '' : 'unread')}
            locale={{ emptyText: '没有符合条件的表。' }}
          />
        )}
      </div>
    </div>
  );
}

/** What the columns need, and the height of their headings, in pixels. */
const MIN_WIDTH = 1020;
const HEAD_HEIGHT = 40;

function filtered(rows: readonly BatchRow[], text: string, kind: Kind): BatchRow[] {
  const wanted = text.trim().toLowerCase();
  const fits = KINDS.find(([id]) => id === kind)?.[2];
  return rows.filter(
    (row) =>
      fits?.(row) &&
      (row.file.toLowerCase().includes(wanted) ||
        row.form?.department.toLowerCase().includes(wanted)),
  );
}

function columnsOf(
  totals: readonly string[],
  open: (row: BatchRow) => void,
): TableColumnsType<BatchRow> {
  return [
    {
      title: '部门（单位）',
      width: 176,
      ellipsis: true,
      sorter: (a, b) => byPinyin(a.form?.department ?? '', b.form?.department ?? ''),
      render: (_, row) => <Department row={row} onOpen={() => open(row)} />,
    },
    {
      title: '年度',
      width: 62,
      sorter: (a, b) => (a.form?.year ?? 0) - (b.form?.year ?? 0),
      render: (_, { form }) => form && `${form.year}${form.yearFound ? '' : '？'}`,
    },
    countColumn('错误', 'errors'),
    countColumn('警告', 'warnings'),
    countColumn('提示', 'hints'),
    ...totals.map((name) => totalColumn(name)),
    {
      title: '没读懂',
      width: 76,
      align: 'right' as const,
      sorter: (a: BatchRow, b: BatchRow) => (a.form?.unread ?? 0) - (b.form?.unread ?? 0),
      render: (_: unknown, { form }: BatchRow) => form && (form.unread === 0 ? '' : form.unread),
    },
    {
      title: '文件',
      width: 150,
      ellipsis: true,
      sorter: (a, b) => byPinyin(a.file, b.file),
      render: (_, { file }) => <span title={file}>{file}</span>,
    },
    {
      title: '说明',
      width: 150,
      ellipsis: true,
      sorter: (a, b) => byPinyin(remarkOf(a), remarkOf(b)),
      render: (_, row) => <span title={remarkOf(row)}>{remarkOf(row)}</span>,
    },
  ];
}

function Department({ row, onOpen }: { readonly row: BatchRow; readonly onOpen: () => void }) {
  if (!row.form) return <span className="attention">读不了</span>;
  const name = row.form.department || '（未填部门名称）';
  return (
    <button type="button" className="leads" title={name} onClick={onOpen}>
      {name}
    </button>
  );
}

function countColumn(title: string, id: 'errors' | 'warnings' | 'hints') {
  return {
    title,
    width: 62,
    align: 'right' as const,
    sorter: (a: BatchRow, b: BatchRow) => (a.form?.[id] ?? -1) - (b.form?.[id] ?? -1),
    render: (_: unknown, { form }: BatchRow) =>
      form && <span className={form[id] > 0 ? `count-${id}` : 'count-none'}>{form[id]}</span>,
  };
}

function totalColumn(name: string) {
  const textOf = ({ form }: BatchRow) => form?.totals.find((one) => one.name === name)?.text ?? '';
  const numberOf = (row: BatchRow) => amountOf(textOf(row))?.toNumber() ?? Number.NEGATIVE_INFINITY;
  return {
    title: name,
    width: 116,
    align: 'right' as const,
    sorter: (a: BatchRow, b: BatchRow) => compareNumbers(numberOf(a), numberOf(b)),
    render: (_: unknown, row: BatchRow) => textOf(row),
  };
}

/** Their difference, but for two infinite ones, which are equal. */
function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
