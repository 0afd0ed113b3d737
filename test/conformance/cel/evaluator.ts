import { fileURLToPath } from 'node:url'
import { askGoLines, goProgram } from '../go-program.ts'

/** Rules of one schema node, and values to run them over. */
export interface Question {
  schema: unknown
  /** The root of a resource. */
  root?: boolean
  rules: readonly Rule[]
  /** JSON texts. */
  values: readonly { self: string; old?: string }[]
  /** How long to measure each evaluation, in nanoseconds. */
  measure?: number
}

export interface Rule {
  rule: string
  messageExpression?: string
  optionalOldSelf?: boolean
}

export interface Result {
  /** The value as Go prints it. */
  value?: string
  error?: string
  cost: number
  message?: Result
  /** Nanoseconds an evaluation. */
  took?: number
}

export interface RuleAnswer {
  error?: string
  messageError?: string
  /** One for each value, if the rule compiles. */
  results?: Result[]
}

export interface Answer {
  error?: string
  rules?: RuleAnswer[]
}

/** The path of the program that answers with the API server's own packages. Throws NoGo where Go is missing. */
export function evaluator(): string {
  return goProgram(fileURLToPath(new URL('evaluator', import.meta.url)))
}

/** Asks the program; answers come in the order of the questions. */
export function askEvaluator(program: string, questions: readonly Question[]): Answer[] {
  const lines = questions.map(({ values, ...rest }) => {
    const texts = values.map(({ self, old }) =>
      old === undefined ? `{"self":${self}}` : `{"self":${self},"old":${old}}`,
    )
    // The texts stay as they are: a parse would lose `1.0` and integers beyond 2^53.
    return `${JSON.stringify(rest).slice(0, -1)},"values":[${texts.join(',')}]}`
  })
  return askGoLines<Answer>(program, lines)
}
