import { Alert } from 'antd';
import { useState } from 'react';
import type { VersionsAnswer } from '../../shared/api/versions.ts';
import type { Version } from '../../shared/draft/versions.ts';
import { useShell } from '../state/shell.ts';
import { Button } from '../ui/Button.tsx';
import { call } from '../ui/call.ts';
import { draftName } from '../ui/format.ts';
import { message, modal } from '../ui/tell.ts';
import { Changes } from './Changes.tsx';
import { SaveVersion } from './SaveVersion.tsx';
import { PRESENT, useContent, useVersionList } from './use-versions.ts';
import { titleOf, VersionList } from './VersionList.tsx';
import { VersionName } from './VersionName.tsx';
import './versions.css';

interface VersionsPageProps {
  /** The id of the draft. */
  readonly of: string;
  readonly cameFrom: 'editor' | 'drafts';
}

/** 历史版本: what changed between any two states of a draft, and the way back to one of them. */
export function VersionsPage({ of, cameFrom }: VersionsPageProps) {
  const { answer, reload } = useVersionList(of);
  const [saving, setSaving] = useState(false);

  async function leave() {
    const open = cameFrom === 'editor' ? await call('drafts.open', { id: of }) : undefined;
    useShell.getState().show(open ? { name: 'editor', open } : { name: 'drafts' });
  }

  return (
    <main className="page">
      <header className="heading">
        <h1>历史版本{answer && `：${draftName(answer.summary)}`}</h1>
        <div className="buttons">
          <Button onClick={() => setSaving(true)}>存为版本…</Button>
          <Button autoFocus onClick={() => void leave()}>
            {cameFrom === 'editor' ? '返回填写' : '返回列表'}
          </Button>
        </div>
      </header>
      {answer && answer.versions.length === 0 && (
        <p className="none">
          还没有历史版本。每天第一次打开、粘贴多行、一键更正、恢复和导出时，程序会自动保存版本；也可以随时按「存为版本」。
        </p>
      )}
      {answer && answer.versions.length > 0 && (
        <Comparison of={of} answer={answer} reload={reload} />
      )}
      {saving && (
        <SaveVersion of={of} onSaved={() => void reload()} onClose={() => setSaving(false)} />
      )}
    </main>
  );
}

interface ComparisonProps {
  readonly of: string;
  readonly answer: VersionsAnswer;
  reload(): Promise<void>;
}

function Comparison({ of, answer, reload }: ComparisonProps) {
  const { versions } = answer;
  const [chosenId, setChosen] = useState<string>();
  const [otherId, setOther] = useState(PRESENT);
  const [naming, setNaming] = useState(false);
  const chosen = versions.find(({ id }) => id === chosenId) ?? versions[0];
  const other = versions.find(({ id }) => id === otherId);
  if (!chosen) return null;

  async function rename(name: string) {
    if (!chosen) return;
    const named = await call('versions.name', { id: chosen.id, name: name === '' ? null : name });
    if (!named) return;
    setNaming(false);
    await reload();
  }

  return (
    <div className="versions-body">
      <VersionList versions={versions} chosen={chosen.id} onChoose={setChosen} />
      <section className="comparison" aria-label="对比">
        <header>
          <h2>{titleOf(chosen)}</h2>
          <label>
            与
            <select value={other?.id ?? PRESENT} onChange={(event) => setOther(event.target.value)}>
              <option value={PRESENT}>现在的内容</option>
              {versions.map((version) => (
                <option key={version.id} value={version.id}>
                  {titleOf(version)}
                </option>
              ))}
            </select>
            对比
          </label>
          <span className="toolbar-space" />
          <Button onClick={() => setNaming(true)}>
            {chosen.name === null ? '命名…' : '改名…'}
          </Button>
          <RestoreButton version={chosen} of={of} />
        </header>
        <Compared of={of} chosen={chosen} other={other} />
      </section>
      {naming && (
        <VersionName
          title={`给「${titleOf(chosen)}」命名`}
          name={chosen.name ?? ''}
          hint="起了名字的版本一直保留；去掉名字后，会和其他版本一样随时间精简。"
          mayBeEmpty={chosen.name !== null}
          onName={rename}
          onClose={() => setNaming(false)}
        />
      )}
    </div>
  );
}

interface ComparedProps {
  readonly of: string;
  readonly chosen: Version;
  /** The version to compare with; the draft as it is now where there is none. */
  readonly other: Version | undefined;
}

/** The changes from the older of two states to the newer. */
function Compared({ of, chosen, other }: ComparedProps) {
  const one = useContent(of, chosen.id);
  const two = useContent(of, other?.id ?? PRESENT);
  const chosenIsOlder = !other || chosen.createdAt <= other.createdAt;
  const failed = [one, two].flatMap((loaded) =>
    loaded && 'failed' in loaded ? loaded.failed : [],
  );
  if (failed.length > 0) return <Alert type="warning" showIcon title={failed[0]} />;
  if (!one || !two || 'failed' in one || 'failed' in two)
    return <p className="waiting">正在读取…</p>;
  const mine = { title: titleOf(chosen), draft: one.draft };
  const its = { title: other ? titleOf(other) : '现在的内容', draft: two.draft };
  const [before, after] = chosenIsOlder ? [mine, its] : [its, mine];
  return <Changes key={`${chosen.id} ${other?.id}`} before={before} after={after} />;
}

function RestoreButton({ version, of }: { readonly version: Version; readonly of: string }) {
  const restore = () =>
    modal.confirm({
      title: `恢复到「${titleOf(version)}」？`,
      content: '现在的内容会先存为一个版本，不会丢失；想回来时，在历史版本里恢复它。',
      okText: '恢复',
      async onOk() {
        const open = await call('versions.restore', { id: version.id });
        if (!open) return;
        useShell.getState().show({ name: 'editor', open });
        message.success(
          open.summary.id === of
            ? `已恢复到「${titleOf(version)}」；恢复前的内容在历史版本里。`
            : `原来的表无法读出，已原样保留；「${titleOf(version)}」另存为一份新的填报表。`,
        );
      },
    });
  return (
    <Button type="primary" onClick={() => void restore()}>
      恢复这个版本…
    </Button>
  );
}
