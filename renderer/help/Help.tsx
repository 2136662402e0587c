import { Input, Modal, Tabs } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { DEFAULT_FORM, formOf } from '../../shared/form/forms.ts';
import { useShell } from '../state/shell.ts';
import { useFirstFocus } from '../ui/use-first-focus.ts';
import { Entry } from './Entry.tsx';
import {
  byGroup,
  type HelpEntry,
  type HelpPlace,
  type HelpTab,
  search,
  TAB_NAMES,
  termsOf,
} from './entries.ts';
import { fieldEntries } from './fields.ts';
import { GUIDE } from './guide.ts';
import './help.css';
import { KEYS } from './keys.ts';
import { useSounds } from './use-sounds.ts';

const TABS: readonly HelpTab[] = ['guide', 'fields', 'keys'];
type Contents = Readonly<Record<HelpTab, readonly HelpEntry[]>>;

/** 帮助: 使用说明, 填报说明 of the open form, and 快捷键; a search goes through all three. */
export function Help({ place }: { readonly place: HelpPlace }) {
  const close = useShell((shell) => shell.closeHelp);
  const page = useShell((shell) => shell.page);
  const form = page.name === 'editor' ? formOf(page.open.draft.form) : undefined;
  const contents = useMemo<Contents>(
    () => ({ guide: GUIDE, fields: fieldEntries(form ?? DEFAULT_FORM), keys: KEYS }),
    [form],
  );
  const [first, afterOpenChange] = useFirstFocus();
  const [query, setQuery] = useState('');
  const [shown, setShown] = useState(place);
  useEffect(() => setShown(place), [place]);
  const go = (next: HelpPlace) => {
    setQuery('');
    setShown(next);
  };
  return (
    <Modal
      open
      className="help"
      title="帮助"
      centered
      width={1000}
      footer={null}
      onCancel={close}
      afterOpenChange={afterOpenChange}
    >
      <Input
        ref={first}
        allowClear
        type="search"
        placeholder="在使用说明、填报说明和快捷键中查找，也可以输入拼音首字母"
        aria-label="查找帮助"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      {termsOf(query).length > 0 ? (
        <Found contents={contents} query={query} onGo={go} />
      ) : (
        <Tabs
          activeKey={shown.tab}
          onChange={(tab) => setShown({ tab: tab as HelpTab })}
          items={TABS.map((tab) => ({
            key: tab,
            label: TAB_NAMES[tab],
            children: <Chapters tab={tab} entries={contents[tab]} about={shown.about} />,
          }))}
        />
      )}
    </Modal>
  );
}

interface ChaptersProps {
  readonly tab: HelpTab;
  readonly entries: readonly HelpEntry[];
  /** The entry, or the cell, that is looked for. */
  readonly about: string | undefined;
}

/** One tab: its entries, and beside them where each is to be found. */
function Chapters({ tab, entries, about }: ChaptersProps) {
  const body = useRef<HTMLElement>(null);
  const found = entries.find(({ key, covers }) => key === about || covers?.includes(about ?? ''));
  const show = useCallback((key: string) => {
    const entry = body.current?.querySelector(`[data-entry="${CSS.escape(key)}"]`);
    entry?.scrollIntoView({ block: 'start' });
  }, []);
  useEffect(() => {
    if (found) show(found.key);
  }, [found, show]);
  return (
    <div className="help-tab">
      <nav aria-label={`${TAB_NAMES[tab]}目录`}>
        {byGroup(entries).map(([group, members]) => (
          <section key={group}>
            {group !== '' && <h3>{group}</h3>}
            <ul>
              {members.map(({ key, title }) => (
                <li key={key}>
                  <button type="button" className="leads" onClick={() => show(key)}>
                    {title}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys. */}
      <section className="help-body" ref={body} tabIndex={0} aria-label={TAB_NAMES[tab]}>
        {byGroup(entries).map(([group, members]) => (
          <section key={group}>
            {group !== '' && <h2>{group}</h2>}
            {members.map((entry) => (
              <div key={entry.key} data-entry={entry.key} data-found={entry === found || undefined}>
                <Entry entry={entry} />
              </div>
            ))}
          </section>
        ))}
      </section>
    </div>
  );
}

interface FoundProps {
  readonly contents: Contents;
  readonly query: string;
  onGo(place: HelpPlace): void;
}

/** What a search has found in all three tabs. */
function Found({ contents, query, onGo }: FoundProps) {
  const sounds = useSounds(query);
  const terms = termsOf(query);
  const found = TABS.map((tab) => ({ tab, entries: search(contents[tab], query, sounds) }));
  const count = found.reduce((sum, { entries }) => sum + entries.length, 0);
  return (
    <div className="help-found">
      <p className="hint" role="status">
        {count > 0 ? `找到 ${count} 处` : '没有找到。可以换一个说法，或只输入其中两个字。'}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys. */}
      <section className="help-body" tabIndex={0} aria-label="查找结果">
        {found
          .filter(({ entries }) => entries.length > 0)
          .map(({ tab, entries }) => (
            <section key={tab}>
              <h2>{TAB_NAMES[tab]}</h2>
              {entries.map((entry) => (
                <Entry
                  key={entry.key}
                  entry={entry}
                  terms={terms}
                  onTitle={() => onGo({ tab, about: entry.key })}
                />
              ))}
            </section>
          ))}
      </section>
    </div>
  );
}
