import { isIP } from 'node:net'
import { ClusterError } from '../../model/cluster-error.ts'
import { nodeError } from '../go-file-error.ts'
import { ProxyError } from './proxy-error.ts'

/** What went wrong before there was an answer. */
export class NoConnection extends ClusterError {
  /** The connection broke; the request may not have been read. */
  readonly isReset: boolean
  override readonly isUnreachable = true
  constructor(message: string, hint: string | undefined, cause: unknown) {
    super(message, hint, cause)
    this.isReset = codeOf(cause) === 'ECONNRESET' || codeOf(cause) === 'EPIPE'
  }
}

const certificates: Record<string, string> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate signed by unknown authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate signed by unknown authority',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate signed by unknown authority',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate signed by unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate signed by unknown authority',
  CERT_SIGNATURE_FAILURE: 'certificate signed by unknown authority',
  CERT_HAS_EXPIRED: 'certificate has expired or is not yet valid',
  CERT_NOT_YET_VALID: 'certificate has expired or is not yet valid',
}

/**
 * An error of the connection, as kubectl puts it.
 * Upstream: kubectl v0.36.3, pkg/cmd/util/helpers.go StandardErrorMessage; Go's net and crypto/tls.
 * @param where the server, and how the user came to it
 */
export function connectionError(error: unknown, where: { server: URL; hint: string | undefined }): NoConnection {
  const { server, hint } = where
  const code = codeOf(error)
  const said = (why: string, next?: string) =>
    new NoConnection(`Unable to connect to the server: ${why}`, next ?? hint ?? reachHint, error)
  if (error instanceof ProxyError)
    return said(error.message, 'the proxy of the kubeconfig or of HTTPS_PROXY is in between')
  if (code === 'ECONNREFUSED') {
    const refused = `The connection to the server ${server.host} was refused - did you specify the right host or port?`
    return new NoConnection(refused, hint ?? reachHint, error)
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    const why = code === 'ENOTFOUND' ? 'no such host' : 'temporary failure in name resolution'
    return said(`dial tcp: lookup ${server.hostname}: ${why}`)
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return said(
      wrongName(error as NameError),
      'the server has a certificate for another name: --tls-server-name gives the name to expect',
    )
  }
  const certificate = certificates[code]
  if (certificate !== undefined) {
    const next = certificate.includes('unknown')
      ? 'the kubeconfig has to hold the certificate authority of this server; has the cluster been made anew?'
      : 'see the clock of this machine, and the certificate of the server'
    return said(`tls: failed to verify certificate: x509: ${certificate}`, next)
  }
  if (/wrong version number|packet length too long/.test(messageOf(error)))
    return said('http: server gave HTTP response to HTTPS client', 'the server speaks http, or another protocol')
  const texts: Record<string, string> = {
    ECONNRESET: 'connection reset by peer',
    EPIPE: 'broken pipe',
    ETIMEDOUT: 'i/o timeout',
    EHOSTUNREACH: 'no route to host',
    ENETUNREACH: 'network is unreachable',
  }
  const text = texts[code]
  return said(text === undefined ? messageOf(error) : `dial tcp ${server.host}: ${text}`)
}

type NameError = Error & { host?: string; cert?: { subjectaltname?: string } }

function wrongName({ host, cert, message }: NameError): string {
  // Of names and addresses, those that could have been meant.
  const kind = isIP(host ?? '') ? 'IP Address:' : 'DNS:'
  const given = cert?.subjectaltname?.split(', ').filter((name) => name.startsWith(kind))
  const names = given?.map((name) => name.slice(kind.length)).join(', ')
  const why = names === undefined ? message : `certificate is valid for ${names}, not ${host}`
  return `tls: failed to verify certificate: x509: ${why}`
}

const reachHint = 'is the cluster running, and can this machine reach it? kubectl config view shows its address'

/** Of several attempts, the first. */
function codeOf(error: unknown): string {
  const all = nodeError(error) as { errors?: unknown[] }
  return nodeError(all.errors?.[0] ?? error).code ?? ''
}

function messageOf(error: unknown): string {
  return nodeError(error).message ?? String(error)
}
