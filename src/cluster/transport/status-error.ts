import { ClusterError } from '../../model/cluster-error.ts'
import { type Dict, isDict, isList, type Value } from '../../model/value.ts'

/** A cause of a refusal. */
export interface Cause {
  reason: string
  field: string
  message: string
}

/** What the server says when it does not do what it is asked: a `Status`. */
export class StatusError extends ClusterError {
  readonly code: number
  /** NotFound, Forbidden and so on; '' when the server gives none. */
  readonly reason: string
  /** The server's own text. */
  readonly text: string
  readonly causes: readonly Cause[] | undefined
  /** For a list that went too old while it was read: where it can be gone on with, at the newest state. */
  readonly continue: string | undefined

  constructor(status: ServerStatus, hint?: string) {
    const { reason, code } = status
    // What it says on further lines stands apart from what we say.
    const message = status.message.trimEnd().replaceAll('\n', '\n  ')
    super(
      reason === 'Unauthorized'
        ? `error: You must be logged in to the server (${message})`
        : `Error from server${reason === '' ? '' : ` (${reason})`}: ${message}`,
      hint ?? (reason === 'Forbidden' ? forbiddenHint(message) : undefined),
    )
    this.code = code
    this.reason = reason
    this.text = status.message
    this.causes = status.causes
    this.continue = status.continue
  }
}

/** A `Status`, as far as it counts here. */
export interface ServerStatus {
  code: number
  reason: string
  message: string
  causes?: readonly Cause[]
  continue?: string
}

/** Reads a `Status`; undefined when it is none. */
export function readStatus(value: Value | undefined, code: number): ServerStatus | undefined {
  if (!isDict(value) || value.kind !== 'Status') return undefined
  const text = (from: Dict, key: string) => (typeof from[key] === 'string' ? from[key] : '')
  const details = isDict(value.details) ? value.details : {}
  const causes = isList(details.causes) ? details.causes.filter(isDict) : undefined
  const token = isDict(value.metadata) ? text(value.metadata, 'continue') : ''
  return {
    code: typeof value.code === 'number' ? value.code : code,
    reason: text(value, 'reason'),
    message: text(value, 'message'),
    ...(causes && {
      causes: causes.map((cause) => ({
        reason: text(cause, 'reason'),
        field: text(cause, 'field'),
        message: text(cause, 'message'),
      })),
    }),
    ...(token !== '' && { continue: token }),
  }
}

const known: Record<number, [reason: string, message: string]> = {
  400: ['BadRequest', 'the server rejected our request for an unknown reason'],
  401: ['Unauthorized', 'the server has asked for the client to provide credentials'],
  404: ['NotFound', 'the server could not find the requested resource'],
  405: ['MethodNotAllowed', 'the server does not allow this method on the requested resource'],
  409: ['Conflict', 'the server reported a conflict'],
  422: ['Invalid', 'the server rejected our request due to an error in our request'],
  429: ['TooManyRequests', 'the server has received too many requests and has asked us to try again later'],
  503: ['ServiceUnavailable', 'the server is currently unable to handle the request'],
  504: [
    'Timeout',
    'the server was unable to return a response in the time allotted, but may still be processing the request',
  ],
}

/**
 * Of an answer that holds no `Status`, as a proxy gives it.
 * Upstream: apimachinery v0.36.3, pkg/api/errors NewGenericServerResponse.
 * @param said the body, when it is plain text
 */
export function statusOf(code: number, said: string): ServerStatus {
  if (code === 403) return { code, reason: 'Forbidden', message: said }
  const [reason, message] = known[code] ?? []
  if (reason !== undefined && message !== undefined) return { code, reason, message }
  if (code >= 500) {
    const text = `an error on the server (${JSON.stringify(said)}) has prevented the request from succeeding`
    return { code, reason: 'InternalError', message: text }
  }
  const text = `the server responded with the status code ${code} but did not return more information`
  return { code, reason: '', message: text }
}

/** Names the verb that is missing, as `kubectl auth can-i` takes it. */
function forbiddenHint(message: string): string | undefined {
  const match = /cannot (\S+) resource "([^"]+)" in API group "([^"]*)"(?: in the namespace "([^"]+)")?/.exec(message)
  if (!match) return undefined
  const [, verb, resource, group, namespace] = match as unknown as [string, string, string, string, string | undefined]
  const [name, subresource] = resource.split('/')
  const what = `${name}${group === '' ? '' : `.${group}`}`
  const where = namespace === undefined ? '' : ` -n ${namespace}`
  const flag = subresource === undefined ? '' : ` --subresource=${subresource}`
  return `the verb ${verb} on ${what} is missing: kubectl auth can-i ${verb} ${what}${flag}${where}`
}
