import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { OpenDraft } from '../../shared/api.ts';
import type { TableId } from '../../shared/form/definition.ts';
import { message } from '../ui/tell.ts';
import { useMenuCommands } from '../ui/use-menu-commands.ts';
import { EditorContext } from './EditorContext.ts';
import './editor.css';
import { ElementsContext, type GridElements, useElements } from './grid/elements.ts';
import { FindBar } from './grid/FindBar.tsx';
import { Grid } from './grid/Grid.tsx';
import type { MenuHandle } from './grid/GridMenu.tsx';
import './grid/grid.css';
import { openFindings } from '../../shared/checks/facts.ts';
import { StatusBar } from './grid/StatusBar.tsx';
import { type GridActions, useCommands } from './grid/use-commands.ts';
import { nextFinding } from './panels/findings.ts';
import { SectionsPanel } from './panels/SectionsPanel.tsx';
import { focusNextPane, giveFocusBack, useFocusHome } from './panes.ts';
import './panels/panels.css';
import { SidePanel } from './SidePanel.tsx';
import { Toolbar } from './Toolbar.tsx';
import { type Opened, useOpenEditor } from './use-open-editor.ts';

const EditorLibrary = lazy(async () => ({
  default: (await import('../library/EditorLibrary.tsx')).EditorLibrary,
}));
const CopyDialog = lazy(async () => ({
  default: (await import('./panels/CopyDialog.tsx')).CopyDialog,
}));

interface EditorProps {
  readonly open: OpenDraft;
  readonly onClose: () => void;
}

/** One draft as the official table, to be filled in place. */
export function Editor({ open, onClose }: EditorProps) {
  const opened = useOpenEditor(open);
  const elements = useElementRefs();
  return (
    <EditorContext value={opened.editor}>
      <ElementsContext value={elements}>
        <EditorWindow opened={opened} onClose={onClose} />
      </ElementsContext>
    </EditorContext>
  );
}

function useElementRefs(): GridElements {
  const scroller = useRef<HTMLDivElement>(null);
  const paper = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  return useMemo(() => ({ scroller, paper, input }), []);
}

/** From this width on, in pixels, the panel at the right leaves enough room for the table. */
const ROOM_FOR_SIDE = 1000;

interface EditorWindowProps {
  readonly opened: Opened;
  readonly onClose: () => void;
}

function EditorWindow({ opened, onClose }: EditorWindowProps) {
  const { editor, settle } = opened;
  const { input } = useElements();
  /** How often the search has been asked for since it was closed. */
  const [finding, setFinding] = useState(0);
  const [library, setLibrary] = useState(false);
  const [copying, setCopying] = useState<{ readonly from: TableId; readonly to: TableId }>();
  const [side, setSide] = useState(() => window.innerWidth > ROOM_FOR_SIDE);
  const menu = useRef<MenuHandle>(null);
  const actions = useMemo<GridActions>(
    () => ({
      find: () => setFinding((times) => times + 1),
      save: () => void settle().then((saved) => saved && message.success('所有内容都已保存。')),
      openMenu: () => menu.current?.open(),
      nextPane: focusNextPane,
      toFinding(step) {
        const { draft, selection } = editor.store.getState();
        const open = openFindings(draft, editor.check());
        const next = nextFinding(editor.sheet().map, open, selection.anchor.address, step);
        const [address] = next?.addresses ?? [];
        if (address === undefined) message.info('没有需要处理的审核问题。');
        else editor.goTo(address);
      },
      copyTable: (from, to) => setCopying({ from, to }),
      tell: (sentence) => message.info(sentence),
    }),
    [editor, settle],
  );
  const run = useCommands(actions);
  const back = useCallback(async () => {
    if (await settle()) onClose();
  }, [settle, onClose]);
  useMenuCommands({
    undo: () => run({ do: 'undo' }),
    redo: () => run({ do: 'redo' }),
    find: () => run({ do: 'find' }),
    save: () => run({ do: 'save' }),
    library: () => setLibrary((open) => !open),
    'select-all': () => run({ do: 'selectSection' }),
  });
  useWindowKeys(actions);
  const focusGrid = useCallback(() => input.current?.focus({ preventScroll: true }), [input]);
  useFocusHome(focusGrid);
  const closeFinding = () => {
    setFinding(0);
    focusGrid();
  };
  return (
    <div className="editor" onClickCapture={(event) => giveFocusBack(event, focusGrid)}>
      <Toolbar
        run={run}
        onBack={() => void back()}
        side={side}
        onSide={() => {
          // It stands where the library does.
          setLibrary(false);
          setSide(library || !side);
        }}
        library={library}
        onLibrary={() => setLibrary(!library)}
      />
      <div className="editor-body">
        <SectionsPanel />
        <main className="editor-main" data-pane="grid">
          {finding > 0 && <FindBar asked={finding} onClose={closeFinding} />}
          <Grid run={run} menu={menu} />
          <StatusBar />
        </main>
        {side && !library && <SidePanel />}
        <Suspense fallback={null}>
          {library && (
            <EditorLibrary
              onClose={() => {
                setLibrary(false);
                focusGrid();
              }}
            />
          )}
          {copying && <CopyDialog {...copying} onClose={() => setCopying(undefined)} />}
        </Suspense>
      </div>
    </div>
  );
}

/** F8 goes to the findings and F6 to the panes wherever the focus is; in the grid its own keys do. */
function useWindowKeys({ toFinding, nextPane }: GridActions): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const go = event.key === 'F8' ? toFinding : event.key === 'F6' ? nextPane : undefined;
      if (!go || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      event.preventDefault();
      go(event.shiftKey ? -1 : 1);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [toFinding, nextPane]);
}
