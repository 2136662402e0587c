import { useEffect, useRef } from 'react';
import {
  entryName,
  type LibraryEntry,
  type LibraryShape,
  usesOf,
} from '../../shared/library/entry.ts';
import { detailOf } from './detail.ts';

interface EntryOptionProps {
  readonly id: string;
  readonly library: LibraryShape;
  readonly entry: LibraryEntry;
  readonly active: boolean;
  readonly checked: boolean;
  /** Whether the table has it already. */
  readonly present: boolean;
  readonly onToggle: () => void;
  readonly onInsert: () => void;
}

/** One entry of the panel's list: a click checks it, a double click inserts it. */
export function EntryOption(props: EntryOptionProps) {
  const { id, library, entry, active, checked, present, onToggle, onInsert } = props;
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) element.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const uses = usesOf(entry);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the search field
    // biome-ignore lint/a11y/useKeyWithClickEvents: the search field takes the keys of the list
    <div
      ref={element}
      id={id}
      role="option"
      aria-selected={checked}
      className={`${active ? 'is-active' : ''} ${present ? 'is-present' : ''}`}
      onPointerDown={(event) => event.preventDefault()}
      onClick={(event) => {
        // The second click of a double click takes nothing back.
        if (event.detail < 2) onToggle();
      }}
      onDoubleClick={onInsert}
    >
      <span className="library-check" aria-hidden="true" />
      <span className="library-name">{entryName(library, entry.cells)}</span>
      <span className="library-detail">{detailOf(library, entry)}</span>
      <span className="library-uses">
        {present ? '表中已有' : uses > 0 ? `用过 ${uses} 次` : ''}
      </span>
    </div>
  );
}
