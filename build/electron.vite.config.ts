/** How the three parts of the program are bundled: into out/main, out/preload and out/renderer. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { NONCE_PLACEHOLDER } from '../electron/policy.ts';
import { thirdParty } from './third-party.ts';

/** No comments that say in which folder a module lay: the bytes are the same wherever it is built. */
const experimental = { attachDebugInfo: 'none' } as const;

/**
 * electron-log could send its lines over the network and open addresses by a shell, neither of which
 * this program ever does: it gets nothing to do so with, and the start does not wait for Node to load
 * it (some 15 ms).
 */
const writesOnly: Plugin = {
  name: 'writes-only',
  enforce: 'pre',
  resolveId: (id, importer) =>
    id.endsWith('/transports/remote') && importer?.includes('electron-log') ? '\0nowhere' : null,
  load: (id) => (id === '\0nowhere' ? 'module.exports = () => null;' : null),
  transform: (code, id) =>
    id.includes('electron-log') ? code.replace("require('child_process')", '{}') : null,
};

export default defineConfig({
  main: {
    plugins: [writesOnly, thirdParty()],
    // In the bundle the command line is started by the program, never by itself.
    define: { 'import.meta.main': 'false' },
    build: {
      // Everything but the native module goes into the bundle: fewer files to open at the start.
      externalizeDeps: false,
      rolldownOptions: {
        experimental,
        external: ['better-sqlite3'],
        input: { main: 'electron/main.ts', worker: 'electron/worker.ts' },
        // CommonJS: the schemes have to be registered before `ready`, which does not wait for `import`.
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name].cjs',
        },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload script has to be one CommonJS file.
      externalizeDeps: false,
      rolldownOptions: {
        experimental,
        input: { preload: 'electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react(), thirdParty()],
    html: { cspNonce: NONCE_PLACEHOLDER },
    build: {
      minify: true,
      rolldownOptions: { input: 'renderer/index.html' },
    },
  },
});
