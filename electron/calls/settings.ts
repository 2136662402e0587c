/** Calls about preferences. */
import type { Handlers } from '../ipc.ts';
import type { SettingsStore } from '../storage/settings.ts';

/** @param onZoom is told of a zoom that the page has chosen */
export function settingsCalls(
  settings: SettingsStore,
  onZoom: (zoom: number) => void,
): Pick<Handlers, 'settings.get' | 'settings.set'> {
  return {
    'settings.get': () => settings.get(),
    'settings.set'(changes) {
      const all = settings.set(changes);
      if (changes.zoom !== undefined) onZoom(changes.zoom);
      return all;
    },
  };
}
