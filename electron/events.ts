/** What the main process tells the page: at once, or as soon as the page listens. */
import { ipcMain, type WebContents } from 'electron';
import { isEventName } from '../shared/api/event-names.ts';
import type { EventName, Events } from '../shared/api.ts';
import { isPage } from './page.ts';

export interface PageEvents {
  /** Tells the page, if it listens; otherwise nothing happens. */
  tell<N extends EventName>(name: N, value: Events[N]): void;
  /** Tells the page, later if it does not listen yet. */
  tellSurely<N extends EventName>(name: N, value: Events[N]): void;
  /** Whether the page has asked for an event since it was loaded. */
  isHeard(name: EventName): boolean;
  /** The page starts anew: it listens to nothing. */
  forget(): void;
}

/** @param page gives the window's page, where it is open */
export function createPageEvents(page: () => WebContents | undefined): PageEvents {
  const heard = new Set<EventName>();
  let waiting: { readonly name: EventName; readonly value: unknown }[] = [];

  ipcMain.on('listening', (event, name: unknown) => {
    if (!isPage(event.senderFrame, page()) || !isEventName(name)) return;
    heard.add(name);
    const due = waiting.filter((one) => one.name === name);
    waiting = waiting.filter((one) => one.name !== name);
    for (const one of due) page()?.send(name, one.value);
  });

  return {
    tell(name, value) {
      if (heard.has(name)) page()?.send(name, value);
    },
    tellSurely(name, value) {
      if (heard.has(name)) page()?.send(name, value);
      else waiting.push({ name, value });
    },
    isHeard: (name) => heard.has(name),
    forget: () => heard.clear(),
  };
}
