/** What can go wrong with the database, each as a Chinese sentence: what happened, what is safe, what to do. */
import Database from 'better-sqlite3';
import type { Problem } from '../../shared/api.ts';
import { upgradeTo } from '../../shared/draft/draft-error.ts';
import { ProblemError } from '../problem.ts';

const REASONS = {
  newer: {
    code: 'unreadable',
    message:
      '草稿库由更新版本的程序建立，当前版本不能打开；草稿库没有被改动，内容都在。请先升级本程序，再打开。',
  },
  damaged: {
    code: 'unreadable',
    message:
      '草稿库文件有损坏的地方，这一步没有完成，文件原样保留。请退出并重新启动本程序：它会把损坏的文件另存，再逐份找回能读出的内容。',
  },
  behind: {
    code: 'unreadable',
    message:
      '草稿库文件比最后一次保存时的旧，最后保存的内容不在里面；文件没有被改动。请退出并重新启动本程序：它会把这个文件另存，用备份和历史版本补上能找回的内容，并说明缺了什么。',
  },
  gone: {
    code: 'not-found',
    message:
      '草稿库文件不见了，但自动备份还在，没有丢失。可以从最近的备份恢复；如果文件是被移走的，请放回原处再试一次。',
  },
  goneWithoutBackup: {
    code: 'not-found',
    message:
      '草稿库文件不见了，数据文件夹里也没有自动备份。如果文件是被移走或改了名的，请放回原处再试一次；如果有备份文件，可以先重新开始，再在「备份与恢复」里选它恢复。',
  },
  folder: {
    code: 'disk',
    message:
      '找不到数据文件夹，也不能新建，可能是 U 盘已拔出、网络文件夹没有连上；已保存的内容都在那里，没有变化。请接好后再试一次。',
  },
  away: {
    code: 'disk',
    message:
      '找不到数据文件夹，可能是 U 盘已拔出或网络已断开，这次没有保存；此前保存的内容在那里，您刚填的内容还在窗口中。请先不要关闭窗口，接好后程序会自动再试。',
  },
  foreign: {
    code: 'unreadable',
    message:
      '草稿库的位置上是另一个文件，不是本程序的草稿库；该文件没有被改动。请把它移到别处，再重新启动本程序。',
  },
  readOnly: {
    code: 'disk',
    message:
      '草稿库文件或所在文件夹是只读的，不能保存；已保存的内容没有变化。请取消「只读」或取得写入权限，再试一次。',
  },
  busy: {
    code: 'busy',
    message: '草稿库正被另一个程序占用，暂时不能读写；已保存的内容没有变化。请稍等片刻，再试一次。',
  },
  full: {
    code: 'disk',
    message: '磁盘空间已满，这次没有保存；此前保存的内容都在。请清理磁盘后再试一次。',
  },
  disk: {
    code: 'disk',
    message:
      '读写草稿库时磁盘出错，这一步没有完成；此前保存的内容没有变化。请检查磁盘或网络位置，再试一次。',
  },
  stale: {
    code: 'stale',
    message:
      '这份草稿已在别处保存过更新的内容，这次没有覆盖它，您刚填的内容还在当前窗口中。请先复制要保留的内容，再重新打开这份草稿。',
  },
  missing: {
    code: 'not-found',
    message: '找不到这份草稿，可能已被彻底删除；其他草稿没有变化。请返回草稿列表查看。',
  },
  unreadable: {
    code: 'unreadable',
    message:
      '这份草稿的内容无法读出，已原样保留，没有被改动或删除；其他草稿不受影响。请在草稿列表中点它右边的「找回」，用历史版本或备份代替。',
  },
  invalid: {
    code: 'invalid',
    message:
      '要保存的内容不符合表格的格式，没有保存；此前保存的内容没有变化。请撤销最近的修改再试。',
  },
} as const satisfies Record<string, { code: Problem['code']; message: string }>;

export type StorageReason = keyof typeof REASONS;

/** A refusal of the storage; `reason` is finer than `code`, the technical reason is its `cause`. */
export class StorageError extends ProblemError {
  readonly reason: StorageReason;

  constructor(reason: StorageReason, cause?: unknown, message: string = REASONS[reason].message) {
    super(REASONS[reason].code, message, { cause });
    this.reason = reason;
  }
}

/**
 * The refusal of a database that a newer program has made.
 * @param needed the version that can open it, where that is known
 */
export function newerDatabase(needed: string | undefined): StorageError {
  const message = `草稿库由更新版本的程序建立，当前版本不能打开；草稿库没有被改动，内容都在。${upgradeTo(needed)}，再打开。`;
  return new StorageError('newer', undefined, message);
}

/** The refusal of a step on files, of which nothing more is known than what the system says. */
export function diskError(error: unknown): StorageError {
  const code = String((error as NodeJS.ErrnoException).code);
  return new StorageError(['ENOSPC', 'EDQUOT'].includes(code) ? 'full' : 'disk', error);
}

/** Which reason stands behind a code of SQLite (https://sqlite.org/rescode.html). */
const BY_SQLITE_CODE: readonly (readonly [RegExp, StorageReason])[] = [
  [/^SQLITE_(BUSY|LOCKED)/, 'busy'],
  [/^SQLITE_FULL/, 'full'],
  [/^SQLITE_(READONLY|PERM|AUTH)/, 'readOnly'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'damaged'],
  [/^SQLITE_(IOERR|CANTOPEN|PROTOCOL|NOLFS)/, 'disk'],
];

let witness = () => {};

/** Whenever damage of the database as a whole is met, `listener` is told, whatever becomes of the step. */
export function onDamage(listener: () => void): void {
  witness = listener;
}

/** Rows do not fit each other: more is damaged than the content of one draft. */
export function reportDamage(): void {
  witness();
}

/** Runs a step on the database; what SQLite refuses becomes a StorageError. */
export function guarded<T>(step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    const known = BY_SQLITE_CODE.find(([code]) => code.test(error.code));
    if (known?.[1] === 'damaged') reportDamage();
    throw known ? new StorageError(known[1], error) : error;
  }
}
