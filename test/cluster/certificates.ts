import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** PEM. */
export interface Certificate {
  cert: string
  key: string
}

export interface CertificateOptions {
  /** The common name; a user of the API server. */
  name: string
  /** Its organisations; the groups of the user. */
  groups?: readonly string[]
  dns?: readonly string[]
  ips?: readonly string[]
  /** Days from now; negative ones are over. */
  days?: number
  /** Undefined: it signs itself, and may sign others. */
  issuer?: Certificate & { name: string }
}

/** Makes an X.509 certificate, with a key of its own. */
export function certificate({
  name,
  groups = [],
  dns = [],
  ips = [],
  days = 1,
  issuer,
}: CertificateOptions): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const now = Date.now()
  const [begin, end] = [now - 3_600_000 + Math.min(0, days) * 86_400_000 * 2, now + days * 86_400_000]
  const algorithm = sequence(oid('1.2.840.10045.4.3.2'))
  const names = [
    ...dns.map((each) => tagged(0x82, Buffer.from(each))),
    ...ips.map((each) => tagged(0x87, Buffer.from(each.split('.').map(Number)))),
  ]
  const extensions = [
    ...(issuer
      ? []
      : [
          extension('2.5.29.19', sequence(tagged(0x01, Buffer.from([0xff])))),
          extension('2.5.29.15', tagged(0x03, Buffer.from([1, 0x06]))),
        ]),
    ...(names.length > 0 ? [extension('2.5.29.17', sequence(...names))] : []),
    ...(issuer ? [extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'), oid('1.3.6.1.5.5.7.3.2')))] : []),
  ]
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    distinguished(issuer?.name ?? name, issuer ? [] : groups),
    sequence(time(begin), time(end)),
    distinguished(name, groups),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions)),
  )
  const signer: KeyObject = issuer ? createPrivateKey(issuer.key) : privateKey
  const signature = tagged(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, signer)]))
  return {
    cert: pem(sequence(body, algorithm, signature)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function distinguished(name: string, groups: readonly string[]): Buffer {
  const part = (id: string, text: string) => tagged(0x31, sequence(oid(id), tagged(0x0c, Buffer.from(text))))
  return sequence(...groups.map((group) => part('2.5.4.10', group)), part('2.5.4.3', name))
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(oid(id), tagged(0x04, value))
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content
  const long = length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...(length < 128 ? [length] : long)]), content])
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts))
}

/** Not negative. */
function integer(bytes: Buffer): Buffer {
  return tagged(0x02, bytes[0]! & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)
}

function oid(text: string): Buffer {
  const [first, second, ...rest] = text.split('.').map(Number) as [number, number, ...number[]]
  const bytes = [40 * first + second]
  for (const part of rest) {
    const groups = [part & 127]
    for (let left = part >> 7; left > 0; left >>= 7) groups.unshift((left & 127) | 128)
    bytes.push(...groups)
  }
  return tagged(0x06, Buffer.from(bytes))
}

function time(at: number): Buffer {
  const text = new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '')
  return tagged(0x17, Buffer.from(text.slice(2)))
}

function pem(der: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`
}
