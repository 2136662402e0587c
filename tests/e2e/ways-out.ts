/** Every way that a page could take to another machine, tried from within the page. */
import { createSocket } from 'node:dgram';
import { createServer, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Page } from 'playwright-core';

/** A machine to be reached. */
export interface Host {
  readonly address: string;
  readonly udp: number;
  readonly tcp: number;
}

/** How long WebRTC is given to find its way. */
const PATIENCE_MS = 4000;

/**
 * Tries them all; what a try comes to is for who watches the host to say.
 * @returns the names of those that could be begun at all
 */
export async function tryWaysOut(
  page: Page,
  { address, udp, tcp }: Host,
): Promise<readonly string[]> {
  return await page.evaluate(
    async ({ address, udp, tcp, patience }) => {
      type Loose = Record<string, new (...args: unknown[]) => Record<string, unknown>>;
      const begun: string[] = [];
      const attempt = async (name: string, way: () => unknown) => {
        try {
          await way();
          begun.push(name);
        } catch {
          // Closed already here.
        }
      };
      const wait = () => new Promise((done) => setTimeout(done, patience));
      const added: Element[] = [];
      const add = <E extends HTMLElement>(element: E, more: object): E => {
        document.body.append(Object.assign(element, more));
        added.push(element);
        return element;
      };

      const call = async (Peer: typeof RTCPeerConnection) => {
        const peer = new Peer({
          iceServers: [
            { urls: `stun:${address}:${udp}` },
            { urls: `turn:${address}:${udp}`, username: 'a draft', credential: 'x' },
            { urls: `turn:${address}:${tcp}?transport=tcp`, username: 'a', credential: 'x' },
          ],
        });
        const other = new Peer();
        peer.createDataChannel('x');
        await peer.setLocalDescription(await peer.createOffer());
        await other.setRemoteDescription(peer.localDescription ?? { type: 'offer' });
        await other.setLocalDescription(await other.createAnswer());
        await peer.setRemoteDescription(other.localDescription ?? { type: 'answer' });
        const place = { sdpMid: '0', sdpMLineIndex: 0 };
        const to = (words: string) => peer.addIceCandidate({ ...place, candidate: words });
        await to(`candidate:1 1 udp 2113937151 ${address} ${udp} typ host`);
        await to(`candidate:2 1 tcp 1518280447 ${address} ${tcp} typ host tcptype passive`);
        await wait();
        peer.close();
        other.close();
      };
      const inFrame = () => {
        const inside = add(document.createElement('iframe'), {}).contentWindow as unknown as Loose;
        return inside.RTCPeerConnection as unknown as typeof RTCPeerConnection;
      };
      const url = `http://${address}:${tcp}/`;
      const make = (name: string, ...args: unknown[]) => {
        const Maker = (globalThis as unknown as Loose)[name];
        if (!Maker) throw new Error(name);
        return new Maker(...args);
      };
      const link = (rel: string) => add(document.createElement('link'), { rel, href: url });
      await Promise.all([
        attempt('WebRTC', () => call(RTCPeerConnection)),
        attempt('WebRTC in a frame', () => call(inFrame())),
        attempt('fetch', () => fetch(url, { mode: 'no-cors' })),
        attempt('a socket', () => make('WebSocket', `ws://${address}:${tcp}/`)),
        attempt('a socket as stream', () => make('WebSocketStream', `ws://${address}:${tcp}/`)),
        attempt('events', () => make('EventSource', url)),
        attempt('WebTransport', () => make('WebTransport', `https://${address}:${udp}/`).ready),
        attempt('a beacon', () => navigator.sendBeacon(url, 'x')),
        attempt('a worker', () => make('Worker', url)),
        attempt('preconnect', () => link('preconnect')),
        attempt('prefetch', () => link('prefetch')),
        attempt('a name to look up', () =>
          add(document.createElement('link'), { rel: 'dns-prefetch', href: '//example.com' }),
        ),
        attempt('a style', () => link('stylesheet')),
        attempt('an icon', () => link('icon')),
        attempt('a picture', () => add(document.createElement('img'), { src: url })),
        attempt('a film', () => add(document.createElement('video'), { src: url })),
        attempt('a script', () => add(document.createElement('script'), { src: url })),
        attempt('a frame', () => add(document.createElement('iframe'), { src: url })),
        attempt('an object', () => add(document.createElement('object'), { data: url })),
        attempt('a ping', () => add(document.createElement('a'), { href: url, ping: url }).click()),
        attempt('a font', () => new FontFace('x', `url(${url})`).load()),
        attempt('a form', () =>
          add(document.createElement('form'), { action: url, method: 'post' }).submit(),
        ),
        attempt('a rule of speculation', () =>
          add(document.createElement('script'), {
            type: 'speculationrules',
            textContent: JSON.stringify({ prefetch: [{ source: 'list', urls: [url] }] }),
          }),
        ),
        wait(),
      ]);
      for (const element of added) element.remove();
      return begun;
    },
    { address, udp, tcp, patience: PATIENCE_MS },
  );
}

export interface ListeningHost extends Host {
  /** What has arrived so far: packets of UDP, connections of TCP. */
  arrived(): number;
  close(): void;
}

/** A host on this machine, at an address that WebRTC does not pass over as it does the loopback. */
export async function listeningHost(): Promise<ListeningHost> {
  const own = Object.values(networkInterfaces()).flat();
  const outside = own.find((one) => one?.family === 'IPv4' && !one.internal);
  let count = 0;
  const sockets = new Set<Socket>();
  const packets = createSocket('udp4').on('message', () => {
    count += 1;
  });
  const server = createServer((socket) => {
    count += 1;
    sockets.add(socket);
    socket.on('error', () => {});
  });
  await new Promise<void>((done) => packets.bind(0, '0.0.0.0', () => done()));
  await new Promise<void>((done) => server.listen(0, '0.0.0.0', done));
  const place = server.address();
  return {
    address: outside?.address ?? '127.0.0.1',
    udp: packets.address().port,
    tcp: typeof place === 'object' && place ? place.port : 0,
    arrived: () => count,
    close() {
      packets.close();
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
