/**
 * The real program in a real window on a disk that fails, fills up, is slow, or is held by another
 * program: it says 保存失败 with what to do, keeps trying, and saves everything once the trouble is over.
 */

import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DATABASE_FILE } from '../../electron/storage/place.ts';
import { type EditorPage, openDraft } from '../e2e/editor-page.ts';
import { answerDialogs } from '../e2e/harness.ts';
import { Answers } from './answers.ts';
import { canFail, FailingDisk, type Trouble } from './failing-disk.ts';
import { inFolder } from './folder.ts';
import { EXPORTS } from './kept.ts';
import { chanceOf } from './random.ts';
import { canMount, fillDisk, mountSmallDisk, unmount } from './small-disk.ts';
import { type Settings, Tally } from './tally.ts';
import { launchWatched, lookForPromise, type Watched } from './watched.ts';
import { choose } from './window-work.ts';

const ROUNDS = 5;
const PATIENCE = 40_000;

/** In kilobytes; Chromium keeps its own files there too. */
const SMALL_DISK = 64_000;

/** A spell of trouble, and what the window says of it; nothing where it is only slow. */
interface Spell {
  readonly name: string;
  readonly note: string;
  readonly says?: RegExp;
  begin(): void;
  end(): void;
}

export async function diskProgram({ seed, rounds }: Settings): Promise<Tally[]> {
  const tallies: Tally[] = [];
  const many = rounds(ROUNDS);
  tallies.push(await inFolder((folder) => inWindow(folder, locked(folder), seed, many)));
  if (canFail()) {
    for (const [name, trouble, says] of TROUBLES) {
      tallies.push(
        await inFolder(async (folder) => {
          const disk = new FailingDisk(join(folder, DATABASE_FILE));
          const note = 'LD_PRELOAD; real window';
          const begin = () => disk.trouble({ ...trouble, seed });
          const spell = { name, note, begin, end: () => disk.heal(), ...(says && { says }) };
          return await inWindow(folder, spell, seed, many, disk.env).finally(() => disk.remove());
        }),
      );
    }
    tallies.push(await exportsOnFailingDisk(seed, many));
  } else console.log('Failing disk left out: no gcc, or not Linux.');
  if (canMount()) {
    tallies.push(
      await inFolder(async (folder) => {
        const disk = join(folder, 'disk');
        mkdirSync(disk);
        mountSmallDisk(disk, SMALL_DISK);
        return await inWindow(disk, full(disk), seed, many).finally(() => unmount(disk));
      }),
    );
  } else console.log('Full disk left out: mounting is not allowed here.');
  return tallies;
}

const TROUBLES: readonly (readonly [string, Trouble, RegExp?])[] = [
  ['write error', { calls: ['write'], error: 'EIO', half: true }, /磁盘出错/],
  ['sync error', { calls: ['sync'], error: 'EIO' }, /磁盘出错/],
  ['disk full', { calls: ['write'], error: 'ENOSPC' }, /磁盘空间已满|磁盘出错/],
  ['permission taken away', { calls: ['open', 'write'], error: 'EACCES' }, /磁盘出错|只读/],
  ['every third call fails', { calls: ['write', 'sync'], error: 'EIO', chance: 0.3, half: true }],
  ['slow disk', { calls: ['write', 'sync'], waitMs: 40 }],
];

/** Another program keeps the database for itself. */
function locked(folder: string): Spell {
  let other: Database.Database | undefined;
  return {
    name: 'locked by another program',
    note: 'SQLite lock; real window',
    says: /占用/,
    begin() {
      other = new Database(join(folder, DATABASE_FILE));
      other.exec('BEGIN IMMEDIATE');
    },
    end: () => other?.close(),
  };
}

function full(disk: string): Spell {
  const filler = join(disk, 'filler');
  return {
    name: 'disk full',
    note: 'tmpfs; real window',
    says: /磁盘空间已满/,
    begin: () => fillDisk(filler, 0),
    end: () => rmSync(filler),
  };
}

