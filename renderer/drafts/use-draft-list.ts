import { useCallback, useEffect, useRef, useState } from 'react';
import type { DraftSummary, ListAnswer } from '../../shared/api.ts';
import { ask } from '../ui/api.ts';
import { call } from '../ui/call.ts';

export type SortOrder = 'updated' | 'department' | 'year';

export interface ListQuery {
  readonly text: string;
  readonly year: number | null;
  readonly sort: SortOrder;
  readonly deleted: boolean;
}

/** How many drafts one look at the list brings; 显示更多 brings as many again. */
const PAGE_SIZE = 100;
/** How long typing in the search box has to rest, in milliseconds. */
const SEARCH_DELAY = 150;

export interface DraftList {
  /** null until the first answer is there. */
  readonly answer: ListAnswer | null;
  reload(): Promise<void>;
  showMore(): void;
}

/** What the window starts with. */
export const EVERYTHING: ListQuery = { text: '', year: null, sort: 'updated', deleted: false };

let early: ListAnswer | null = null;

/** Asks for the list before there is a page to show it: the first one then comes with its drafts. */
export async function askForFirstList(): Promise<void> {
  const { deleted, sort } = EVERYTHING;
  const answer = await ask('drafts.list', { deleted, sort, offset: 0, limit: PAGE_SIZE });
  if (answer.ok) early = answer.value;
}

/** Gives the early answer to the first list of all, and to no later one. */
function takeEarly(query: ListQuery): ListAnswer | null {
  const answer = query === EVERYTHING ? early : null;
  early = null;
  return answer;
}

/** The drafts that a query finds; the answer to an older query never replaces that to a newer one. */
export function useDraftList(query: ListQuery): DraftList {
  const { text, year, sort, deleted } = query;
  const [answer, setAnswer] = useState(() => takeEarly(query));
  const [limit, setLimit] = useState(PAGE_SIZE);
  const latest = useRef(0);

  const reload = useCallback(async () => {
    latest.current += 1;
    const ticket = latest.current;
    const trimmed = text.trim();
    const pages = await Promise.all(
      offsets(limit).map((offset) =>
        call('drafts.list', {
          ...(trimmed !== '' && { text: trimmed }),
          ...(year !== null && { year }),
          deleted,
          sort,
          offset,
          limit: PAGE_SIZE,
        }),
      ),
    );
    const [first] = pages;
    if (ticket !== latest.current || !first) return;
    setAnswer({ ...first, items: withoutRepeats(pages.flatMap((page) => page?.items ?? [])) });
  }, [text, year, sort, deleted, limit]);

  const searched = useRef(text);
  useEffect(() => {
    const typing = searched.current !== text;
    searched.current = text;
    if (!typing) {
      void reload();
      return undefined;
    }
    const timer = setTimeout(() => void reload(), SEARCH_DELAY);
    return () => clearTimeout(timer);
  }, [reload, text]);

  const showMore = useCallback(() => setLimit((shown) => shown + PAGE_SIZE), []);
  return { answer, reload, showMore };
}

function offsets(limit: number): number[] {
  return Array.from({ length: Math.ceil(limit / PAGE_SIZE) }, (_, i) => i * PAGE_SIZE);
}

/** A draft that moved between two pages while they were read is shown once. */
function withoutRepeats(items: readonly DraftSummary[]): DraftSummary[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}
