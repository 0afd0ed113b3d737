import net, { type Socket } from 'node:net'
import tls, { type ConnectionOptions } from 'node:tls'
import { ProxyError } from './proxy-error.ts'
import { socks5 } from './socks5.ts'

/** How long a proxy may take to connect. */
const patience = 30_000
const maxHead = 64 * 1024

/**
 * Opens a connection to a server through a proxy. Throws {@link ProxyError}, or what the connection to the proxy throws.
 * @param trust how the server is known; a proxy with TLS is known by the same, as in Go
 */
export async function tunnel(proxy: URL, server: URL, trust: ConnectionOptions | undefined): Promise<Socket> {
  const socket = await connect(proxy, trust)
  socket.setTimeout(patience, () => socket.destroy(new ProxyError(`the proxy ${proxy.host} does not answer`)))
  const port = Number(server.port) || (server.protocol === 'https:' ? 443 : 80)
  const host = server.hostname.replace(/^\[|\]$/g, '')
  try {
    if (proxy.protocol.startsWith('socks')) await socks5(socket, proxy, host, port)
    else await connectMethod(socket, proxy, `${server.hostname}:${port}`)
  } catch (error) {
    socket.destroy()
    throw error
  }
  socket.setTimeout(0)
  return socket
}

function connect(proxy: URL, trust: ConnectionOptions | undefined): Promise<Socket> {
  const host = proxy.hostname.replace(/^\[|\]$/g, '')
  const secure = proxy.protocol === 'https:'
  const port = Number(proxy.port) || { 'https:': 443, 'http:': 80 }[proxy.protocol] || 1080
  return new Promise((resolve, reject) => {
    const { ca, rejectUnauthorized, allowPartialTrustChain } = trust ?? {}
    const known = {
      ...(ca && { ca }),
      rejectUnauthorized: rejectUnauthorized ?? true,
      allowPartialTrustChain: allowPartialTrustChain ?? false,
    }
    const socket = secure
      ? tls.connect({ host, port, servername: net.isIP(host) ? '' : host, ...known })
      : net.connect({ host, port })
    socket.setTimeout(patience, () => socket.destroy(new ProxyError(`dial tcp ${proxy.host}: i/o timeout`)))
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      socket.setTimeout(0)
      socket.removeAllListeners('timeout')
      socket.removeListener('error', reject)
      resolve(socket)
    })
    socket.once('error', reject)
  })
}

async function connectMethod(socket: Socket, proxy: URL, target: string): Promise<void> {
  const { username, password } = proxy
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  const auth = username || password ? `Proxy-Authorization: Basic ${Buffer.from(pair).toString('base64')}\r\n` : ''
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${auth}\r\n`)
  const head = await readHead(socket)
  const [, status, text = ''] = /^HTTP\/1\.[01] (\d{3}) ?([^\r\n]*)/.exec(head) ?? []
  // What Go says: the text of the status alone.
  if (status !== '200') throw new ProxyError(status === undefined ? 'the proxy does not speak HTTP' : text || status)
}

/** Up to the empty line; what follows it stays in the socket. */
function readHead(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0)
    const finish = (error: Error | undefined, rest?: Buffer) => {
      socket.off('readable', read).off('end', ended).off('error', failed)
      if (error) return reject(error)
      if (rest && rest.length > 0) socket.unshift(rest)
      return resolve(head.toString('latin1'))
    }
    const read = () => {
      for (let chunk: Buffer | null = socket.read(); chunk; chunk = socket.read()) {
        head = Buffer.concat([head, chunk])
        const end = head.indexOf('\r\n\r\n')
        if (end >= 0) {
          const rest = head.subarray(end + 4)
          head = head.subarray(0, end)
          return finish(undefined, rest)
        }
        if (head.length > maxHead) return finish(new ProxyError('the proxy answers too much'))
      }
    }
    const ended = () => finish(new ProxyError('EOF'))
    const failed = (error: Error) => finish(error)
    socket.on('readable', read).on('end', ended).on('error', failed)
    read()
  })
}
