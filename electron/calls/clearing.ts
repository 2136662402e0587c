/** The call that removes everything. */
import { app } from 'electron';
import type { Handlers } from '../ipc.ts';
import { ProblemError } from '../problem.ts';
import { markForClearing } from '../storage/clear-all.ts';

export function clearingCalls(dataFolder: string): Pick<Handlers, 'app.clearAll'> {
  return {
    'app.clearAll'() {
      try {
        markForClearing(dataFolder);
      } catch (error) {
        const sentence = '没有清除：数据文件夹写不进去。所有内容都还在；请检查磁盘和权限后再试。';
        throw new ProblemError('disk', sentence, { cause: error });
      }
      app.relaunch();
      // At once: there is nothing left that would have to be saved.
      app.exit();
      return null;
    },
  };
}
