/**
 * A network of our own with one way out that leads nowhere, and a counter on it. To be used inside
 * `unshare -n -m`, as root, on Linux. What is sent to another machine, a question for a name too,
 * goes through `out` and is counted; what programs here say to each other (`lo`) is not.
 */
import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SETUP = `
ip link set lo up
ip link add out type veth peer name wall address 02:00:00:00:00:02
echo 0 > /proc/sys/net/ipv6/conf/out/router_solicitations
ip addr add 192.0.2.1/24 dev out
ip -6 addr add 2001:db8::1/64 dev out nodad
ip link set wall up
ip link set out up
ip neigh replace 192.0.2.2 lladdr 02:00:00:00:00:02 dev out nud permanent
ip -6 neigh replace 2001:db8::2 lladdr 02:00:00:00:00:02 dev out nud permanent
ip route add default via 192.0.2.2
ip -6 route add default via 2001:db8::2
`;

/** Builds the network. @param folder for a file that names the server to be asked for names */
export function buildNetwork(folder: string): void {
  execFileSync('sh', ['-ec', SETUP]);
  const names = join(folder, 'resolv.conf');
  writeFileSync(names, 'nameserver 192.0.2.2\noptions timeout:1 attempts:1\n');
  execFileSync('mount', ['--bind', names, '/etc/resolv.conf']);
}

/** How many packets have left so far. */
export function packets(): number {
  const line = /^\s*out:(.*)$/m.exec(readFileSync('/proc/net/dev', 'utf8'))?.[1] ?? '';
  // Eight numbers of what came in stand before those of what went out: bytes, packets, …
  return Number(line.trim().split(/\s+/)[9]);
}

/** Waits until the system itself has nothing more to say to the new network. */
export async function quiet(): Promise<void> {
  for (let before = -1; before !== packets(); ) {
    before = packets();
    await new Promise((done) => setTimeout(done, 3000));
  }
}

/** Sends what would have to be counted: a packet each way, and a question for a name. */
export async function provoke(): Promise<void> {
  await Promise.all([sent('udp4', '203.0.113.9'), sent('udp6', '2001:db8:9::9')]);
  await lookup('example.com').catch(() => {});
}

function sent(type: 'udp4' | 'udp6', address: string): Promise<void> {
  const socket = createSocket(type);
  return new Promise((done) => socket.send('x', 9, address, () => socket.close(() => done())));
}