/** One window, one draft; each round a cell, typed half before and half in the trouble. */
async function inWindow(
  dataFolder: string,
  spell: Spell,
  seed: number,
  rounds: number,
  env: Readonly<Record<string, string>> = {},
): Promise<Tally> {
  const tally = new Tally(spell.name, spell.note);
  return await inFolder(async (aside) => {
    const answers = new Answers(join(aside, 'answers'));
    const program = await launchWatched({ dataFolder, env }, answers);
    const form = await openDraft(program, { year: 2027 });
    for (let round = 0; round < rounds; round++) {
      const chance = chanceOf(seed, spell.name, round);
      const losses = await throughTrouble(program, form, spell, chance.whole(1, 40)).catch(
        (error: unknown) => [String(error).split('\n')[0] ?? ''],
      );
      tally.round(1, losses);
    }
    const last = program.promises.at(-1);
    await program.kill();
    const { looked, losses } = lookForPromise(dataFolder, last);
    const kept = answers.lookIn(dataFolder);
    tally.looked += looked + kept.looked;
    tally.losses.push(...losses, ...kept.losses);
    return tally;
  });
}

async function throughTrouble(
  { page, promises }: Watched,
  form: EditorPage,
  { says, begin, end }: Spell,
  letters: number,
): Promise<string[]> {
  const address = 'duties';
  await form.click(address);
  await form.press('F2', 'Control+End');
  await form.type('前');
  await untilSaved(page);
  begin();
  await form.type('中'.repeat(letters));
  if (says) await page.getByRole('alert').getByText(says).waitFor({ timeout: PATIENCE });
  await form.type('后');
  end();
  await untilSaved(page);
  await form.press('Enter');
  await untilSaved(page);
  const text = promises.at(-1)?.cells[address] ?? '';
  return text.endsWith(`前${'中'.repeat(letters)}后`)
    ? []
    : ['what was typed in the trouble is gone'];
}

async function untilSaved(page: Watched['page']): Promise<void> {
  await page.locator('.save-state', { hasText: /^已保存/ }).waitFor({ timeout: PATIENCE });
}

/** A Word file is written whole or not at all, and the window says so in a sentence. */
async function exportsOnFailingDisk(seed: number, rounds: number): Promise<Tally> {
  const tally = new Tally('export to a failing disk', 'LD_PRELOAD; real window');
  return await inFolder(async (folder) => {
    const exports = join(folder, EXPORTS);
    mkdirSync(exports);
    const disk = new FailingDisk(`${exports}/`);
    const answers = new Answers(join(folder, 'answers'));
    const program = await launchWatched({ dataFolder: folder, env: disk.env }, answers);
    await openDraft(program, 'example');
    for (let round = 0; round < rounds; round++) {
      const chance = chanceOf(seed, 'export', round);
      const error = chance.pick(['EIO', 'ENOSPC', 'EROFS']);
      const call = chance.pick(['open', 'write', 'sync', 'name']);
      disk.trouble({ calls: [call], error, half: true });
      const losses = await refusedExport(program, exports).catch((reason: unknown) => [
        `${call} ${error}: ${String(reason).split('\n')[0]}`,
      ]);
      disk.heal();
      tally.round(1, losses);
    }
    await program.close();
    disk.remove();
    return tally;
  });
}

async function refusedExport(program: Watched, exports: string): Promise<string[]> {
  const { app, page } = program;
  await answerDialogs(app, { save: join(exports, '目标表.docx') });
  await choose(program, 'export-word');
  await page.getByRole('button', { name: '继续导出' }).click();
  const dialog = page.getByRole('dialog', { name: '没有导出' });
  await dialog.getByText(/没有写入/).waitFor({ timeout: PATIENCE });
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  const there = readdirSync(exports).filter((name) => !name.startsWith('.'));
  return there.map((name) => `${name} stands there half written`);
}
