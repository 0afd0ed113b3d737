import http from 'node:http'
import https from 'node:https'
import net, { type AddressInfo, type Socket } from 'node:net'

/** A proxy that notes where it connected to, and with which name and password. */
export interface TestProxy {
  port: number
  seen: string[]
  close(): void
}

/** An HTTP proxy that knows CONNECT; with a certificate, it speaks TLS. Without the password it refuses. */
export async function connectProxy(
  options: { cert?: string; key?: string; password?: string } = {},
): Promise<TestProxy> {
  const seen: string[] = []
  const server = options.cert ? https.createServer(options) : http.createServer()
  const sockets = new Set<Socket>()
  server.on('connect', ({ url = '', headers }: http.IncomingMessage, socket: Socket, head: Buffer) => {
    const given = Buffer.from(headers['proxy-authorization']?.split(' ')[1] ?? '', 'base64').toString()
    seen.push(`${url} ${given}`.trim())
    if (options.password !== undefined && given !== options.password) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
      return
    }
    const { hostname, port } = new URL(`http://${url}`)
    pipe(net.connect(Number(port || 80), hostname), socket, sockets, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      socket.unshift(head)
    })
  })
  server.on('request', ({ url, method }, response) => {
    seen.push(`${method} ${url}`)
    response.setHeader('content-type', 'application/json').end('{}')
  })
  return opened(server, seen, sockets)
}

/** A SOCKS 5 proxy. */
export async function socksProxy(password?: string): Promise<TestProxy> {
  const seen: string[] = []
  const sockets = new Set<Socket>()
  const server = net.createServer((socket) => {
    let greeted = false
    let known = password === undefined
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('data', function listen(data: Buffer) {
      if (!greeted) {
        greeted = true
        socket.write(Buffer.from([5, password === undefined ? 0 : 2]))
      } else if (!known) {
        const length = data[1]!
        const given = `${data.subarray(2, 2 + length)}:${data.subarray(3 + length)}`
        known = given === password
        socket.write(Buffer.from([1, known ? 0 : 1]))
      } else {
        socket.off('data', listen)
        const isName = data[3] === 3
        const host = isName ? data.subarray(5, 5 + data[4]!).toString() : data.subarray(4, 8).join('.')
        const port = data.readUInt16BE(isName ? 5 + data[4]! : 8)
        seen.push(`${host}:${port}`)
        pipe(net.connect(port, host), socket, sockets, () => socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])))
      }
    })
  })
  return opened(server, seen, sockets)
}

function pipe(onward: Socket, socket: Socket, sockets: Set<Socket>, ready: () => void): void {
  sockets.add(onward).add(socket)
  onward.on('connect', () => {
    ready()
    onward.pipe(socket).pipe(onward)
  })
  for (const each of [onward, socket]) each.on('error', () => {})
}

async function opened(server: net.Server, seen: string[], sockets: Set<Socket>): Promise<TestProxy> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
