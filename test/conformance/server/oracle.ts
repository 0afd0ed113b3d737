import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { goProgram } from '../go-program.ts'

/** One request about a custom resource. Objects are JSON texts, sent to the server as they are. */
export interface Write {
  do: 'create' | 'update' | 'status'
  body: string
  /** The object that is there already; for `update` and `status`. */
  stored?: string
  /** Version of the endpoint; that of the body when absent. */
  version?: string
}

export interface Question {
  /** A CustomResourceDefinition to create, as JSON text; with `before`, the new state of that one. */
  definition?: string
  before?: string
  /** Instead: the definition that an earlier question kept under this name. */
  use?: string
  keep?: string
  resources?: readonly Write[]
  /** Instead: what the rules of a schema, a JSON text, may cost in a new definition. */
  estimate?: { schema: string; resource: boolean }
}

/** Of one rule: uint64 as texts, all 0 when it does not compile. */
export interface Estimate {
  error?: string
  messageError?: string
  cost: string
  cardinality: string
  messageCost: string
}

export interface Verdict {
  accepted: boolean
  code: number
  reason?: string
  message?: string
  causes: { field: string; reason: string; message: string }[] | null
  warnings: string[] | null
  /** JSON text, keys sorted, of what a read returns after the write. */
  stored?: string
}

export interface Answer {
  definition: Verdict | null
  /** Null when the definition was refused, or none were asked about. */
  resources: Verdict[] | null
  estimates?: Estimate[]
  error?: string
}

export interface Oracle {
  /** Answers come in the order of the questions, any number of which may be under way. */
  ask(question: Question): Promise<Answer>
  close(): void
}

export interface OracleOptions {
  /** Behave like this older minor version, e.g. `1.34`. */
  emulate?: string
  /** The oldest version that must understand what is stored. */
  compat?: string
}

/**
 * Starts the program in this folder, which answers what kube-apiserver answers. It is built on first use, which takes
 * minutes. Throws NoGo where Go is missing.
 */
export function startOracle({ emulate, compat }: OracleOptions = {}): Oracle {
  const program = goProgram(fileURLToPath(new URL('.', import.meta.url)))
  const args = [...(emulate ? ['-emulate', emulate] : []), ...(compat ? ['-compat', compat] : [])]
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void }[] = []
  let ended: Error | undefined
  const end = (why: string) => {
    ended ??= new Error(why)
    for (const { reject } of waiting.splice(0)) reject(ended)
  }
  createInterface({ input: child.stdout }).on('line', (line) => {
    try {
      waiting.shift()?.resolve(JSON.parse(line) as Answer)
    } catch (error) {
      end(`unreadable answer: ${error}`)
    }
  })
  child.on('error', (error) => end(error.message))
  child.on('exit', (code, signal) => end(`the server's program ended: ${signal ?? `exit code ${code}`}`))
  child.stdin.on('error', (error) => end(error.message))
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended)
        waiting.push({ resolve, reject })
        child.stdin.write(`${line(question)}\n`)
      }),
    close: () => child.stdin.end(),
  }
}

/** The texts stand in the line as they are: a parse would lose `1.0` and integers beyond 2^53. */
function line({ definition, before, resources, estimate, ...names }: Question): string {
  const parts = Object.entries(names).map(([key, value]) => `"${key}":${JSON.stringify(value)}`)
  if (definition !== undefined) parts.push(`"definition":${definition}`)
  if (before !== undefined) parts.push(`"before":${before}`)
  if (resources) parts.push(`"resources":[${resources.map(written).join(',')}]`)
  if (estimate) parts.push(`"estimate":{"schema":${estimate.schema},"resource":${estimate.resource}}`)
  return `{${parts.join(',')}}`
}

function written({ body, stored, ...rest }: Write): string {
  const parts = Object.entries(rest).map(([key, value]) => `"${key}":${JSON.stringify(value)}`)
  parts.push(`"body":${body}`)
  if (stored !== undefined) parts.push(`"stored":${stored}`)
  return `{${parts.join(',')}}`
}
