/** Which key means what, as in Excel; for whole rows as in Word. Pure. */
import type { TableId } from '../../../shared/form/definition.ts';
import type { Move } from './navigate.ts';

export type Command =
  | { readonly do: 'move'; readonly move: Move; readonly extend: boolean }
  | { readonly do: 'page'; readonly direction: 1 | -1; readonly extend: boolean }
  /** Shows what a table has and another of the form lacks, to copy it there. */
  | { readonly do: 'copyTable'; readonly from: TableId; readonly to: TableId }
  | { readonly do: 'leave'; readonly key: 'tab' | 'shiftTab' | 'enter' | 'shiftEnter' }
  | { readonly do: SimpleCommand };

export type SimpleCommand =
  | 'edit'
  | 'cancel'
  | 'newline'
  | 'commitToSelection'
  | 'clear'
  | 'selectSection'
  | 'undo'
  | 'redo'
  | 'fillDown'
  | 'fillRight'
  | 'find'
  | 'save'
  | 'insertAbove'
  | 'insertBelow'
  | 'removeRows'
  | 'duplicateRows'
  | 'moveRowsUp'
  | 'moveRowsDown'
  | 'openList'
  | 'menu'
  | 'nextFinding'
  | 'previousFinding'
  | 'nextPane'
  | 'previousPane';

/** What of a keyboard event counts. */
export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** What is going on in the floating editor. */
export type Editing = 'none' | 'type' | 'edit';

const ARROWS: Readonly<Record<string, { move: Move; edge: Move }>> = {
  ArrowLeft: { move: 'left', edge: 'edgeLeft' },
  ArrowRight: { move: 'right', edge: 'edgeRight' },
  ArrowUp: { move: 'up', edge: 'edgeUp' },
  ArrowDown: { move: 'down', edge: 'edgeDown' },
};

const CTRL: Readonly<Record<string, SimpleCommand>> = {
  a: 'selectSection',
  z: 'undo',
  y: 'redo',
  d: 'fillDown',
  r: 'fillRight',
  f: 'find',
  h: 'find',
  s: 'save',
  Enter: 'commitToSelection',
};

const ALT: Readonly<Record<string, SimpleCommand>> = {
  Enter: 'newline',
  ArrowDown: 'openList',
  Insert: 'insertBelow',
  Delete: 'removeRows',
};

const ALT_SHIFT: Readonly<Record<string, SimpleCommand>> = {
  ArrowUp: 'moveRowsUp',
  ArrowDown: 'moveRowsDown',
  Insert: 'insertAbove',
  D: 'duplicateRows',
};

const PLAIN: Readonly<Record<string, SimpleCommand>> = {
  F2: 'edit',
  Escape: 'cancel',
  Delete: 'clear',
  Backspace: 'clear',
  ContextMenu: 'menu',
  F6: 'nextPane',
  F8: 'nextFinding',
};

const SHIFT: Readonly<Record<string, SimpleCommand>> = {
  F6: 'previousPane',
  F8: 'previousFinding',
  F10: 'menu',
};

/** Keys that belong to the text as long as one is being edited. */
const TEXT_KEYS = new Set(['Delete', 'Backspace', 'ContextMenu', 'F2']);
const TEXT_CTRL_KEYS = new Set(['a', 'z', 'y', 'd', 'r']);

/** The command of a key; undefined where it is for the text or for nobody. */
export function commandOf(key: Key, editing: Editing): Command | undefined {
  if (key.key === 'Tab' && !key.ctrlKey && !key.altKey) {
    return { do: 'leave', key: key.shiftKey ? 'shiftTab' : 'tab' };
  }
  if (key.key === 'Enter' && !key.ctrlKey && !key.altKey) {
    return { do: 'leave', key: key.shiftKey ? 'shiftEnter' : 'enter' };
  }
  return moving(key, editing) ?? simple(key, editing);
}

function moving(key: Key, editing: Editing): Command | undefined {
  if (key.altKey || editing === 'edit') return undefined;
  const extend = key.shiftKey;
  const arrow = ARROWS[key.key];
  if (arrow) {
    if (editing === 'type' && (extend || key.ctrlKey)) return undefined;
    return { do: 'move', move: key.ctrlKey ? arrow.edge : arrow.move, extend };
  }
  if (editing !== 'none') return undefined;
  if (key.key === 'Home') return { do: 'move', move: key.ctrlKey ? 'first' : 'home', extend };
  if (key.key === 'End') return { do: 'move', move: key.ctrlKey ? 'last' : 'end', extend };
  if (key.key === 'PageDown') return { do: 'page', direction: 1, extend };
  if (key.key === 'PageUp') return { do: 'page', direction: -1, extend };
  return undefined;
}

function simple(key: Key, editing: Editing): Command | undefined {
  const name = key.ctrlKey && !key.shiftKey ? key.key.toLowerCase() : key.key;
  if (key.ctrlKey) {
    if (key.altKey) return undefined;
    if (editing !== 'none' && TEXT_CTRL_KEYS.has(name)) return undefined;
    if (key.shiftKey) return name.toLowerCase() === 'z' ? { do: 'redo' } : undefined;
    return command(CTRL[key.key === 'Enter' ? 'Enter' : name]);
  }
  if (key.altKey) {
    return command(
      key.shiftKey
        ? ALT_SHIFT[key.key.length === 1 ? key.key.toUpperCase() : key.key]
        : ALT[key.key],
    );
  }
  if (editing !== 'none' && TEXT_KEYS.has(key.key)) return undefined;
  return command(key.shiftKey ? SHIFT[key.key] : PLAIN[key.key]);
}

function command(name: SimpleCommand | undefined): Command | undefined {
  return name && { do: name };
}
