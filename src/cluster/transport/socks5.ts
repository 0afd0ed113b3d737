import type { Socket } from 'node:net'
import { isIPv4 } from 'node:net'
import { ProxyError } from './proxy-error.ts'

const failures = [
  'succeeded',
  'general SOCKS server failure',
  'connection not allowed by ruleset',
  'network unreachable',
  'host unreachable',
  'connection refused',
  'TTL expired',
  'command not supported',
  'address type not supported',
]

/**
 * Asks a SOCKS proxy for a connection; it looks up the name. RFC 1928, and RFC 1929 for name and password.
 * Throws {@link ProxyError}.
 */
export async function socks5(socket: Socket, proxy: URL, host: string, port: number): Promise<void> {
  const name = Buffer.from(decodeURIComponent(proxy.username))
  const password = Buffer.from(decodeURIComponent(proxy.password))
  const methods = name.length > 0 ? [0, 2] : [0]
  socket.write(Buffer.from([5, methods.length, ...methods]))
  const [version, method] = await take(socket, 2)
  if (version !== 5) throw new ProxyError(`socks connect: unexpected protocol version ${version}`)
  if (method === 2) {
    socket.write(Buffer.concat([Buffer.from([1, name.length]), name, Buffer.from([password.length]), password]))
    const [, status] = await take(socket, 2)
    if (status !== 0) throw new ProxyError('socks connect: username/password authentication failed')
  } else if (method !== 0) throw new ProxyError('socks connect: no acceptable authentication methods')
  socket.write(Buffer.concat([Buffer.from([5, 1, 0]), address(host), Buffer.from([port >> 8, port & 255])]))
  const [, code = 1, , kind] = await take(socket, 4)
  if (code !== 0) throw new ProxyError(`socks connect: ${failures[code] ?? `unknown code: ${code}`}`)
  const length = kind === 1 ? 4 : kind === 4 ? 16 : (await take(socket, 1))[0]!
  await take(socket, length + 2)
}

/** Addresses of IPv6 go as names, which proxies understand. */
function address(host: string): Buffer {
  if (isIPv4(host)) return Buffer.from([1, ...host.split('.').map(Number)])
  const name = Buffer.from(host)
  return Buffer.concat([Buffer.from([3, name.length]), name])
}

/** Exactly so many bytes. */
function take(socket: Socket, count: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      socket.off('readable', read).off('end', ended).off('error', failed)
      act()
    }
    const read = () => {
      const chunk: Buffer | null = socket.read(count)
      if (chunk) settle(() => resolve(chunk))
    }
    const ended = () => settle(() => reject(new ProxyError('EOF')))
    const failed = (error: Error) => settle(() => reject(error))
    socket.on('readable', read).on('end', ended).on('error', failed)
    read()
  })
}
