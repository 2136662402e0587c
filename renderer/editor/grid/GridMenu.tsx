import { Dropdown, type MenuProps } from 'antd';
import { type ReactNode, type Ref, useImperativeHandle, useRef, useState } from 'react';
import { call } from '../../ui/call.ts';
import { useEditor } from '../EditorContext.ts';
import { boxOfArea, useElements } from './elements.ts';
import type { Command } from './keys.ts';
import { type MenuAction, menuItems } from './menu-items.ts';
import { useHeldKeys } from './use-held-keys.ts';

export interface MenuHandle {
  /** Opens the menu at the active cell, for the keyboard. */
  open(): void;
}

interface GridMenuProps {
  readonly ref: Ref<MenuHandle>;
  readonly run: (command: Command) => void;
  readonly children: ReactNode;
}

/**
 * A menu that is longer than what is below the pointer moves up: no item is cut off. (antd's own
 * distance from the pointer would push it out of the window again.)
 */
const MENU_ALIGN = { offset: [0, 0], overflow: { adjustX: true, shiftY: true } };

/** The context menu: by the right button where it is pressed, by the keyboard at the active cell. */
export function GridMenu({ ref, run, children }: GridMenuProps) {
  const editor = useEditor();
  const { paper, input } = useElements();
  const area = useRef<HTMLDivElement>(null);
  const held = useHeldKeys();
  const [items, setItems] = useState<MenuProps['items']>([]);
  useImperativeHandle(ref, () => ({
    open() {
      const { map } = editor.sheet();
      const rect = map.find(editor.store.getState().selection.anchor.address);
      const box = rect && paper.current ? boxOfArea(paper.current, map, rect) : undefined;
      const origin = paper.current?.getBoundingClientRect();
      if (!box || !origin) return;
      const clientX = origin.left + box.left + Math.min(box.width, 40);
      const clientY = origin.top + box.top + Math.min(box.height, 24);
      held.hold();
      area.current?.dispatchEvent(
        new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX, clientY }),
      );
    },
  }));
  const act = (action: MenuAction) => {
    input.current?.focus({ preventScroll: true });
    if (action.do === 'command') run({ do: action.command });
    else if (action.do === 'copyTable') run(action);
    else if (action.do === 'split') editor.beginEdit([action.address]);
    else if (action.do === 'apply') editor.apply(action.edit);
    else if (action.do === 'release') {
      editor.apply({ type: 'release', addresses: action.addresses });
    } else void call('app.edit', { action: action.action });
  };
  const build = () => {
    const groups = menuItems(editor.sheet(), editor.store.getState().selection);
    setItems(
      groups.flatMap((group, g) => [
        ...(g > 0 ? [{ type: 'divider' as const }] : []),
        ...group.map((one) => ({
          key: one.label,
          label: one.label,
          ...(one.keys && { extra: one.keys }),
          onClick: () => act(one.action),
        })),
      ]),
    );
  };
  return (
    <Dropdown
      trigger={['contextMenu']}
      menu={{ items: items ?? [] }}
      autoFocus
      align={MENU_ALIGN}
      onOpenChange={(open) => {
        if (open) build();
        else {
          input.current?.focus({ preventScroll: true });
          held.release();
        }
      }}
    >
      <div className="menu-area" ref={area}>
        {children}
      </div>
    </Dropdown>
  );
}
