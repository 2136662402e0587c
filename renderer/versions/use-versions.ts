import { useCallback, useEffect, useState } from 'react';
import type { VersionsAnswer } from '../../shared/api/versions.ts';
import type { Draft } from '../../shared/draft/draft.ts';
import { ask } from '../ui/api.ts';
import { call } from '../ui/call.ts';

/** Stands for the draft as it is now, where a version is chosen. */
export const PRESENT = 'present';

/** What stands for a draft that could not be read: the sentence that says so. */
export type Loaded = { readonly draft: Draft } | { readonly failed: string };

export interface VersionList {
  /** Null until the first answer is there. */
  readonly answer: VersionsAnswer | null;
  reload(): Promise<void>;
}

/** The versions of a draft. */
export function useVersionList(of: string): VersionList {
  const [answer, setAnswer] = useState<VersionsAnswer | null>(null);
  const reload = useCallback(async () => {
    const next = await call('versions.list', { of });
    if (next) setAnswer(next);
  }, [of]);
  useEffect(() => void reload(), [reload]);
  return { answer, reload };
}

/** The content of a version, or of the draft as it is now; undefined as long as it is read. */
export function useContent(of: string, id: string | undefined): Loaded | undefined {
  const [read, setRead] = useState<{ readonly id: string; readonly loaded: Loaded } | null>(null);
  useEffect(() => {
    if (id === undefined) return undefined;
    let left = false;
    const asked = id === PRESENT ? ask('versions.present', { of }) : ask('versions.open', { id });
    void asked.then((answer) => {
      if (left) return;
      const loaded = answer.ok ? answer.value : { failed: answer.problem.message };
      setRead({ id, loaded });
    });
    return () => {
      left = true;
    };
  }, [of, id]);
  return read?.id === id ? read?.loaded : undefined;
}
