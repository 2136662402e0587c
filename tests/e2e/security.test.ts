import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CALLS } from '../../shared/api.ts';
import { exampleDraft } from '../fixtures/example-draft.ts';
import {
  APP_FOLDER,
  answerDialogs,
  callPage,
  chooseForm,
  dropFiles,
  launch,
  type Program,
} from './harness.ts';
import { listeningHost, tryWaysOut } from './ways-out.ts';

const FORMS = join(APP_FOLDER, 'tests/fixtures/form');
const EXAMPLE = join(FORMS, 'ezhou-2024.docx');

let program: Program;
beforeAll(async () => {
  program = await launch();
});
afterAll(() => program.close());

describe('the page', () => {
  test('is served by the own scheme and can ask the main process', async () => {
    expect(program.page.url()).toBe('app://jixiao/index.html');
    const answer = await program.page.evaluate(() => window.api.call('app.info'));
    expect(answer).toMatchObject({ ok: true, value: { dataFolder: program.dataFolder } });
  });

  test('reaches nothing of the machine but window.api', async () => {
    const names = ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'];
    const found = await program.page.evaluate(
      (names) => names.filter((name) => name in globalThis),
      names,
    );
    expect(found).toEqual([]);
    expect(await program.page.evaluate(() => Object.keys(window.api).sort())).toEqual([
      'call',
      'on',
      'pathOf',
    ]);
    const preferences = await program.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      nodeIntegrationInSubFrames: false,
    });
    const spelling = await program.app.evaluate(({ session }) =>
      session.defaultSession.isSpellCheckerEnabled(),
    );
    expect(spelling).toBe(false);
  });

  test('runs no inline script and no text as program', async () => {
    const ran = await program.page.evaluate(async () => {
      const marks: string[] = [];
      Object.assign(globalThis, { mark: (name: string) => marks.push(name) });
      const script = document.createElement('script');
      script.textContent = 'mark("inline")';
      document.body.append(script);
      const holder = document.createElement('div');
      holder.innerHTML = '<img src="app://jixiao/none.png" onerror="mark(\'handler\')">';
      document.body.append(holder);
      const data = document.createElement('script');
      data.src = 'data:text/javascript,mark("data")';
      document.body.append(data);
      // Later, because Chromium lets a debugger's own call do what the page may not.
      await new Promise((done) => setTimeout(done, 200));
      try {
        new Function('mark("function")')();
      } catch {
        marks.push('refused');
      }
      script.remove();
      data.remove();
      holder.remove();
      return marks;
    });
    expect(ran).toEqual(['refused']);
  });

  test('takes styles in markup only with the nonce of this load', async () => {
    const widths = await program.page.evaluate(() => {
      const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;
      const markups = [
        '<style>.probe { width: 17px }</style><p class="probe">',
        '<p style="width: 17px">',
        `<style nonce="${nonce}">.probe { width: 17px }</style><p class="probe">`,
      ];
      return markups.map((markup) => {
        const holder = document.createElement('div');
        holder.innerHTML = markup;
        document.body.append(holder);
        const probe = holder.querySelector('p');
        const width = probe && getComputedStyle(probe).width;
        holder.remove();
        return width === '17px';
      });
    });
    expect(widths).toEqual([false, false, true]);
    const html = await program.page.content();
    expect(html).not.toContain('CSP-NONCE-OF-THIS-LOAD');
  });

  test('reaches no network, by no means', async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.setHeader('access-control-allow-origin', '*').end();
    });
    const { port } = await new Promise<AddressInfo>((done) => {
      server.listen(0, '127.0.0.1', () => done(server.address() as AddressInfo));
    });
    const reached = await program.page.evaluate(async (host) => {
      const event = (target: EventTarget, good: string) =>
        new Promise<boolean>((done) => {
          target.addEventListener(good, () => done(true));
          target.addEventListener('error', () => done(false));
        });
      const image = new Image();
      image.src = `http://${host}/image.png`;
      const tries = [
        fetch(`http://${host}/`).then(
          () => true,
          () => false,
        ),
        event(image, 'load'),
        event(new WebSocket(`ws://${host}/`), 'open'),
      ];
      navigator.sendBeacon(`http://${host}/`);
      return await Promise.all(tries);
    }, `127.0.0.1:${port}`);
    const fromMain = await program.app.evaluate(
      ({ session }, url) =>
        session.defaultSession.fetch(url).then(
          () => true,
          () => false,
        ),
      `http://127.0.0.1:${port}/`,
    );
    await new Promise((done) => server.close(done));
    expect([...reached, fromMain]).toEqual([false, false, false, false]);
    expect(requests).toBe(0);
  });

  test('reaches no network by WebRTC or any other way that pages know', async () => {
    const host = await listeningHost();
    const begun = await tryWaysOut(program.page, host);
    expect(begun).not.toContain('WebRTC');
    expect(host.arrived()).toBe(0);
    expect(program.page.url()).toBe('app://jixiao/index.html');

    // What arrives would have been seen: a packet and a connection of our own.
    const packet = createSocket('udp4');
    packet.send('x', host.udp, host.address);
    connect(host.tcp, host.address).on('error', () => {});
    await expect.poll(() => host.arrived()).toBe(2);
    packet.close();
    host.close();
  });

  test('has no WebRTC in its world, and every page is kept from sending by it', async () => {
    const names = ['RTCPeerConnection', 'webkitRTCPeerConnection'];
    const there = (names: string[]) => names.filter((name) => name in globalThis);
    expect(await program.page.evaluate(there, names)).toEqual([]);
    const policies = await program.app.evaluate(({ BrowserWindow, webContents }) => {
      const other = new BrowserWindow({ show: false });
      const all = webContents.getAllWebContents().map((one) => one.getWebRTCIPHandlingPolicy());
      other.destroy();
      return all;
    });
    expect(policies.length).toBeGreaterThan(1);
    expect(new Set(policies)).toEqual(new Set(['disable_non_proxied_udp']));
  });

  test('goes nowhere else and opens no window', async () => {
    const { page, app } = program;
    await page.evaluate(() => {
      window.open('https://example.com/');
      window.open('app://jixiao/index.html');
      location.href = 'https://example.com/';
    });
    await page.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'file:///etc/passwd';
      link.target = '_blank';
      document.body.append(link);
      link.click();
      link.remove();
    });
    await new Promise((done) => setTimeout(done, 300));
    expect(page.url()).toBe('app://jixiao/index.html');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('is granted no permission', async () => {
    const states = await program.page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'];
      const results = await Promise.all(
        names.map((name) => navigator.permissions.query({ name: name as PermissionName })),
      );
      return results.map((result) => result.state);
    });
    expect(new Set(states)).toEqual(new Set(['denied']));
  });

  test('asks for permissions in vain', async () => {
    const answers = await program.page.evaluate(async () => {
      const refused = (error: unknown) => (error instanceof Error ? error.name : String(error));
      const place = new Promise((done) => {
        navigator.geolocation.getCurrentPosition(
          () => done('granted'),
          ({ code, PERMISSION_DENIED }) => done(code === PERMISSION_DENIED ? 'denied' : code),
        );
      });
      return await Promise.all([
        place,
        Notification.requestPermission(),
        navigator.clipboard.readText().then(() => 'granted', refused),
      ]);
    });
    expect(answers).toEqual(['denied', 'denied', 'NotAllowedError']);
  });

  test('gets no file outside its own folder', async () => {
    const statuses = await program.app.evaluate(async ({ session }) => {
      const urls = [
        'app://jixiao/index.html',
        'app://jixiao/../main/main.cjs',
        'app://jixiao/%2e%2e/main/main.cjs',
        'app://jixiao/..%2fmain%2fmain.cjs',
        'app://other/index.html',
        'app://jixiao/%00',
      ];
      const answers = await Promise.all(
        urls.map((url) => session.defaultSession.fetch(url).catch(() => ({ status: 0 }))),
      );
      return answers.map((answer) => answer.status);
    });
    expect(statuses[0]).toBe(200);
    expect(statuses.slice(1).every((status) => status === 404 || status === 0)).toBe(true);
  });
});

