import { environment } from '../../../src/cel/environment.ts'
import { escapeName } from '../../../src/cel/escape.ts'
import { schemaType } from '../../../src/cel/schema-type.ts'
import { optionalOf } from '../../../src/cel/types.ts'
import { newestVersion } from '../../../src/model/server-version.ts'
import { fromPlain, isDict } from '../../../src/model/value.ts'
import { Schema } from '../../../src/schema/schema.ts'
import { chance, pick, type Random, seeded } from '../mutate/random.ts'
import { askEvaluator, type Question, type Result, type RuleAnswer } from './evaluator.ts'
import { Expressions } from './expressions.ts'
import { ourAnswer } from './ours.ts'
import { type Node, subjectSchema, subjectValue } from './subject.ts'

/** One answer of ours that is not the server's. */
export interface Difference {
  rule: string
  theirs: string
  ours: string
  /** Absent when the rule compiles in one of the two only, or with another error. */
  value?: string
  /** The same for differences that are likely to have the same cause. */
  sort: string
}

export interface Comparison {
  cases: number
  compiled: number
  evaluations: number
  failing: number
  differences: Difference[]
}

const perQuestion = 25

/** Compiles and runs so many random rules. The same seed gives the same rules. */
export function compareRandomRules(program: string, seed: number, cases: number): Comparison {
  const questions = Array.from({ length: Math.ceil(cases / perQuestion) }, (_, i) => makeQuestion(seed, i))
  return compareRules(program, questions)
}

/** Compiles and runs rules, as the server does and as ours does. */
export function compareRules(program: string, questions: readonly Question[]): Comparison {
  const answers = askEvaluator(program, questions)
  const out: Comparison = {
    cases: questions.reduce((sum, { rules }) => sum + rules.length, 0),
    compiled: 0,
    evaluations: 0,
    failing: 0,
    differences: [],
  }
  questions.forEach((question, i) => {
    const theirs = answers[i]!.rules
    if (!theirs && /^panic: /.test(answers[i]!.error ?? '')) return
    if (!theirs) throw new Error(answers[i]!.error)
    const ours = ourAnswer(question, newestVersion.minor).rules!
    for (const [j, rule] of question.rules.entries()) {
      compare(out, question, rule.rule, rule.messageExpression ?? '', theirs[j]!, ours[j]!)
    }
  })
  return out
}

function makeQuestion(seed: number, number: number): Question {
  const random = seeded(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b))
  const { minor } = newestVersion
  const { schema, root } = chooseSubject(random)
  const raw = fromPlain(schema)
  if (!isDict(raw)) throw new TypeError('a schema is an object')
  const self = schemaType(new Schema(raw), root)!
  const values = Array.from({ length: 3 }, () => ({
    self: subjectValue(random, schema),
    ...(chance(random, 0.8) ? { old: subjectValue(random, schema) } : {}),
  }))
  const names = [...propertyNames(schema), 'metadata', 'name', 'kind']
  const rules = Array.from({ length: perQuestion }, () => {
    const optionalOldSelf = chance(random, 0.15)
    const old = chance(random, 0.4) ? (optionalOldSelf ? optionalOf(self) : self) : undefined
    const expressions = new Expressions(random, environment(minor), self, old, names)
    const rule = expressions.rule()
    if (chance(random, 0.2)) return { rule, messageExpression: expressions.message(), optionalOldSelf }
    return { rule, optionalOldSelf }
  })
  return { schema, root, rules, values }
}

/** All of it, as a resource or below one, or one of its properties. */
function chooseSubject(random: Random): { schema: Node; root: boolean } {
  if (chance(random, 0.6)) return { schema: subjectSchema, root: chance(random, 0.3) }
  return { schema: pick(random, Object.values(subjectSchema.properties)) as Node, root: false }
}

function propertyNames(schema: unknown): string[] {
  const names = new Set<string>()
  JSON.stringify(schema, (key, value) => {
    if (key === 'properties') for (const name of Object.keys(value)) names.add(escapeName(name) ?? name)
    return value
  })
  return [...names]
}

function compare(
  out: Comparison,
  { values }: Question,
  rule: string,
  message: string,
  theirs: RuleAnswer,
  ours: RuleAnswer,
): void {
  const tell = (rule: string, a: string, b: string, value?: string) => {
    if (a === b || (b.startsWith('*, ') && a.endsWith(b.slice(1)))) return
    out.differences.push({
      rule,
      theirs: a,
      ours: b,
      sort: `${sortOf(a)} / ${sortOf(b)}`,
      ...(value === undefined ? {} : { value }),
    })
  }
  tell(rule, compileText(theirs.error), compileText(ours.error))
  tell(message, compileText(theirs.messageError), compileText(ours.messageError))
  if (!theirs.results || !ours.results) return
  out.compiled++
  theirs.results.forEach((their, i) => {
    const our = ours.results![i]!
    out.evaluations++
    if (their.error !== undefined) out.failing++
    const value = `${values[i]!.self}\n  old    ${values[i]!.old}`
    tell(rule, resultText(their), resultText(our), value)
    if (their.message && our.message) tell(message, resultText(their.message), resultText(our.message), value)
  })
}

function compileText(error: string | undefined): string {
  return error === undefined ? 'compiles' : error.replace(/selfType\d+/g, 'selfType')
}

function resultText({ value, error, cost }: Result): string {
  return error === undefined ? `${value ?? ''}, cost ${cost}` : `error ${error}, cost ${cost}`
}

function sortOf(text: string): string {
  return text
    .replace(/<input>[\s\S]*?: /g, '')
    .replace(/\n[\s\S]*/, '')
    .replace(/'[^']*'/g, "'_'")
    .replace(/"[^"]*"/g, '"_"')
    .replace(/[\d.-]+/g, '0')
    .slice(0, 100)
}
