/** The part of the contract about 草稿文件 (.jxb). */
import { z } from 'zod';
import type { OpenDraft } from '../api.ts';
import type { Version } from '../draft/versions.ts';
import { call, id, path } from './parts.ts';

/**
 * How a draft in a file stands to the one of the same id on this PC: equal, `older` or `newer` than
 * that, or `changed` on both sides since they parted.
 */
export type Standing = 'same' | 'older' | 'newer' | 'changed';

/** What a .jxb holds beside its draft, before anything of it is kept. */
export interface ArrivedJxb {
  readonly savedAt: string;
  /** How many versions there are, and the names of those that have one. */
  readonly versions: number;
  readonly names: readonly NonNullable<Version['name']>[];
  /** The draft of the same id on this PC; null where there is none. */
  readonly here: {
    readonly id: string;
    readonly standing: Standing;
    readonly deleted: boolean;
  } | null;
}

export const JXB_CALLS = {
  /** Asks where to, and writes a draft with its versions; null where the person cancels. */
  'jxb.export': call<{ path: string } | null>()(z.strictObject({ id })),
  /** Keeps what a .jxb holds as a new draft with its versions. */
  'jxb.accept': call<OpenDraft>()(z.strictObject({ path })),
} as const;
