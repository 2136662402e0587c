/**
 * What comes from elsewhere and is read for the storage, changed by chance: a sentence or a result, never
 * a crash. Forms, libraries, tables that come back and .jxb are changed so by `npm run test:faults -- files`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { problemOf } from '../../electron/problem.ts';
import { copyDatabase } from '../../electron/storage/backups.ts';
import { sealBackup } from '../../electron/storage/check-backup.ts';
import { openDatabase } from '../../electron/storage/database.ts';
import { Drafts } from '../../electron/storage/drafts.ts';
import { compareBackup, mergeBackup } from '../../electron/storage/merge-backup.ts';
import { readBackup } from '../../electron/storage/read-backup.ts';
import { Versions } from '../../electron/storage/versions.ts';
import { faultOfDraft } from '../faults/hostile/judge.ts';
import { mutated, mutations } from '../faults/hostile/mutations.ts';
import { temporaryFolder } from '../fixtures/data-folder.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';

function inUse(): { readonly db: Database.Database; readonly drafts: Drafts } {
  const db = openDatabase(join(temporaryFolder(), 'drafts.sqlite'));
  onTestFinished(() => void db.close());
  return { db, drafts: new Drafts(db) };
}

async function backup(): Promise<string> {
  const { db, drafts } = inUse();
  const versions = new Versions(db, drafts);
  for (let n = 0; n < 5; n++) {
    versions.keepStored(drafts.create(exampleDraft()).summary.id, 'named', '一上稿');
  }
  const path = join(temporaryFolder(), '备份.jxbak');
  await copyDatabase(db, path, sealBackup);
  return path;
}

/** Reads a backup and merges it, as the window does; what is refused is refused in a sentence. */
function merged(path: string): 'merged' | 'refused' {
  const { db, drafts } = inUse();
  try {
    const { file } = readBackup(path, temporaryFolder());
    compareBackup(db, file);
    mergeBackup(db, file);
  } catch (error) {
    const { code, message } = problemOf(error);
    if (code === 'unexpected') throw error;
    expect(message).toMatch(/本机的草稿没有变化。[^a-z]*。$/);
    return 'refused';
  }
  for (const { id } of drafts.list({ offset: 0, limit: 100 }).items) drafts.open(id);
  drafts.create(exampleDraft());
  return 'merged';
}

it('a backup with bytes changed by chance is merged as far as it is sound, or refused', async () => {
  const bytes = readFileSync(await backup());
  const path = join(temporaryFolder(), '改过.jxbak');
  const outcomes = new Set<string>();
  fc.assert(
    fc.property(mutations, (changes) => {
      writeFileSync(path, mutated(bytes, changes));
      outcomes.add(merged(path));
    }),
    { numRuns: 60, seed: 7 },
  );
  expect([...outcomes].sort()).toEqual(['merged', 'refused']);
});

it('a backup with values that nobody wrote is merged as far as it is sound', async () => {
  const bytes = readFileSync(await backup());
  const path = join(temporaryFolder(), '改过.jxbak');
  const columns: Readonly<Record<string, readonly string[]>> = {
    drafts: ['id', 'form', 'year', 'department', 'revision', 'updated_at', 'deleted_at', 'errors'],
    contents: ['draft', 'content', 'pending', 'checksum'],
    versions: ['id', 'draft', 'kind', 'name', 'created_at', 'checksum', 'content'],
    settings: ['key', 'value'],
  };
  const places = Object.entries(columns).flatMap(([table, all]) =>
    all.map((column) => ({ table, column })),
  );
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.integer(),
    fc.constant(null),
    fc.uint8Array().map((array) => Buffer.from(array)),
  );
  const change = fc.record({ place: fc.constantFrom(...places), value, row: fc.nat(4) });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      writeFileSync(path, bytes);
      const db = new Database(path);
      for (const { place, value, row } of changes) {
        const { table, column } = place;
        const rowid = `(SELECT rowid FROM ${table} LIMIT 1 OFFSET ${row})`;
        // What the table itself would not hold is left out.
        try {
          db.prepare(`UPDATE ${table} SET ${column} = ? WHERE rowid = ${rowid}`).run(value);
        } catch (error) {
          if (!(error instanceof Database.SqliteError)) throw error;
        }
      }
      db.close();
      expect(merged(path)).toBe('merged');
    }),
    { numRuns: 15 },
  );
});

it('a draft as JSON in which a value is another one is a draft, or refused in a sentence', async () => {
  const path = join(temporaryFolder(), '草稿.json');
  const whole = JSON.stringify(exampleDraft());
  const change = fc.record({ at: fc.nat(), value: fc.jsonValue() });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      const draft: unknown = JSON.parse(whole);
      for (const { at, value } of changes) {
        const places = placesIn(draft);
        const place = places[at % places.length];
        if (place) place.parent[place.key] = value;
      }
      writeFileSync(path, JSON.stringify(draft));
      const file = { name: 'changed', bytes: () => new Uint8Array(), outcome: 'either' } as const;
      expect(await faultOfDraft(file, path)).toBeUndefined();
    }),
    { numRuns: 60 },
  );
});

interface Place {
  readonly parent: Record<string, unknown>;
  readonly key: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const parent = value as Record<string, unknown>;
  return Object.keys(parent).flatMap((key) => [{ parent, key }, ...placesIn(parent[key])]);
}
