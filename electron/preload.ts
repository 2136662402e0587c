/** All that the page can reach of the machine: `window.api`, in a sandbox. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { isEventName } from '../shared/api/event-names.ts';
import type { Api } from '../shared/api.ts';

const api: Api = {
  call: (name, ...args) => ipcRenderer.invoke('call', name, args[0]),
  on(name, listener) {
    if (!isEventName(name)) throw new Error(`no event ${name}`);
    const forward = (_event: unknown, value: Parameters<typeof listener>[0]) => listener(value);
    ipcRenderer.on(name, forward);
    ipcRenderer.send('listening', name);
    return () => ipcRenderer.off(name, forward);
  },
  pathOf(file) {
    const path = webUtils.getPathForFile(file);
    // The main process reads what it has heard of from here, and not what the page says.
    if (path !== '') ipcRenderer.send('file-given', path);
    return path;
  },
};

contextBridge.exposeInMainWorld('api', api);

// Before any script of the page: it has no use for what speaks to the network past its policy.
contextBridge.executeInMainWorld({
  func: () => {
    for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) {
      Reflect.deleteProperty(globalThis, name);
    }
  },
});
