/** How the three parts of the program are bundled: into out/main, out/preload and out/renderer. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { NONCE_PLACEHOLDER } from '../electron/policy.ts';
import { thirdParty } from './third-party.ts';

export default defineConfig({
  main: {
    plugins: [thirdParty()],
    build: {
      // Everything but the native module goes into the bundle: fewer files to open at the start.
      externalizeDeps: false,
      rolldownOptions: {
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
