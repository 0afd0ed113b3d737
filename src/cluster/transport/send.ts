import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { Asked } from './answer.ts'

/** Milliseconds until there is a connection. */
const dialTimeout = 30_000

/** An answer that has begun. */
export interface Opened {
  response: IncomingMessage
  /** Ends the clock. */
  finish(): void
}

/** Sends one request, and waits until the answer begins. Rejects with errors of the connection. @param timeout milliseconds for all of it; 0: none */
export function send(options: http.RequestOptions, asked: Asked, timeout: number): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const { request } = options.protocol === 'https:' ? https : http
    const out = request({ ...options, ...(asked.signal && { signal: asked.signal }) })
    let response: IncomingMessage | undefined
    const late = () => {
      const waiting = response ? 'while reading the answer' : 'while awaiting headers'
      const error = new Error(`net/http: request canceled (Client.Timeout exceeded ${waiting})`)
      if (response) response.destroy(error)
      else out.destroy(error)
    }
    const clock = timeout > 0 ? setTimeout(late, timeout) : undefined
    const finish = () => clearTimeout(clock)
    out.on('socket', (socket) => {
      if (!socket.connecting && !('secureConnecting' in socket && socket.secureConnecting)) return
      let phase = `dial tcp ${options.host}:${options.port}: i/o timeout`
      const dial = setTimeout(() => out.destroy(new Error(phase)), dialTimeout)
      socket.once('connect', () => {
        phase = 'net/http: TLS handshake timeout'
      })
      const stop = () => clearTimeout(dial)
      socket.once(options.protocol === 'https:' ? 'secureConnect' : 'connect', stop).once('close', stop)
    })
    out.on('response', (message) => {
      response = message
      resolve({ response: message, finish })
    })
    out.on('error', (error) => {
      finish()
      reject(error)
    })
    out.end(asked.body)
  })
}