describe('a call', () => {
  type Loose = (name: unknown, args?: unknown) => Promise<unknown>;
  const callLoosely = (name: unknown, args?: unknown) =>
    program.page.evaluate(([name, args]) => (window.api.call as Loose)(name, args), [name, args]);

  test.each([
    ['with an unknown name', 'fs.readFile', { path: '/etc/passwd' }],
    ['with a name of the language', 'constructor', undefined],
    ['with a name that is no text', { name: 'app.info' }, undefined],
    ['with no arguments', 'drafts.open', undefined],
    ['with wrong arguments', 'drafts.open', { id: '../../etc' }],
    ['with more arguments than it takes', 'settings.set', { exportFolder: '/' }],
    ['with a limit beyond measure', 'drafts.list', { offset: 0, limit: 1e9 }],
  ])('%s is refused in a sentence', async (_, name, args) => {
    expect(await callLoosely(name, args)).toEqual({
      ok: false,
      problem: { code: 'invalid', message: expect.stringMatching(/没有执行/) },
    });
  });

  test('that names a path is refused unless the path was given to the page', async () => {
    const id = '00000000-0000-4000-8000-000000000000';
    const others: Readonly<Record<string, object>> = {
      'import.read': {},
      'jxb.accept': {},
      'batch.start': { subfolders: true },
      'excel.readBack': { id, draft: { ...exampleDraft() } },
      'export.openFile': {},
      'export.showInFolder': {},
    };
    const naming = Object.entries(CALLS).filter(
      ([, { args }]) => 'shape' in args && 'path' in args.shape,
    );
    expect(naming.map(([name]) => name).sort()).toEqual(Object.keys(others).sort());
    for (const path of [
      EXAMPLE,
      FORMS,
      '/etc/passwd',
      '\\\\host\\share\\a.docx',
      '//host/a.docx',
    ]) {
      for (const [name] of naming) {
        const answer = await callLoosely(name, { path, ...others[name] });
        expect(answer, name).toMatchObject({ ok: false, problem: { code: 'invalid' } });
      }
    }
    const { state } = await callPage(program.page, 'batch.follow', { run: 0, from: 0 });
    expect(state).toBe('none');
  });

  test('cannot be helped to a path by a file that a script has made', async () => {
    const path = await program.page.evaluate(
      (path) => window.api.pathOf(new File(['x'], path)),
      EXAMPLE,
    );
    expect(path).toBe('');
    expect(await callLoosely('import.read', { path: EXAMPLE })).toMatchObject({ ok: false });
  });

  test('may name what the person has chosen, dropped, or has in a folder that was chosen', async () => {
    // Playwright waits for ever in a page that has tried to leave.
    const fresh = await launch();
    const { app, page } = fresh;
    const read = async (name: string) =>
      (await callPage(page, 'import.read', { path: join(FORMS, name) })).fileName;
    await chooseForm(fresh, EXAMPLE);
    expect(await read('ezhou-2024.docx')).toBe('ezhou-2024.docx');

    await dropFiles(page, [join(FORMS, 'ezhou-2024.txt')]);
    await page.getByRole('heading', { name: '导入核对' }).waitFor();
    expect(await read('ezhou-2024.txt')).toBe('ezhou-2024.txt');

    await expect(read('ezhou-2024.doc')).rejects.toThrow('invalid');
    await answerDialogs(app, { open: FORMS });
    await callPage(page, 'batch.chooseFolder');
    await callPage(page, 'batch.start', { path: FORMS, subfolders: false });
    const found = async () =>
      (await callPage(page, 'batch.follow', { run: 1, from: 0 })).rows.map((row) => row.file);
    await expect.poll(found).toContain('ezhou-2024.doc');
    expect(await read('ezhou-2024.doc')).toBe('ezhou-2024.doc');
    await expect(callPage(page, 'import.read', { path: FORMS + sep })).rejects.toThrow('invalid');
    await fresh.close();
  });

  test('from another page than the own one is refused', async () => {
    const preload = join(APP_FOLDER, 'out/preload/preload.cjs');
    const answer = await program.app.evaluate(async ({ BrowserWindow }, preload) => {
      const other = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, contextIsolation: true },
      });
      try {
        await other.loadURL('app://jixiao/index.html');
        return await other.webContents.executeJavaScript('window.api.call("app.info")');
      } finally {
        other.destroy();
      }
    }, preload);
    expect(answer).toMatchObject({ ok: false, problem: { code: 'invalid' } });
  });

  test('to listen is taken for the events of the contract alone, however often another name is given', async () => {
    const refused = await program.page.evaluate(() => {
      try {
        (window.api.on as (name: string, listener: () => void) => void)('x', () => {});
        return '';
      } catch (error) {
        return String(error);
      }
    });
    expect(refused).toContain('no event x');
    // As from a page that has got past its preload script; kept names would be kept for good.
    const kept = await program.app.evaluate(({ ipcMain, BrowserWindow }) => {
      const { setFlagsFromString } = process.getBuiltinModule('node:v8');
      setFlagsFromString('--expose-gc');
      const gc = process.getBuiltinModule('node:vm').runInNewContext('gc');
      const used = () => {
        gc();
        return process.memoryUsage().heapUsed / 1e6;
      };
      const senderFrame = BrowserWindow.getAllWindows()[0]?.webContents.mainFrame;
      const before = used();
      for (let i = 0; i < 100; i++) {
        const name = Buffer.alloc(1e6, String(i)).toString('latin1');
        ipcMain.emit('listening', { senderFrame }, name);
      }
      return used() - before;
    });
    expect(kept).toBeLessThan(20);
  });

  test('opens no file that the program has not written', async () => {
    expect(await callLoosely('export.openFile', { path: '/etc/passwd' })).toMatchObject({
      ok: false,
      problem: { code: 'invalid' },
    });
  });

  test('that fails gives a sentence without technical words', async () => {
    const answer = await callLoosely('drafts.open', { id: '00000000-0000-4000-8000-000000000000' });
    expect(answer).toMatchObject({ ok: false, problem: { code: 'not-found' } });
    expect(JSON.stringify(answer)).not.toMatch(/error|sqlite|\bat /i);
  });
});
