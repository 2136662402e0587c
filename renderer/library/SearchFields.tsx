import { Input, type InputRef } from 'antd';
import type { KeyboardEvent, ReactNode, Ref } from 'react';
import type { SearchState } from './use-search.ts';

interface SearchFieldsProps {
  readonly state: SearchState;
  readonly inputRef: Ref<InputRef>;
  /** The list that the keys of the search field go through, where there is one. */
  readonly list?: { readonly id: string; readonly active: string | undefined };
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly children?: ReactNode;
}

/** What is asked of the library: words, levels, order. */
export function SearchFields({ state, inputRef, list, onKeyDown, children }: SearchFieldsProps) {
  const { search, choices, change, chooseGroup } = state;
  return (
    <search className="library-search">
      <Input
        ref={inputRef}
        allowClear
        placeholder="汉字、拼音或首字母，如 办结率、bjl"
        aria-label="查找指标"
        value={search.text}
        onChange={(event) => change({ text: event.target.value })}
        {...(onKeyDown && { onKeyDown })}
        {...(list && {
          role: 'combobox',
          'aria-expanded': true,
          'aria-controls': list.id,
          'aria-autocomplete': 'list',
          'aria-activedescendant': list.active,
        })}
      />
      {choices.map(({ id, name, values }) => (
        <select
          key={id}
          aria-label={name}
          value={search.groups[id] ?? ''}
          onChange={(event) => chooseGroup(id, event.target.value)}
        >
          <option value="">{name}：全部</option>
          {values.map((value) => (
            <option key={value} value={value}>
              {value}
            </option>
          ))}
        </select>
      ))}
      <select
        aria-label="排序"
        value={search.sort}
        onChange={(event) => change({ sort: event.target.value === 'form' ? 'form' : 'use' })}
      >
        <option value="use">用得多的在前</option>
        <option value="form">按指标级次</option>
      </select>
      {children}
    </search>
  );
}
