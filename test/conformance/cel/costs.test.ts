import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from '@jest/globals'
import { type CompiledRule, compileRules } from '../../../src/cel/compile-rules.ts'
import { environment } from '../../../src/cel/environment.ts'
import { estimateCost } from '../../../src/cel/estimate.ts'
import { SchemaSizes } from '../../../src/cel/schema-size.ts'
import { readManifests } from '../../../src/manifest/read.ts'
import { marshal } from '../../../src/model/go/json.ts'
import { newestVersion } from '../../../src/model/server-version.ts'
import { fromPlain, isDict } from '../../../src/model/value.ts'
import { Schema } from '../../../src/schema/schema.ts'
import { corpusFolder } from '../corpus.ts'
import { NoGo } from '../go-program.ts'
import { isObject, type JSONObject } from '../mutate/json.ts'
import { type Random, seeded } from '../mutate/random.ts'
import { rootSchemas } from '../mutate/schema-node.ts'
import { type Estimate, type Oracle, startOracle } from '../server/oracle.ts'
import { type RuledSchema, ruledSchema } from './cost-rules.ts'
import { evaluator, type Question, type Rule } from './evaluator.ts'
import { compareRules } from './random-rules.ts'
import { subjectValue } from './subject.ts'

/** What rules may cost at most, beside the API server's own packages. */
let oracle: Oracle | undefined
try {
  oracle = startOracle()
} catch (error) {
  if (!(error instanceof NoGo) || process.env.CI === 'true') throw error
  console.warn(`skipped: ${error.message}`)
}
afterAll(() => oracle?.close())
const describeWithGo = oracle ? describe : describe.skip

describeWithGo('estimated costs are those of the API server', () => {
  test('for 10,000 random rules', async () => {
    const seeds = Array.from({ length: 400 }, (_, i) => i + 1)
    const report = await compareAll(seeds.map((seed) => ruledSchema(seeded(seed), 25)))
    expect(report.differences).toEqual([])
    expect(report.compared).toBeGreaterThan(9000)
  }, 300_000)

  test('for the rules of real CRDs', async () => {
    const nodes = realSchemas().flatMap((schema) => ruledNodes(schema, true))
    const report = await compareAll(nodes)
    expect(report.differences).toEqual([])
    expect(report.compared).toBeGreaterThanOrEqual(corpusFolder() ? 1200 : 0)
  }, 300_000)
})

describeWithGo('costs of evaluations are those of the API server', () => {
  test('of 3,000 random rules over random values', () => {
    const report = compareRules(
      evaluator(),
      Array.from({ length: 130 }, (_, i) => evaluations(seeded(10_000 + i))),
    )
    expect(report.differences).toEqual([])
    expect(report.evaluations).toBeGreaterThan(8000)
  }, 300_000)
})

/** Rules and values for them. */
function evaluations(random: Random): Question {
  const { schema, resource } = ruledSchema(random, 25)
  const { 'x-kubernetes-validations': rules, ...plain } = schema
  return {
    schema: plain,
    root: resource,
    rules: (rules as unknown as Rule[]).filter((rule) => isRepeatable(JSON.stringify(rule))),
    values: Array.from({ length: 3 }, () => ({ self: subjectValue(random, plain), old: subjectValue(random, plain) })),
  }
}

/** Upstream visits maps in random order, and makes as long a list as it is told to. */
function isRepeatable(rule: string): boolean {
  return !/\{[^}]*: [^}]*, [^}]*: /.test(rule) && !/lists\.range\((?!5\))/.test(rule)
}

async function compareAll(questions: readonly RuledSchema[]): Promise<{ compared: number; differences: string[] }> {
  const differences: string[] = []
  let compared = 0
  const answers = questions.map(({ schema, resource }) =>
    oracle!.ask({ estimate: { schema: JSON.stringify(schema), resource } }),
  )
  for (const [i, { schema, resource }] of questions.entries()) {
    const { estimates, error } = await answers[i]!
    // Some rules make the server panic.
    if (error?.startsWith('panic: ')) continue
    if (!estimates) throw new Error(error)
    const node = schemaOf(schema)
    const compiled = compileRules(node, resource, environment(newestVersion.minor - 1))!
    const sizes = new SchemaSizes(node, resource)
    for (const [j, theirs] of estimates.entries()) {
      // What compiles at all, and why not, is for other tests.
      if (theirs.error !== undefined || !compiled[j]!.checked) continue
      compared++
      const [want, got] = [textOf(theirs), ourText(compiled[j]!, sizes)]
      if (want !== got) differences.push(`${compiled[j]!.rule.rule}: ${got}, not ${want}`)
    }
  }
  return { compared, differences }
}

function textOf({ cost, cardinality, messageCost }: Estimate): string {
  return `${cost} up to ${cardinality} times, message ${messageCost}`
}

function ourText({ checked, checkedMessage }: CompiledRule, sizes: SchemaSizes): string {
  const message = checkedMessage ? estimateCost(checkedMessage, sizes).max : 0n
  return `${estimateCost(checked!, sizes).max} up to ${sizes.maxCardinality} times, message ${message}`
}

function schemaOf(plain: object): Schema {
  const raw = fromPlain(plain)
  if (!isDict(raw)) throw new TypeError('a schema is an object')
  return new Schema(raw)
}

/** The root schemas of all CRDs that lie about, old states too; each once. */
function realSchemas(): JSONObject[] {
  const examples = fileURLToPath(new URL('../../../examples', import.meta.url))
  const schemas = new Map<string, JSONObject>()
  for (const folder of [examples, corpusFolder()]) {
    if (folder === undefined) continue
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.ya?ml$/.test(name)) continue
      for (const { root } of readManifests({ name, text: readFileSync(join(folder, name), 'utf8') })) {
        if (!isDict(root) || root.kind !== 'CustomResourceDefinition') continue
        for (const schema of rootSchemas(JSON.parse(marshal(root)))) schemas.set(JSON.stringify(schema), schema)
      }
    }
  }
  return [...schemas.values()]
}

/** The nodes of a schema that have rules. */
function ruledNodes(schema: RuledSchema['schema'], isRoot: boolean): RuledSchema[] {
  const resource = isRoot || schema['x-kubernetes-embedded-resource'] === true
  const own = schema['x-kubernetes-validations'] ? [{ schema, resource }] : []
  const children = [schema.items, schema.additionalProperties, ...Object.values(schema.properties ?? {})]
  return [...own, ...children.filter(isObject).flatMap((child) => ruledNodes(child, false))]
}
