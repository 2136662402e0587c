/** What has been acknowledged, and whether it is there: asked of the files after every fault. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { listBackups } from '../../electron/storage/backups.ts';
import { checkBackup } from '../../electron/storage/check-backup.ts';
import { type OpenOptions, openDatabase } from '../../electron/storage/database.ts';
import { Drafts } from '../../electron/storage/drafts.ts';
import { DATABASE_FILE } from '../../electron/storage/place.ts';
import { blankDraft, type Draft } from '../../shared/draft/draft.ts';
import { applyEdit } from '../../shared/draft/edit.ts';
import { departmentPerformance as form } from '../../shared/form/department-performance.ts';

/** The folder of exported files. */
export const EXPORTS = 'out';

export const WORKS = [
  'typing',
  'typing-on-network',
  'paste',
  'import',
  'export',
  'backup',
] as const;
export type Work = (typeof WORKS)[number] | 'migration';

export function isWork(word: string): word is Work {
  return word === 'migration' || (WORKS as readonly string[]).includes(word);
}

/** What a working program tells: what is about to be done, and what has been acknowledged. */
export type Line =
  | { readonly begun: true }
  | { readonly opened: true }
  | { readonly saved: string; readonly revision: number }
  | { readonly created: string; readonly n: number }
  | { readonly writing: string; readonly sha256: string }
  | { readonly written: string; readonly sha256: string }
  | { readonly backedUp: string }
  | { readonly refused: string; readonly message: string };

/** The draft that a working program keeps as revision `n`, or as its nth draft: never twice the same. */
export function nthDraft(work: Work, n: number): Draft {
  const blank = blankDraft(form, 2027);
  const typed = { ...blank, cells: { department: `第${n}局`, tasks: textOf(n) } };
  if (work === 'typing' || work === 'typing-on-network') return typed;
  const rows = Array.from({ length: 1 + ((n * 37) % 150) }, (_, i) => ({
    level1: '履职效能',
    level2: '数量指标',
    level3: `指标${n}之${i}`,
    target: `≥${n + i}件`,
  }));
  return applyEdit(form, typed, { type: 'insertRows', table: 'annual', place: 'end', rows });
}

function textOf(n: number): string {
  return `第${n}版`.repeat(1 + ((n * 7919) % 3000));
}

/** Whether a line acknowledges something: that has to be there whatever comes. */
export function isAcknowledgement(line: Line): boolean {
  return 'saved' in line || 'created' in line || 'written' in line || 'backedUp' in line;
}

export interface Looked {
  /** How many acknowledged things were looked for. */
  readonly looked: number;
  /** What was not there or not whole, a sentence each. */
  readonly losses: readonly string[];
}

/** Looks for everything that a program has acknowledged before it was killed, or came to grief. */
export function lookFor(folder: string, work: Work, lines: readonly Line[]): Looked {
  const network = work === 'typing-on-network';
  const look = (db: Database) => {
    const drafts = new Drafts(db);
    return [
      ...integrityLosses(db),
      ...savedLosses(drafts, work, lines),
      ...createdLosses(drafts, work, lines),
      ...exportLosses(join(folder, EXPORTS), lines),
      ...backupLosses(folder, lines),
      ...rawRefusals(lines),
    ];
  };
  const losses = withDatabase(folder, look, { network });
  return { looked: lines.filter(isAcknowledgement).length, losses };
}

/** Opens the database of a folder as the program does, for one look into it. */
export function withDatabase<T>(
  folder: string,
  look: (db: Database) => T,
  options: OpenOptions = {},
): T {
  const db = openDatabase(join(folder, DATABASE_FILE), options);
  try {
    return look(db);
  } finally {
    db.close();
  }
}

export function integrityLosses(db: Database): string[] {
  const said = db.pragma('integrity_check') as { integrity_check: string }[];
  const strays = db.pragma('foreign_key_check') as unknown[];
  const sound = said[0]?.integrity_check === 'ok' && strays.length === 0;
  return sound ? [] : [`integrity_check: ${JSON.stringify(said).slice(0, 200)}`];
}

/** The last acknowledged save, or the one whose acknowledgement was cut off; nothing in between. */
function savedLosses(drafts: Drafts, work: Work, lines: readonly Line[]): string[] {
  const last = lines.findLast((line) => 'saved' in line);
  if (!last) return [];
  const { summary, draft, pending } = drafts.open(last.saved);
  const { revision } = summary;
  if (revision < last.revision || revision > last.revision + 1) {
    return [`revision ${last.revision} was acknowledged, ${revision} is there`];
  }
  const whole =
    isSame(draft, nthDraft(work, revision)) && (revision === 1 || pending?.text === `${revision}`);
  return whole ? [] : [`revision ${revision} is not what was saved`];
}

function createdLosses(drafts: Drafts, work: Work, lines: readonly Line[]): string[] {
  const created = lines.filter((line) => 'created' in line);
  return created.flatMap(({ created, n }) =>
    isSame(drafts.open(created).draft, nthDraft(work, n)) ? [] : [`draft ${n} is another one`],
  );
}

/** Whole files alone stand under final names: one that was announced, at least as new as acknowledged. */
function exportLosses(folder: string, lines: readonly Line[]): string[] {
  if (!existsSync(folder)) return [];
  const acknowledged = new Set(lines.flatMap((line) => ('written' in line ? line.written : [])));
  const there = readdirSync(folder).filter((name) => !name.startsWith('.'));
  const missing = [...acknowledged].filter((file) => !existsSync(file));
  return [
    ...missing.map((file) => `${file} was acknowledged and is not there`),
    ...there.flatMap((name) => {
      const file = join(folder, name);
      const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
      const last = lines.findLastIndex((line) => 'written' in line && line.written === file);
      const possible = lines.filter(
        (line, i) => i >= last && (('writing' in line && line.writing === file) || i === last),
      );
      const whole = possible.some((line) => 'sha256' in line && line.sha256 === digest);
      return whole ? [] : [`${name} is not whole`];
    }),
  ];
}

/** Every backup under a final name is whole and readable; the last acknowledged one is among them. */
function backupLosses(folder: string, lines: readonly Line[]): string[] {
  const backups = listBackups(folder);
  const last = lines.findLast((line) => 'backedUp' in line)?.backedUp;
  const missing = last !== undefined && backups.every(({ path }) => path !== last);
  const half = backups.filter(({ path, drafts }) => {
    const checked = checkBackup(path);
    return !checked.sound || checked.unreadable.length > 0 || checked.drafts !== drafts;
  });
  return [
    ...(missing ? ['the last backup is not there'] : []),
    ...half.map(({ name }) => `${name} is not whole`),
  ];
}

/** What was refused was said in a sentence for the person, in Chinese. */
function rawRefusals(lines: readonly Line[]): string[] {
  const raw = lines.filter(
    (line) =>
      'refused' in line && !/^[^a-z]*[\u4e00-\u9fff]{8}[^a-z]*。$/.test(withoutNames(line.message)),
  );
  return raw.map((line) => `no sentence: ${JSON.stringify(line)}`);
}

function withoutNames(message: string): string {
  return message.replaceAll(/「[^」]*」|Word|WPS/g, '');
}

function isSame(a: Draft, b: Draft): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
