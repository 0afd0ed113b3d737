/**
 * What client-go says of a CA bundle it cannot use; undefined when it can. A certificate counts as one when its DER
 * frame is right: what is inside is not read.
 * Upstream: client-go/transport/transport.go rootCertPool, createErrorParsingCAData.
 * @param base64 the bundle as the CRD holds it
 */
export function checkCABundle(base64: string): string | undefined {
  let error = 'no valid certificate authority data seen'
  let rest = atob(base64)
  while (rest !== '') {
    const block = nextBlock(rest)
    if (!block) {
      error = 'unable to parse bytes as PEM block'
      break
    }
    rest = block.rest
    if (block.type !== 'CERTIFICATE' || block.hasHeaders) continue
    if (isSequence(block.bytes)) return undefined
    error = 'failed to parse certificate: x509: malformed certificate'
    break
  }
  return `unable to load root certificates: ${error}`
}

interface Block {
  type: string
  hasHeaders: boolean
  bytes: string
  rest: string
}

/** The first well-formed PEM block. Upstream: Go's encoding/pem Decode. */
function nextBlock(text: string): Block | undefined {
  let at = 0
  for (;;) {
    const end = text.indexOf('\n-----END ', at)
    if (end < 0) return undefined
    const begin = text.lastIndexOf('-----BEGIN ', end)
    const block = begin >= at && (begin === 0 || text[begin - 1] === '\n') ? readBlock(text, begin, end) : undefined
    if (block) return block
    at = end + 1
  }
}

function readBlock(text: string, begin: number, end: number): Block | undefined {
  const type = /^-----BEGIN (.*)-----[ \t\r]*$/.exec(text.slice(begin, text.indexOf('\n', begin)))?.[1]
  if (type === undefined) return undefined
  const lineEnd = text.indexOf('\n', end + 1)
  const last = text.slice(end + 1, lineEnd < 0 ? undefined : lineEnd).trimEnd()
  if (last !== `-----END ${type}-----`) return undefined
  const lines = text.slice(text.indexOf('\n', begin) + 1, end).split('\n')
  const headers = lines.findIndex((line) => !line.includes(':'))
  const body = lines.slice(headers < 0 ? lines.length : headers).join('')
  try {
    const bytes = atob(body.replace(/[ \t\r]/g, ''))
    return { type, hasHeaders: headers !== 0, bytes, rest: lineEnd < 0 ? '' : text.slice(lineEnd + 1) }
  } catch {
    return undefined
  }
}

/** Is it exactly one ASN.1 SEQUENCE? */
function isSequence(bytes: string): boolean {
  if (bytes.charCodeAt(0) !== 0x30) return false
  let length = bytes.charCodeAt(1)
  let header = 2
  if (length >= 0x80) {
    const size = length - 0x80
    if (size < 1 || size > 4) return false
    length = 0
    for (let i = 0; i < size; i++) length = length * 256 + bytes.charCodeAt(2 + i)
    header += size
  }
  return header + length === bytes.length
}
