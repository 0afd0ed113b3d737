import { JsonError, JsonReader } from '../../manifest/json.ts'
import { maxDepth } from '../../manifest/read.ts'
import { ClusterError } from '../../model/cluster-error.ts'
import type { Value } from '../../model/value.ts'
import type { Answer } from './answer.ts'
import { readStatus, StatusError, statusOf } from './status-error.ts'
import type { Transport } from './transport.ts'

/** The JSON of an answer, nothing lost: int64 and float64 as the server holds them. Throws {@link ClusterError}. */
export function readJson(text: string): Value {
  try {
    return new JsonReader(text, 0, { raw: true, maxDepth }).next()?.root ?? null
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    throw new ClusterError(
      `error: the server did not answer with JSON: ${error.message}`,
      'is it an API server, or a proxy in front of one?',
      error,
    )
  }
}

/** The answer as it is, when it is no refusal. Throws {@link StatusError}. */
export async function accepted(transport: Transport, answer: Answer): Promise<Answer> {
  if (answer.status >= 200 && answer.status <= 206) return answer
  throw await refusal(transport, answer)
}

/** What the server says instead of an answer. */
export async function refusal(transport: Transport, { status, text, headers }: Answer): Promise<StatusError> {
  const type = headers['content-type'] ?? 'text/plain'
  const said = type.startsWith('application/json') ? readStatus(parsed(text), status) : undefined
  const known = said ?? statusOf(status, type.startsWith('text/') ? text.slice(0, 2048).trim() : 'unknown')
  return new StatusError(known, known.reason === 'Unauthorized' ? await transport.unknownUserHint() : undefined)
}

function parsed(text: string): Value | undefined {
  try {
    return readJson(text)
  } catch {
    return undefined
  }
}
