/** The names of all events, for both sides: apart from the contract, so that the preload script stays small. */
import type { EventName } from '../api.ts';

const NAMES: Readonly<Record<EventName, true>> = {
  'menu.command': true,
  'file.open': true,
  'window.closing': true,
  'zoom.changed': true,
  'draft.reopen': true,
  'backups.notices': true,
};

export function isEventName(name: unknown): name is EventName {
  return typeof name === 'string' && Object.hasOwn(NAMES, name);
}
