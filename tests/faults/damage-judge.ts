/** Whether what was read from a damaged database is what was kept in it, or says that it is not. */
import type { Contents, Found, Piece } from './contents.ts';
import type { Target } from './damage-prepare.ts';

export interface Judgement {
  readonly outcome: /** Everything is read as it was: the damage has hit nothing that counts. */
    | 'harmless'
    /** A sentence says that it is not opened; the file is as it was. */
    | 'refused'
    /** Opened; what cannot be read is said to be so, the rest is as it was. */
    | 'noticed'
    /** Set aside and recovered, with a report that is true. */
    | 'recovered'
    /** What was kept some saves before, without a word: nothing else tells that there was more. */
    | 'older'
    /**
     * Only what has no checksum: a preference (what is set by default stands in for it, and the log
     * knows), a figure in the list of drafts, the time or name of a version.
     */
    | 'unchecked'
    | 'wrong';
  /** For what must not be: in which piece. */
  readonly detail?: string;
}

type States = readonly Contents[];

export function judgeFound(
  states: States,
  { contents, recovery }: Found,
  target: Target,
): Judgement {
  const strange = [...contents].filter(([name, piece]) => isStrange(states, name, piece));
  const serious = strange.filter(([name]) => !name.startsWith('setting '));
  if (serious.length > 0) return wrong(serious.map(([name, piece]) => named(states, name, piece)));
  // A backup that is looked into gives its drafts, and nobody's preferences.
  if (strange.length > 0 && target !== 'a backup that is looked into' && !recovery) {
    return { outcome: 'unchecked' };
  }
  const newest = states.at(-1) ?? new Map();
  const told = recovery !== null || [...contents.values()].some((piece) => 'refused' in piece);
  if (recovery && !target.includes('backup')) {
    const lost = recovery.drafts.filter(({ source }) => source === 'lost');
    const missing = drafts(newest).filter((name) => !contents.has(name));
    if (lost.length + missing.length > 0) return wrong([`${lost.length + missing.length} lost`]);
    const untrue = recovery.drafts.filter(
      ({ id, source, doubt }) =>
        source === 'file' && doubt === 'none' && !isSame(newest, contents, `draft ${id}`),
    );
    if (untrue.length > 0) return wrong(['an older draft is said to be whole']);
  }
  const names = [...newest.keys()].filter((name) => !name.startsWith('setting '));
  const other = names.filter((name) => !isSame(newest, contents, name));
  if (told) return { outcome: recovery ? 'recovered' : 'noticed' };
  if (other.length === 0) return { outcome: 'harmless' };
  if (states.some((state) => isWhole(state, contents))) return { outcome: 'older' };
  const kept = other.filter((name) => contents.has(name));
  const gone = other.filter((name) => !contents.has(name));
  // A version whose id was hit is there under another.
  const others = [...contents.keys()].filter((name) => !newest.has(name));
  if (
    kept.length === 0 &&
    gone.every(isVersion) &&
    gone.length === others.filter(isVersion).length
  ) {
    return { outcome: 'harmless' };
  }
  if (gone.length > 0) return wrong(gone.map((name) => `${name} is missing`));
  if (kept.every((name) => isSame(newest, contents, name, checkedPart))) {
    return { outcome: 'unchecked' };
  }
  return { outcome: 'older', detail: kept.slice(0, 3).join(', ') };
}

function wrong(details: readonly string[]): Judgement {
  return { outcome: 'wrong', detail: details.slice(0, 3).join('; ') };
}

function isVersion(name: string): boolean {
  return name.startsWith('version ');
}

function drafts(state: Contents): string[] {
  return [...state.keys()].filter((name) => name.startsWith('draft '));
}

/** A text that was never kept under this name. Counts and rows of lists are made anew by a recovery. */
function isStrange(states: States, name: string, piece: Piece): boolean {
  if ('refused' in piece || name.endsWith(' count')) return false;
  const ever = everOf(states, name);
  const part = (text: string) => checkedPart(name, text);
  if (ever.some((text) => part(text) === part(piece.text))) return false;
  // A recovery keeps what a backup has of a draft as a version of its own.
  return !(name.startsWith('version ') && ever.length === 0 && isOfDraft(states, piece.text));
}

function everOf(states: States, name: string): string[] {
  const kept = states.flatMap((state) => state.get(name) ?? []);
  return kept.flatMap((one) => ('text' in one ? one.text : []));
}

function named(states: States, name: string, piece: Piece): string {
  const now = 'text' in piece ? piece.text : '';
  return `${name.split(' ')[0]}: ${changeOf(everOf(states, name).at(-1) ?? '', now)}`;
}

function isOfDraft(states: States, version: string): boolean {
  const { of, draft } = JSON.parse(version) as { of: string; draft: unknown };
  const content = JSON.stringify(draft);
  return states.some((state) => {
    const piece = state.get(`draft ${of}`);
    return piece && 'text' in piece && piece.text.startsWith(`{"draft":${content},`);
  });
}

/** What can be proved: of a row of the list what stands in the draft too, of a version its content. */
function checkedPart(name: string, text: string): string {
  if (!name.startsWith('summary ') && !isVersion(name)) return text;
  const { form, year, department, of, draft } = JSON.parse(text) as Record<string, unknown>;
  return JSON.stringify([form, year, department, of, draft]);
}

function isWhole(state: Contents, found: Contents): boolean {
  return [...new Set([...state.keys(), ...found.keys()])].every((name) =>
    isSame(state, found, name),
  );
}

function isSame(
  state: Contents,
  found: Contents,
  name: string,
  part = (_name: string, text: string) => text,
): boolean {
  const [a, b] = [state.get(name), found.get(name)];
  if (!a || !b || 'refused' in a || 'refused' in b) return false;
  return part(name, a.text) === part(name, b.text);
}

function changeOf(before: string, now: string): string {
  const at = [...before].findIndex((_, i) => before[i] !== now[i]);
  const part = (text: string) => text.slice(Math.max(0, at - 30), at + 20);
  return `${part(before)} → ${part(now)}`;
}
