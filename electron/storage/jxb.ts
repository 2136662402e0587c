/** Drafts that leave and arrive with their versions, in a .jxb. */
import type { Database } from 'better-sqlite3';
import type { ArrivedJxb, Standing } from '../../shared/api/jxb.ts';
import type { DraftFacts, OpenDraft } from '../../shared/api.ts';
import { type Draft, parseDraft } from '../../shared/draft/draft.ts';
import type { Jxb, JxbVersion } from '../../shared/draft/jxb.ts';
import type { Drafts } from './drafts.ts';
import { receiptsOf } from './receipts.ts';
import { guarded, StorageError } from './storage-error.ts';
import { settled, type Versions } from './versions.ts';

export interface JxbStore {
  readonly db: Database;
  readonly drafts: Drafts;
  readonly versions: Versions;
}

/** A draft with all of its versions that can be read; it is kept as a version of its own as well. */
export function leavingJxb({ drafts, versions }: JxbStore, id: string): Jxb {
  const open = drafts.open(id);
  const draft = settled(open);
  versions.keep(id, { kind: 'export', draft });
  return { id, savedAt: open.summary.updatedAt, draft, versions: contentsOf(versions, id) };
}

function contentsOf(versions: Versions, id: string): readonly JxbVersion[] {
  return versions.list(id).flatMap(({ kind, name, createdAt, id: version }) => {
    const draft = readable(() => versions.open(version).draft);
    return draft ? [{ kind, name, createdAt, draft }] : [];
  });
}

/** What a person is told of a .jxb before it is kept. */
export function arrivedJxb(store: JxbStore, jxb: Jxb): ArrivedJxb {
  const here = store.drafts.has(jxb.id) && {
    id: jxb.id,
    standing: standingOf(store, jxb),
    deleted: store.drafts.summary(jxb.id).deletedAt !== null,
  };
  return {
    savedAt: jxb.savedAt,
    versions: jxb.versions.length,
    names: jxb.versions.flatMap(({ name }) => name ?? []),
    here: here || null,
  };
}

function standingOf({ drafts, versions }: JxbStore, jxb: Jxb): Standing {
  const mine = readable(() => settled(drafts.open(jxb.id)));
  if (!mine) return 'changed';
  if (same(mine, jxb.draft)) return 'same';
  if (jxb.versions.some(({ draft }) => same(draft, mine))) return 'newer';
  const passed = contentsOf(versions, jxb.id).some(({ draft }) => same(draft, jxb.draft));
  return passed ? 'older' : 'changed';
}

function same(a: Draft, b: Draft): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof StorageError && error.reason === 'unreadable') return undefined;
    throw error;
  }
}

/**
 * Keeps a .jxb as a new draft: under the id that it brings where that is free, so that it is known
 * again when it comes back; beside the draft that has it otherwise.
 */
export function keepJxb(
  { db, drafts, versions }: JxbStore,
  jxb: Jxb,
  facts: DraftFacts | null,
): OpenDraft {
  const keep = () => {
    const id = drafts.has(jxb.id) ? undefined : jxb.id;
    const open = drafts.create(jxb.draft, facts, id);
    for (const version of jxb.versions.toReversed()) {
      versions.keep(open.summary.id, { ...version, draft: parseDraft(version.draft) });
    }
    return open;
  };
  return guarded(() => receiptsOf(db).write(keep));
}
