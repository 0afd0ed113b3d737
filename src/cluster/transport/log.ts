import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import { visible } from '../../model/printable.ts'

/** One request, as -v shows it. */
export interface Logged {
  verb: string
  url: string
  headers: OutgoingHttpHeaders
}

/**
 * What -v=6 to -v=9 say about requests, in the form of kubectl: address, status and time; from 7 on headers too; with 9 the
 * command for curl. Credentials are masked, and bodies are not shown: they hold what is secret.
 * Upstream: client-go v0.36.3, transport/round_trippers.go.
 */
export class RequestLog {
  readonly #level: number
  readonly #err: (text: string) => void

  constructor(level: number, err: (text: string) => void) {
    this.#level = level
    this.#err = err
  }

  /** @returns to be called with the answer */
  request({ verb, url, headers }: Logged): (status: string, headers: IncomingHttpHeaders) => void {
    const level = this.#level
    if (level < 6) return () => {}
    const what = `verb=${JSON.stringify(verb)} url=${JSON.stringify(url)}`
    if (level >= 9) this.#say(`"Request" curlCommand=<\n\t${curl(verb, url, headers)}\n >`)
    else if (level >= 7) this.#say(`"Request" ${what} headers=<\n${lines(headers)} >`)
    const started = performance.now()
    return (status, answered) => {
      const parts = [`"Response"`]
      if (level === 6 || level >= 9) parts.push(what)
      parts.push(`status=${JSON.stringify(status)}`)
      if (level >= 8) parts.push(`headers=<\n${lines(answered)} >`)
      parts.push(`milliseconds=${Math.floor(performance.now() - started)}`)
      this.#say(parts.join(' '))
    }
  }

  /** Something else that happened, from a level on. */
  note(level: number, text: string): void {
    if (this.#level >= level) this.#say(text)
  }

  #say(text: string): void {
    const shown = text.split('\n').map(visibleLine).join('\n')
    this.#err(`I${stamp(new Date())} ${String(process.pid).padStart(7)} transport.ts] ${shown}\n`)
  }
}

/** The value of -v: a level from 0 to 10; what is no number counts as 0. */
export function logLevel(v: string | undefined): number {
  return /^\d+$/.test(v ?? '') ? Number(v) : 0
}

function visibleLine(line: string): string {
  return line.startsWith('\t') ? `\t${visible(line.slice(1))}` : visible(line)
}

/** `1121 12:59:25.536785` */
function stamp(now: Date): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(':')
  return `${two(now.getMonth() + 1)}${two(now.getDate())} ${time}.${String(now.getMilliseconds()).padStart(3, '0')}000`
}

function lines(headers: OutgoingHttpHeaders | IncomingHttpHeaders): string {
  return entries(headers)
    .map(([key, value]) => `\t${key}: ${value}\n`)
    .join('')
}

function curl(verb: string, url: string, headers: OutgoingHttpHeaders): string {
  const given = entries(headers).map(([key, value]) => ` -H ${JSON.stringify(`${key}: ${value}`)}`)
  return `curl -v -X${verb} ${given.join('')} '${url}'`
}

function entries(headers: OutgoingHttpHeaders | IncomingHttpHeaders): [string, string][] {
  return Object.entries(headers)
    .flatMap(([key, value]) =>
      [value ?? []].flat().map((each): [string, string] => [titled(key), masked(key, `${each}`)]),
    )
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}

/** `User-Agent` */
function titled(key: string): string {
  return key.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase())
}

/** The kind of a credential stays. */
function masked(key: string, value: string): string {
  if (/^set-cookie$/i.test(key)) return '<masked>'
  if (!/^(?:proxy-)?authorization$/i.test(key)) return value
  const [kind = ''] = value.split(' ')
  return /^(?:bearer|basic|negotiate)$/i.test(kind) ? `${kind} <masked>` : '<masked>'
}
