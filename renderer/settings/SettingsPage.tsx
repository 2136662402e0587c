import { Input, Tag } from 'antd';
import { type FormEvent, useState } from 'react';
import type { CallArgs } from '../../shared/api.ts';
import type { Dictionary } from '../../shared/form/definition.ts';
import { DEFAULT_FORM } from '../../shared/form/forms.ts';
import { useShell } from '../state/shell.ts';
import { Button } from '../ui/Button.tsx';
import { call } from '../ui/call.ts';
import { ClearAllDialog } from './ClearAllDialog.tsx';
import './settings.css';

/** The sizes that are offered, as factors. */
const ZOOMS = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2];

/** 设置: the words that a person adds to the lists, and the size of everything. */
export function SettingsPage() {
  const show = useShell((shell) => shell.show);
  const settings = useShell((shell) => shell.settings);
  const setSettings = useShell((shell) => shell.setSettings);

  const onNetwork = useShell((shell) => shell.notices?.network ?? false);
  const [clearing, setClearing] = useState(false);

  async function change(part: CallArgs<'settings.set'>) {
    const next = await call('settings.set', part);
    if (next) setSettings(next);
  }

  const open = Object.entries(DEFAULT_FORM.dictionaries).filter(([, one]) => one.open);
  return (
    <main className="page">
      <header className="heading">
        <h1>设置</h1>
        <div className="buttons">
          <Button onClick={() => show({ name: 'drafts' })}>返回列表</Button>
        </div>
      </header>
      <section className="setting">
        <h2>显示大小</h2>
        <p className="hint">也可以按 Ctrl 和 +、-、0 调整。</p>
        <ZoomButtons zoom={settings?.zoom ?? 1} onChoose={(zoom) => void change({ zoom })} />
      </section>
      <section className="setting">
        <h2>本单位常用的词</h2>
        <p className="hint">
          填表时从列表中选用的词。程序自带的词不能删除，您可以添加本单位的说法。
        </p>
        {settings &&
          open.map(([key, dictionary]) => (
            <Entries
              key={key}
              dictionary={dictionary}
              own={settings.entries[key] ?? []}
              onChange={(own) =>
                void change({ entries: { ...copy(settings.entries), [key]: own } })
              }
            />
          ))}
      </section>
      <section className="setting">
        <h2>数据</h2>
        <p className="hint">
          {onNetwork
            ? '所有填报表都存在网络文件夹里：程序改用了较慢、但在网络上可靠的保存方式；网络断开时不能保存。'
            : '所有填报表都存在这台电脑的数据文件夹里。'}
        </p>
        <div className="buttons">
          <Button onClick={() => show({ name: 'backups' })}>备份与恢复</Button>
          <Button onClick={() => void call('app.openDataFolder')}>打开数据文件夹</Button>
          <Button danger onClick={() => setClearing(true)}>
            清除本机数据…
          </Button>
        </div>
        {clearing && <ClearAllDialog onClose={() => setClearing(false)} />}
      </section>
    </main>
  );
}

function copy(entries: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(entries).map(([key, words]) => [key, [...words]]));
}

interface ZoomButtonsProps {
  readonly zoom: number;
  onChoose(zoom: number): void;
}

function ZoomButtons({ zoom, onChoose }: ZoomButtonsProps) {
  return (
    <div className="buttons">
      {ZOOMS.map((one) => (
        <Button
          key={one}
          type={Math.abs(one - zoom) < 0.01 ? 'primary' : 'default'}
          aria-pressed={Math.abs(one - zoom) < 0.01}
          onClick={() => onChoose(one)}
        >
          {Math.round(one * 100)}%
        </Button>
      ))}
    </div>
  );
}

interface EntriesProps {
  readonly dictionary: Dictionary;
  readonly own: readonly string[];
  onChange(own: string[]): void;
}

function Entries({ dictionary, own, onChange }: EntriesProps) {
  const [word, setWord] = useState('');
  const builtIn = dictionary.entries.map((entry) => entry.value);
  const trimmed = word.trim();
  const known = builtIn.includes(trimmed) || own.includes(trimmed);

  function add(event: FormEvent) {
    event.preventDefault();
    if (trimmed === '' || known) return;
    onChange([...own, trimmed]);
    setWord('');
  }

  return (
    <div className="entries">
      <span className="name">{dictionary.name}</span>
      {builtIn.map((one) => (
        <Tag key={one}>{one}</Tag>
      ))}
      {own.map((one) => (
        <Tag
          key={one}
          color="blue"
          closable={{ 'aria-label': `删除「${one}」` }}
          onClose={(event) => {
            event.preventDefault();
            onChange(own.filter((other) => other !== one));
          }}
        >
          {one}
        </Tag>
      ))}
      <form onSubmit={add}>
        <Input
          size="small"
          maxLength={200}
          placeholder="添加一个"
          aria-label={`添加${dictionary.name}`}
          value={word}
          onChange={(event) => setWord(event.target.value)}
        />
        <Button size="small" submits disabled={trimmed === '' || known}>
          {known && trimmed !== '' ? '已有' : '添加'}
        </Button>
      </form>
    </div>
  );
}
