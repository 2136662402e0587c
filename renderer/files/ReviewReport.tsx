import { Select } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { cellName } from '../../shared/draft/cell-name.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import type { Address, FormDefinition } from '../../shared/form/definition.ts';
import type { Table } from '../../shared/table/lay-out.ts';
import type { Leftover } from '../../shared/word/report.ts';
import { mapOf } from '../editor/grid/table-map.ts';
import { Button } from '../ui/Button.tsx';
import { placesOf } from './review-places.ts';
import { openLeftovers, type ReviewedForm } from './review-state.ts';

interface ReviewReportProps {
  readonly definition: FormDefinition;
  readonly draft: Draft;
  readonly table: Table;
  readonly form: ReviewedForm;
  /** The leftover that waits for its cell. */
  readonly placing: number | null;
  onPlace(leftover: number | null): void;
  onChoose(addresses: readonly Address[]): void;
  /** Shows a cell in the table. */
  onMark(address: Address): void;
}

/** What was found in a file, and what needs a look. */
export function ReviewReport(props: ReviewReportProps) {
  const { definition, draft, form, onMark } = props;
  const { report } = form;
  const places = useMemo(() => placesOf(definition, draft), [definition, draft]);
  const phrase = (text: string): Phrase => ({ text, place: places(text) });
  const setByHand = report.setByHand.map((address) => ({
    text: cellName({ definition, draft }, address),
    place: address,
  }));
  return (
    <aside className="review-report" aria-label="核对说明">
      {report.leftovers.length > 0 && <Leftovers {...props} />}
      <Part title="文件中没有的项目" phrases={report.missing.map(phrase)} attention onMark={onMark}>
        导入后这些项目为空白，请补填。
      </Part>
      <Part title="与自动计算不一致的数" phrases={setByHand} attention onMark={onMark}>
        已按文件原样保留，不会自动改动。
      </Part>
      <Part title="其他说明" phrases={report.notes.map(phrase)} onMark={onMark} />
      {report.leftovers.length === 0 && report.missing.length === 0 && (
        <p className="fine">文件里的内容全部读出，没有遗漏。</p>
      )}
      <Part title="已读出的内容" phrases={report.found.map(phrase)} onMark={onMark} />
    </aside>
  );
}

interface Phrase {
  readonly text: string;
  /** The cell it speaks of, where that is known. */
  readonly place: Address | undefined;
}

interface PartProps {
  readonly title: string;
  readonly phrases: readonly Phrase[];
  readonly attention?: boolean;
  readonly children?: ReactNode;
  onMark(address: Address): void;
}

function Part({ title, phrases, attention, children, onMark }: PartProps) {
  if (phrases.length === 0) return null;
  return (
    <section className={attention ? 'part attention' : 'part'}>
      <h2>
        {title}（{phrases.length}）
      </h2>
      {children && <p className="hint">{children}</p>}
      <ul>
        {phrases.map(({ text, place }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may read the same; the list never changes
          <li key={i}>
            {place === undefined ? (
              text
            ) : (
              <button type="button" className="leads" onClick={() => onMark(place)}>
                {text}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Leftovers(props: ReviewReportProps) {
  const { form } = props;
  const open = openLeftovers(form);
  return (
    <section className={open > 0 ? 'part attention' : 'part'}>
      <h2>没有放进表中的内容（{open}）</h2>
      <p className="hint">需要的可以放到表中的一格里；不需要的不用管，导入后不会带进来。</p>
      <ul className="leftovers">
        {form.report.leftovers.map((leftover, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a leftover is its place in the report
          <LeftoverItem key={i} {...props} leftover={leftover} index={i} />
        ))}
      </ul>
    </section>
  );
}

interface LeftoverProps extends ReviewReportProps {
  readonly leftover: Leftover;
  readonly index: number;
}

function LeftoverItem({ leftover, index, ...props }: LeftoverProps) {
  const { definition, draft, form, placing, onPlace, onMark } = props;
  const placed = form.placed.get(index);
  return (
    <li className={placing === index ? 'is-placing' : ''}>
      <p className="text">{leftover.text}</p>
      <p className="hint">
        {leftover.where}：{leftover.reason}
      </p>
      {placed !== undefined ? (
        <p className="fine">
          已放入
          <button type="button" className="leads" onClick={() => onMark(placed)}>
            {cellName({ definition, draft }, placed)}
          </button>
        </p>
      ) : placing === index ? (
        <CellChoice {...props} />
      ) : (
        <Button size="small" onClick={() => onPlace(index)}>
          放到一格里…
        </Button>
      )}
    </li>
  );
}

/** The cells of the table by their names: for the keyboard, and for cells that are far away. */
function CellChoice({ definition, draft, table, onChoose, onPlace }: ReviewReportProps) {
  const options = useMemo(
    () =>
      table.rows.flatMap((row) =>
        row.cells.flatMap((cell) => {
          const [first] = cell.addresses;
          if (first === undefined) return [];
          return [{ value: first, label: cellName({ definition, draft }, first) }];
        }),
      ),
    [definition, draft, table],
  );
  return (
    <div className="cell-choice">
      <Select
        autoFocus
        showSearch={{ optionFilterProp: 'label' }}
        size="small"
        placeholder="在表中点，或在这里选"
        aria-label="放到哪一格"
        options={options}
        onChange={(address: Address) => {
          const cell = mapOf(table).find(address)?.cell;
          if (cell) onChoose(cell.addresses);
        }}
      />
      <Button size="small" onClick={() => onPlace(null)}>
        不放了
      </Button>
    </div>
  );
}
