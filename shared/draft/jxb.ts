/** 草稿文件 (.jxb): one draft with its versions in one file, for a colleague or another PC. */
import { strToU8, zipSync } from 'fflate';
import { z } from 'zod';
import { ReadError } from '../word/source.ts';
import { decodePart, unzipParts } from '../word/unzip.ts';
import { type Draft, parseDraft } from './draft.ts';
import { DraftError, upgradeTo } from './draft-error.ts';
import { VERSION_KINDS, type VersionKind } from './versions.ts';

/** Raised by one whenever the shape of the file changes. */
const FORMAT = 1;

/** The one part of the zip. */
const PART = 'jxb.json';

/** The most that the content may be written out to, in characters; reading takes four times as many bytes. */
const MAX_CHARACTERS = 16_000_000;
const MAX_VERSIONS = 2000;

export interface JxbVersion {
  readonly kind: VersionKind;
  readonly name: string | null;
  readonly createdAt: string;
  readonly draft: Draft;
}

export interface Jxb {
  /** Of the draft, the same on every PC that has it from this file. */
  readonly id: string;
  /** When the draft was last changed, ISO 8601. */
  readonly savedAt: string;
  readonly draft: Draft;
  /** The newest first. */
  readonly versions: readonly JxbVersion[];
}

/** A .jxb that cannot be read. */
export class JxbError extends ReadError {
  constructor(message: string, cause?: unknown) {
    super('unreadable', message, { cause });
  }
}

const head = z.object({
  format: z.int().min(1),
  program: z
    .string()
    .regex(/^\d{1,5}(\.\d{1,5}){2}$/)
    .optional()
    .catch(undefined),
});
const time = z.iso.datetime();
const kinds = Object.keys(VERSION_KINDS) as [VersionKind, ...VersionKind[]];
const body = z.object({
  id: z.uuid(),
  savedAt: time,
  draft: z.record(z.string(), z.unknown()),
  versions: z
    .array(
      z.object({
        // A kind that a later program has added is no reason to refuse the file.
        kind: z.enum(kinds).catch('open'),
        name: z.string().max(1000).nullable(),
        createdAt: time,
        draft: z.record(z.string(), z.unknown()),
      }),
    )
    .max(MAX_VERSIONS),
});

/**
 * The bytes of a .jxb. Where a draft has more versions than a file takes, those with a name come
 * first, then the newest.
 * @param program the version of the program that writes it
 * @param most how many characters the content may have
 */
export function writeJxb(jxb: Jxb, program: string, most: number = MAX_CHARACTERS): Uint8Array {
  const { id, savedAt, draft } = jxb;
  let room = most - JSON.stringify(draft).length;
  const wanted = jxb.versions.toSorted((a, b) => Number(b.name !== null) - Number(a.name !== null));
  const taken = new Set(
    wanted.slice(0, MAX_VERSIONS).filter((version) => {
      room -= JSON.stringify(version).length;
      return room >= 0;
    }),
  );
  const versions = jxb.versions.filter((version) => taken.has(version));
  const content = JSON.stringify({ format: FORMAT, program, id, savedAt, draft, versions });
  // The same draft gives the same bytes: the time of day does not go in.
  return zipSync({ [PART]: [strToU8(content), { mtime: new Date(2000, 0, 1) }] });
}

/** Whether the names of what a zip holds are those of a .jxb. */
export function isJxb(names: readonly string[]): boolean {
  return names.includes(PART);
}

/**
 * Reads a .jxb.
 * @throws JxbError, DraftError with a Chinese sentence where it is damaged, no .jxb, or of a newer
 * program
 */
export function readJxb(bytes: Uint8Array): Jxb {
  const value = contentOf(bytes);
  const started = head.safeParse(value);
  if (!started.success) throw damagedJxb(started.error);
  const { format, program } = started.data;
  if (format > FORMAT) throw newer(program);
  const read = body.safeParse(value);
  if (!read.success) throw damagedJxb(read.error);
  const { id, savedAt, draft, versions } = read.data;
  try {
    return {
      id,
      savedAt,
      draft: parseDraft({ ...draft, program }),
      versions: versions.map((version) => ({
        ...version,
        draft: parseDraft({ ...version.draft, program }),
      })),
    };
  } catch (error) {
    throw error instanceof DraftError ? error : damagedJxb(error);
  }
}

function contentOf(bytes: Uint8Array): unknown {
  try {
    const part = unzipParts(bytes, (name) => name === PART).get(PART);
    return JSON.parse(decodePart(part ?? new Uint8Array()));
  } catch (error) {
    throw damagedJxb(error);
  }
}

function newer(needed: string | undefined): JxbError {
  return new JxbError(
    `这份草稿文件由更新版本的程序导出，没有读入；${upgradeTo(needed)}，再打开它。文件没有被改动。`,
  );
}

/** For a file that should be a .jxb. The parser's own message would quote what is in it. */
export function damagedJxb(cause: unknown): JxbError {
  return new JxbError(
    '这份草稿文件已损坏，或不是本程序导出的，没有读入；本机的填报表没有变化。请让对方重新导出一份再试。',
    cause instanceof SyntaxError ? new Error('not JSON') : cause,
  );
}
