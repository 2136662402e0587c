import { useEffect } from 'react';
import { useShell } from '../state/shell.ts';
import { useCall } from '../ui/use-call.ts';

/** Reads the settings at the start and keeps up with the zoom; ends the welcome with the first draft. */
export function useSettings(): void {
  const call = useCall();
  const setSettings = useShell((shell) => shell.setSettings);
  const editing = useShell((shell) => shell.page.name === 'editor');

  useEffect(() => {
    void call('settings.get').then((settings) => {
      if (settings) setSettings(settings);
    });
  }, [call, setSettings]);

  useEffect(
    () =>
      window.api.on('zoom.changed', ({ zoom }) => {
        const { settings } = useShell.getState();
        if (settings) setSettings({ ...settings, zoom });
      }),
    [setSettings],
  );

  useEffect(() => {
    const { settings } = useShell.getState();
    if (!editing || !settings || settings.welcomeDone) return;
    void call('settings.set', { welcomeDone: true }).then((next) => {
      if (next) setSettings(next);
    });
  }, [call, editing, setSettings]);
}
