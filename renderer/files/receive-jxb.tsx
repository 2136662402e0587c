import type { ArrivedJxb, Standing } from '../../shared/api/jxb.ts';
import type { ImportAnswer, OpenDraft } from '../../shared/api.ts';
import { DEFAULT_FORM, formOf } from '../../shared/form/forms.ts';
import { Button } from '../ui/Button.tsx';
import { call } from '../ui/call.ts';
import { draftName, formatTime } from '../ui/format.ts';
import { modal } from '../ui/tell.ts';

/** A .jxb that was read, and where it lies. */
export interface ReadJxb {
  readonly path: string;
  readonly answer: ImportAnswer & { readonly jxb: ArrivedJxb };
}

type Choice = 'new' | 'here' | 'none';

/**
 * Asks what to do with a .jxb, and does it.
 * @returns the draft that is to be shown then, where the person wants one
 */
export async function receiveJxb(read: ReadJxb): Promise<OpenDraft | undefined> {
  const choice = await choose(read.answer);
  const { here } = read.answer.jxb;
  if (choice === 'new') return await call('jxb.accept', { path: read.path });
  if (choice === 'here' && here) return await call('drafts.open', { id: here.id });
  return undefined;
}

function choose(answer: ReadJxb['answer']): Promise<Choice> {
  const { here } = answer.jxb;
  const known = here?.standing === 'same' && !here.deleted;
  return new Promise((resolve) => {
    const button = (label: string, choice: Choice, first: boolean) => (
      <Button
        type={first ? 'primary' : 'default'}
        autoFocus={first}
        onClick={() => {
          dialog.destroy();
          resolve(choice);
        }}
      >
        {label}
      </Button>
    );
    const dialog = modal.info({
      title: '打开草稿文件',
      width: 560,
      content: <Arrived answer={answer} />,
      onCancel: () => resolve('none'),
      footer: (
        <div className="dialog-buttons">
          {button('不导入', 'none', false)}
          {here && !here.deleted && button('打开本机的这份', 'here', known)}
          {button(here ? '另存为一份新表' : '导入', 'new', !known)}
        </div>
      ),
    });
  });
}

function Arrived({ answer }: { readonly answer: ReadJxb['answer'] }) {
  const { draft, fileName, jxb } = answer;
  const definition = formOf(draft.form) ?? DEFAULT_FORM;
  const department = draft.cells[definition.department] ?? '';
  return (
    <>
      <dl className="facts">
        <div>
          <dt>文件</dt>
          <dd>{fileName}</dd>
        </div>
        <div>
          <dt>填报表</dt>
          <dd>{draftName({ year: draft.year, department })}</dd>
        </div>
        <div>
          <dt>最后修改</dt>
          <dd>{formatTime(jxb.savedAt)}</dd>
        </div>
        <div>
          <dt>历史版本</dt>
          <dd>
            {jxb.versions} 个{jxb.names.length > 0 && `，其中有${jxb.names.map(quoted).join('、')}`}
          </dd>
        </div>
      </dl>
      {jxb.here && (
        <p className="attention" role="status">
          {jxb.here.deleted ? `${HERE[jxb.here.standing]}它在回收站里。` : HERE[jxb.here.standing]}
        </p>
      )}
      <p className="hint">
        导入后存为一份新的填报表，连同历史版本；本机已有的表不会被改动。现在还没有保存。
      </p>
    </>
  );
}

const HERE: Readonly<Record<Standing, string>> = {
  same: '本机已有这份填报表，内容相同，不用再导入。',
  newer: '本机已有这份填报表；文件里的比本机的新。',
  older: '本机已有这份填报表；本机的比文件里的新。',
  changed: '本机已有这份填报表；两边各自改过，内容不同。',
};

function quoted(name: string): string {
  return `「${name}」`;
}
