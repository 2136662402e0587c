/** Serves the page over the own scheme and shuts every other way out of it. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import {
  type App,
  type ProtocolResponse,
  protocol,
  type Session,
  type WebContents,
  type WebFrameMain,
} from 'electron';
import { contentSecurityPolicy, isOwnPage, NONCE_PLACEHOLDER, SCHEME } from './policy.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Tells Chromium of the scheme. To be called before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/**
 * Lets a session serve the files of a folder over the own scheme, and nothing else from anywhere.
 *
 * Not by `protocol.handle`: its first Request and Response make Node load its whole fetch, which
 * kept the window waiting for some 70 ms of every start.
 * @param folder the built renderer
 */
export function servePage(session: Session, folder: string): void {
  session.protocol.registerBufferProtocol(SCHEME, ({ url }, callback) => {
    void answer(url, folder).then(callback);
  });
  lockDown(session);
}

async function answer(url: string, folder: string): Promise<ProtocolResponse> {
  try {
    const path = resolve(folder, `.${decodeURIComponent(new URL(url).pathname)}`);
    const type = TYPES[extname(path)];
    if (!isOwnPage(url) || !path.startsWith(folder + sep) || !type) return NOT_FOUND;
    const headers = { 'content-type': type, 'x-content-type-options': 'nosniff' };
    if (extname(path) !== '.html') return { data: await readFile(path), headers };
    const nonce = randomBytes(16).toString('base64');
    const html = (await readFile(path, 'utf8')).replaceAll(NONCE_PLACEHOLDER, nonce);
    const policy = { 'content-security-policy': contentSecurityPolicy(nonce) };
    return { data: Buffer.from(html), headers: { ...headers, ...policy } };
  } catch {
    return NOT_FOUND;
  }
}

const NOT_FOUND: ProtocolResponse = { statusCode: 404, data: Buffer.alloc(0) };

/** Schemes that never leave the machine. */
const LOCAL = new Set([`${SCHEME}:`, 'blob:', 'data:', 'devtools:']);

/** Denies a session the network, every permission and spell checking. */
export function lockDown(session: Session): void {
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !LOCAL.has(new URL(details.url).protocol) });
  });
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
}

/** Whether a message comes from the main frame of the window, showing the program's own page. */
export function isPage(frame: WebFrameMain | null, window: WebContents | undefined): boolean {
  return frame !== null && frame === window?.mainFrame && isOwnPage(frame.url);
}

/** Refuses navigation, new windows, embedded browsers and WebRTC, for every page that will ever exist. */
export function forbidLeaving(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    // Its packets pass by webRequest and the policy of the page. There is no proxy: so nothing is left.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('will-navigate', keepOwnPage);
    contents.on('will-redirect', keepOwnPage);
  });
}

function keepOwnPage(event: { readonly url: string; preventDefault(): void }): void {
  if (!isOwnPage(event.url)) event.preventDefault();
}
