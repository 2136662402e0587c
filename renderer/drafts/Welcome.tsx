import { StorageNotices } from '../backups/StorageNotices.tsx';
import { chooseFiles } from '../files/import-files.ts';
import { useShell } from '../state/shell.ts';
import { Button } from '../ui/Button.tsx';
import './welcome.css';

const WHAT_IT_DOES =
  '在这里填写《部门整体绩效目标表》，随填随存，填好后导出为 Word 文件。所有内容只保存在这台电脑上，不需要联网。';

/** What stands in place of the list as long as there is no draft. */
export function Welcome({ onExample }: { readonly onExample: () => void }) {
  const { openDialog, openHelp, show } = useShell.getState();
  const first = useShell((shell) => shell.settings?.welcomeDone === false);
  return (
    <main className="welcome">
      <StorageNotices />
      <h1>{first ? '欢迎使用绩效目标填报' : '还没有填报表'}</h1>
      <p>{WHAT_IT_DOES}</p>
      <div className="ways">
        <section className="way">
          <Button type="primary" size="large" onClick={() => void chooseFiles()}>
            导入上年表
          </Button>
          <p>有去年的 Word 文件时用。选择文件，或把文件拖到这个窗口里。</p>
        </section>
        <section className="way">
          <Button size="large" onClick={() => openDialog('new')}>
            新建空白表
          </Button>
          <p>没有旧表时用。按预算年度新建一张空表，从头填写。</p>
        </section>
      </div>
      <p className="aside">
        <Button type="link" onClick={onExample}>
          先看一个填好的示例
        </Button>
        <Button type="link" onClick={() => show({ name: 'backups' })}>
          从备份恢复
        </Button>
        <Button type="link" onClick={() => openHelp({ tab: 'guide' })}>
          使用说明
        </Button>
        {!first && (
          <Button type="link" onClick={() => show({ name: 'bin' })}>
            打开回收站
          </Button>
        )}
      </p>
    </main>
  );
}
