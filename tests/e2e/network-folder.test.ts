/** The drafts on another computer: no such disk can be mounted here, so the system is made to say that one is. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canFail, FailingDisk } from '../faults/failing-disk.ts';
import { openDraft } from './editor-page.ts';
import { launch, type Program } from './harness.ts';

const NOTICE = '填报表存放在网络文件夹里。程序已改用较慢、但在网络上可靠的保存方式';

const notice = ({ page }: Program) => page.getByText(NOTICE);

test.runIf(canFail())(
  'on a network folder the program says so once, keeps no write-ahead log, and a kill loses nothing that was saved',
  async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'jixiao-share-'));
    const disk = new FailingDisk(dataFolder);
    const env = { ...disk.env, FAULTS_NETWORK: '1' };
    try {
      const first = await launch({ dataFolder, env });
      await notice(first).waitFor();
      const form = await openDraft(first, { year: 2026 });
      await form.click('department');
      await form.type('市档案馆');
      await form.press('Enter');
      await expect.poll(() => first.page.title()).toContain('已保存');
      expect(readdirSync(dataFolder).filter((name) => /-(?:wal|shm)$/.test(name))).toEqual([]);
      await first.kill();

      const second = await launch({ dataFolder, env });
      await second.page.getByText('市档案馆').first().waitFor();
      await notice(second).waitFor();
      await second.page.getByRole('button', { name: '知道了' }).click();
      await expect.poll(() => notice(second).count()).toBe(0);
      await second.page.reload();
      await second.page.getByText('市档案馆').first().waitFor();
      expect(await notice(second).count()).toBe(0);
      await second.page.getByRole('button', { name: '设置' }).click();
      await second.page.getByText('所有填报表都存在网络文件夹里').waitFor();
      await second.close();

      // The same folder on a disk of this computer: nothing to be said, and a log again.
      const third = await launch({ dataFolder });
      await third.page.getByText('市档案馆').first().waitFor();
      expect(await notice(third).count()).toBe(0);
      expect(readdirSync(dataFolder)).toContain('drafts.sqlite-wal');
      await third.close();
    } finally {
      disk.remove();
      rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
);
