import { useEffect, useRef } from 'react';
import type { Suggestion } from './suggestions.ts';

interface SuggestionListProps {
  readonly id: string;
  readonly label: string;
  readonly items: readonly Suggestion[];
  readonly active: number;
  readonly onChoose: (item: Suggestion) => void;
}

/** The entries of a dictionary or of the indicator library under the cell that is being filled. */
export function SuggestionList(props: SuggestionListProps) {
  const { id, label, items, active, onChoose } = props;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={`${label}：可选内容`}
      className="suggestions"
    >
      {items.map((item, i) => (
        // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the text area
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text area takes the keys of the list
        <div
          key={item.entry?.key ?? item.value}
          id={`${id}-${i}`}
          role="option"
          aria-selected={i === active}
          title={item.help}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(item)}
        >
          {item.value}
          {item.detail && <span className="suggestion-detail">{item.detail}</span>}
        </div>
      ))}
    </div>
  );
}
