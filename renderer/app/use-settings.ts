import { useEffect } from 'react';
import { useShell } from '../state/shell.ts';
import { ask } from '../ui/api.ts';
import { call } from '../ui/call.ts';

/** Reads the settings before there is a page: the first picture is then the right one. */
export async function askForFirstSettings(): Promise<void> {
  const answer = await ask('settings.get');
  if (answer.ok) useShell.getState().setSettings(answer.value);
}

/** Reads the settings unless they are there, keeps up with the zoom; ends the welcome with the first draft. */
export function useSettings(): void {
  const setSettings = useShell((shell) => shell.setSettings);
  const editing = useShell((shell) => shell.page.name === 'editor');

  useEffect(() => {
    if (useShell.getState().settings) return;
    void call('settings.get').then((settings) => {
      if (settings) setSettings(settings);
    });
  }, [setSettings]);

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
  }, [editing, setSettings]);
}
