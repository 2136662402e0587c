import { Alert } from 'antd';
import type { ReadBackAnswer } from '../../shared/api/excel.ts';
import './read-back.css';

/** How many changes a person reads one by one. */
const SHOWN = 500;

/** What a file would change in the draft. */
export function ReadBackPlanView({ plan }: { readonly plan: ReadBackAnswer }) {
  const { fileName, changes, added, absent, notes, leftovers } = plan;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: for the keys that scroll
    <div className="read-back" tabIndex={0}>
      <p>
        文件：<b>{fileName}</b>
      </p>
      {notes.map((note, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may read the same; the list never changes
        <Alert key={i} type="warning" showIcon title={note} />
      ))}
      {changes.length > 0 && (
        <section>
          <h2>要改的格（{changes.length}）</h2>
          <table>
            <thead>
              <tr>
                <th scope="col">位置</th>
                <th scope="col">现在</th>
                <th scope="col">改成</th>
              </tr>
            </thead>
            <tbody>
              {changes.slice(0, SHOWN).map((change) => (
                <tr key={change.address}>
                  <th scope="row">{change.name}</th>
                  <td>{change.before || '（空）'}</td>
                  <td className={change.after ? '' : 'attention'}>{change.after || '（清空）'}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {changes.length > SHOWN && (
            <p className="hint">另有 {changes.length - SHOWN} 处没有列出。</p>
          )}
        </section>
      )}
      <Lines title="要添加的行" lines={added} />
      <Lines title="文件里没有的行，保持不变，不会删除" lines={absent} />
      <Lines
        title="没有读懂的内容，不会写入"
        lines={leftovers.map(({ text, where, reason }) => `${text}（${where}：${reason}）`)}
      />
      <p className="hint">合计和占比由程序重新计算，不从文件读入。</p>
    </div>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <section>
      <h2>
        {title}（{lines.length}）
      </h2>
      <ul>
        {lines.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may read the same; the list never changes
          <li key={i}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
