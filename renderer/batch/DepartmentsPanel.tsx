import { Input } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { MOST_NAMES } from '../../shared/api/batch.ts';
import {
  type Comparison,
  compareDepartments,
  pastedNames,
  type Reported,
} from '../../shared/batch/departments.ts';
import { type BatchRow, formRows } from '../../shared/batch/rows.ts';
import { useShell } from '../state/shell.ts';
import { Button } from '../ui/Button.tsx';
import { call } from '../ui/call.ts';
import { useBatch } from './batch-state.ts';
import { useOpenRow } from './use-open-row.ts';

interface DepartmentsPanelProps {
  readonly rows: readonly BatchRow[];
  readonly year: number | undefined;
}

/** 应报、已报、未报: the list of departments beside the forms that are there. */
export function DepartmentsPanel({ rows, year }: DepartmentsPanelProps) {
  const names = useShell((shell) => shell.settings?.expected) ?? [];
  const [editing, setEditing] = useState(names.length === 0);
  return (
    <div className="batch-panel departments">
      {editing ? (
        <NamesForm names={names} onDone={() => setEditing(false)} />
      ) : (
        year !== undefined && (
          <Compared names={names} rows={rows} year={year} onEdit={() => setEditing(true)} />
        )
      )}
    </div>
  );
}

interface NamesFormProps {
  readonly names: readonly string[];
  onDone(): void;
}

function NamesForm({ names, onDone }: NamesFormProps) {
  const [text, setText] = useState(names.join('\n'));
  const found = useMemo(() => pastedNames(text).slice(0, MOST_NAMES), [text]);

  async function readFile() {
    const chosen = await call('batch.chooseNames');
    if (chosen) setText(chosen.names.join('\n'));
  }

  async function keep() {
    const settings = await call('settings.set', { expected: [...found] });
    if (!settings) return;
    useShell.getState().setSettings(settings);
    onDone();
  }

  return (
    <section className="names-form">
      <h2>应报部门的名单</h2>
      <p className="hint">
        一行一个部门；可以从 Excel
        复制一列粘贴到这里，或者从文件读入（第一列为部门名称）。名单存在本机，下次还在。
      </p>
      <Input.TextArea
        aria-label="应报部门的名单"
        rows={12}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="buttons">
        <Button type="primary" onClick={() => void keep()}>
          用这份名单（{found.length} 个部门）
        </Button>
        <Button onClick={() => void readFile()}>从文件读入…</Button>
        {names.length > 0 && <Button onClick={onDone}>取消</Button>}
      </div>
    </section>
  );
}

interface ComparedProps {
  readonly names: readonly string[];
  readonly rows: readonly BatchRow[];
  readonly year: number;
  onEdit(): void;
}

function Compared({ names, rows, year, onEdit }: ComparedProps) {
  const comparison = useMemo(() => compareDepartments(names, rows, year), [names, rows, year]);
  const { reported, missing, repeated, unlisted, unnamed } = comparison;
  return (
    <>
      <div className="departments-bar">
        <YearChoice rows={rows} year={year} />
        <p role="status">{countsOf(comparison)}</p>
        <Button onClick={onEdit}>修改名单…</Button>
      </div>
      <div className="departments-parts">
        <Part title="未报" count={missing.length} attention>
          {missing.map(({ name, similar, otherYears }) => (
            <li key={name}>
              {name}
              {otherYears.length > 0 && (
                <span className="hint">（报的是 {otherYears.join('、')} 年的表）</span>
              )}
              {similar.length > 0 && (
                <span className="hint">（可能就是「{similar.join('」「')}」）</span>
              )}
            </li>
          ))}
        </Part>
        <Part title="重复报" count={repeated.length} attention>
          <Forms all={repeated} />
        </Part>
        <Part title="不在名单上" count={unlisted.length} attention>
          <Forms all={unlisted} />
        </Part>
        <Part title="没有填部门名称" count={unnamed.length} attention>
          {unnamed.map((row) => (
            <li key={row.id}>
              <File row={row} />
            </li>
          ))}
        </Part>
        <Part title="已报" count={reported.length}>
          <Forms all={reported} />
        </Part>
      </div>
    </>
  );
}

function countsOf({ expected, reported, missing, repeated, unlisted }: Comparison): string {
  return [
    `应报 ${expected} 个`,
    `已报 ${reported.length} 个`,
    `未报 ${missing.length} 个`,
    `重复报 ${repeated.length} 个`,
    `不在名单上 ${unlisted.length} 个`,
  ].join('，');
}

function YearChoice({ rows, year }: { readonly rows: readonly BatchRow[]; readonly year: number }) {
  const years = [...new Set(formRows(rows).map(({ form }) => form.year))].sort((a, b) => b - a);
  return (
    <span>
      <label htmlFor="batch-year">年度</label>{' '}
      <select
        id="batch-year"
        value={year}
        onChange={(event) => useBatch.setState({ year: Number(event.target.value) })}
      >
        {years.map((one) => (
          <option key={one} value={one}>
            {one} 年
          </option>
        ))}
      </select>
    </span>
  );
}

interface PartProps {
  readonly title: string;
  readonly count: number;
  readonly attention?: boolean;
  readonly children: ReactNode;
}

function Part({ title, count, attention, children }: PartProps) {
  if (count === 0) return null;
  return (
    <section className={attention ? 'attention-part' : ''}>
      <h2>
        {title}（{count}）
      </h2>
      <ul>{children}</ul>
    </section>
  );
}

function Forms({ all }: { readonly all: readonly Reported[] }) {
  return all.map(({ name, rows }) => (
    <li key={rows[0]?.id}>
      {name}
      {rows.map((row) => (
        <File key={row.id} row={row} />
      ))}
    </li>
  ));
}

function File({ row }: { readonly row: BatchRow }) {
  const open = useOpenRow();
  return (
    <button type="button" className="leads" onClick={() => open(row)}>
      {row.file}
    </button>
  );
}
