import { Tabs } from 'antd';
import { useMemo } from 'react';
import { openFindings } from '../../shared/checks/facts.ts';
import { useLater } from './EditorContext.ts';
import { FindingsPanel } from './panels/FindingsPanel.tsx';
import { HelpPanel } from './panels/HelpPanel.tsx';

/** At the right: 填报说明 for the field in hand, and 审核. */
export function SidePanel() {
  const reasons = useLater((state) => state.draft.reasons);
  const findings = useLater((state) => state.findings);
  const open = useMemo(() => openFindings({ reasons }, findings).length, [reasons, findings]);
  return useMemo(
    () => (
      <aside className="side-panel" aria-label="填报说明和审核" data-pane="side" tabIndex={-1}>
        <Tabs
          size="small"
          items={[
            { key: 'help', label: '填报说明', children: <HelpPanel /> },
            {
              key: 'findings',
              label: open > 0 ? `审核（${open}）` : '审核',
              children: <FindingsPanel />,
            },
          ]}
        />
      </aside>
    ),
    [open],
  );
}
