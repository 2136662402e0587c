/** The versions of a draft: why each was kept, and which of them go with time. Pure. */

/** Why a version was kept, with what a clerk reads; most are the state before something happens. */
export const VERSION_KINDS = {
  open: '打开时',
  import: '导入前',
  fix: '一键更正前',
  paste: '粘贴前',
  restore: '恢复前',
  export: '导出时',
  named: '手工保存',
  merge: '合并备份',
} as const;

export type VersionKind = keyof typeof VERSION_KINDS;

/** What is offered as the name of a version. */
export const VERSION_NAMES: readonly string[] = ['一上稿', '二上稿', '批复稿', '公开稿'];

/** The longest name of a version. */
export const MAX_VERSION_NAME = 50;

export interface Version {
  readonly id: string;
  readonly kind: VersionKind;
  /** Given by a person; such a version is never thinned out. */
  readonly name: string | null;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * How closely versions are kept, by age. Each bucket lies inside one bucket of the next tier and
 * keeps its newest, so thinning out a little every day leaves what thinning out once would.
 */
const TIERS: readonly { readonly until: number; readonly bucket: (time: Date) => string }[] = [
  { until: 7 * DAY, bucket: (time) => `${dayOf(time)} ${time.getHours()}` },
  { until: 90 * DAY, bucket: dayOf },
  { until: Number.POSITIVE_INFINITY, bucket: monthOf },
];

/**
 * The ids of the versions that may go: all of the last day stay, then one an hour for a week, one a
 * day for 90 days, one a month after that. The newest of each stays, and all that have a name.
 * @param now ISO 8601
 */
export function thinnedOut(versions: readonly Version[], now: string): string[] {
  const newestFirst = versions
    .filter(({ name }) => name === null)
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0));
  const kept = new Set<string>();
  return newestFirst.flatMap(({ id, createdAt }) => {
    const time = new Date(createdAt);
    const age = Date.parse(now) - time.getTime();
    const tier = TIERS.findIndex(({ until }) => age < until);
    // A time that cannot be read is no reason to lose a version.
    if (Number.isNaN(age) || age < DAY) return [];
    const bucket = `${tier}: ${TIERS[tier]?.bucket(time)}`;
    if (kept.has(bucket)) return [id];
    kept.add(bucket);
    return [];
  });
}

function monthOf(time: Date): string {
  return `${time.getFullYear()}-${time.getMonth() + 1}`;
}

/** A day of the PC's own time zone. */
export function dayOf(time: Date): string {
  return `${monthOf(time)}-${time.getDate()}`;
}
