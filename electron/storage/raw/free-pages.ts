/** The pages that the file keeps for later: what stands on them was deleted. */
import { PAGE_SIZE, type PageView } from './pages.ts';

const FIRST_TRUNK = 32;
const MAX_LEAVES = PAGE_SIZE / 4 - 2;

/** The numbers of the free pages, as far as the list of them can be followed. */
export function freePages(view: PageView): Set<number> {
  const free = new Set<number>();
  let at = view.page(1)?.readUInt32BE(FIRST_TRUNK) ?? 0;
  while (at !== 0 && !free.has(at)) {
    const trunk = view.page(at);
    if (!trunk) break;
    free.add(at);
    const leaves = Math.min(trunk.readUInt32BE(4), MAX_LEAVES);
    for (let i = 0; i < leaves; i++) free.add(trunk.readUInt32BE(8 + i * 4));
    at = trunk.readUInt32BE(0);
  }
  return free;
}
