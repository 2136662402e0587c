/** What the page may do: its address and its Content-Security-Policy. Free of Electron, for tests and the build. */

/** The own scheme that serves the page, and the page itself. */
export const SCHEME = 'app';
export const ORIGIN = `${SCHEME}://jixiao`;
export const PAGE_URL = `${ORIGIN}/index.html`;

/** Stands in the built index.html where each load gets a fresh nonce. */
export const NONCE_PLACEHOLDER = 'CSP-NONCE-OF-THIS-LOAD';

/**
 * The policy of one load of the page. Styles made at run time (antd) need the nonce, which the page
 * finds in its `<meta property="csp-nonce">`. The worker draws the preview of the pages (pdf.js).
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'none'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Whether an address belongs to the program's own page. */
export function isOwnPage(url: string): boolean {
  return url === ORIGIN || url.startsWith(`${ORIGIN}/`);
}
