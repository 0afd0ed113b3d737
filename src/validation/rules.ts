import { type CompiledRule, compileRules } from '../cel/compile-rules.ts'
import { view } from '../cel/data.ts'
import { environment } from '../cel/environment.ts'
import { readFieldPath } from '../cel/field-path.ts'
import { schemaType } from '../cel/schema-type.ts'
import { type CelValue, noOldSelf, Optional } from '../cel/value.ts'
import type { ServerVersion } from '../model/server-version.ts'
import { type Dict, isDict, isList, type Value } from '../model/value.ts'
import type { Schema } from '../schema/schema.ts'
import type { Cause } from './cause.ts'
import { type Correlation, OldItems } from './correlate.ts'
import { FieldPath } from './field-path.ts'
import { badValue } from './go-text.ts'
import { hasRules } from './has-below.ts'
import type { Node } from './node.ts'
import { evaluateRule, type RuleOutcome } from './rule-outcome.ts'
import type { ServedVersion } from './served-version.ts'

/** Of actual costs: a whole object. Upstream: apiserver/pkg/apis/cel/config.go RuntimeCELCostBudget. */
const objectBudget = 10_000_000

/**
 * Runs the CEL rules over a decoded object: those of a node in order, then those of its children. Rules with oldSelf run
 * only where there is an old value. A failed rule at a value that has not changed is a warning.
 * Upstream: apiextensions-apiserver/pkg/apiserver/schema/cel/validation.go.
 */
export function checkRules(
  object: Dict,
  version: ServedVersion,
  old: Dict | undefined,
  correlation: Correlation | undefined,
): { causes: Cause[]; warnings: Cause[] } {
  const run = new Run(version.server, objectBudget)
  run.node(object, old, version.root, true, { current: correlation, nearest: undefined })
  return { causes: run.causes, warnings: run.warnings }
}

/**
 * Runs the CEL rules over any value, such as a default. Nothing ratchets.
 * @param old undefined when there is none
 * @param budget of actual costs
 * @returns causes whose fields begin at the value, and what is left of the budget: below zero when all has to stop
 */
export function checkRulesOf(
  value: Value,
  old: Value | undefined,
  node: Node,
  isRoot: boolean,
  budget = objectBudget,
): { causes: Cause[]; budget: number } {
  const run = new Run(node.version, budget)
  run.node(value, old, node, isRoot, { current: undefined, nearest: undefined })
  return { causes: run.causes, budget: run.budget }
}

/** What decides whether a failed rule may stay: the pair of this value, or that of the nearest ancestor that has one. */
interface Ratchet {
  current: Correlation | undefined
  nearest: Correlation | undefined
}

const compiled = new WeakMap<Schema, Map<string, readonly CompiledRule[]>>()

/** The rules of a node, compiled once for each server version; undefined when it has no type. */
export function rulesOf(node: Node, isRoot: boolean): readonly CompiledRule[] | undefined {
  if (node.schema.raw['x-kubernetes-validations'] === undefined) return []
  const key = `${node.version.minor} ${isRoot}`
  let byKey = compiled.get(node.schema)
  if (!byKey) {
    byKey = new Map()
    compiled.set(node.schema, byKey)
  }
  let rules = byKey.get(key)
  if (!rules) {
    rules = compileRules(node.schema, isRoot, environment(node.version.minor))
    if (rules) byKey.set(key, rules)
  }
  return rules
}

/** Such a CRD is refused, its defaults with it. */
const untyped = 'rule compiler initialization error: failed to convert to declType for CEL validation rules'

class Run {
  readonly causes: Cause[] = []
  readonly warnings: Cause[] = []
  readonly #server: ServerVersion
  readonly #path = new FieldPath()
  #budget: number
  #stopped = false

  constructor(server: ServerVersion, budget: number) {
    this.#server = server
    this.#budget = budget
  }

  get budget(): number {
    return this.#stopped ? -1 : this.#budget
  }

  node(value: Value, old: Value | undefined, node: Node, isRoot: boolean, ratchet: Ratchet): void {
    if (value === null || this.#stopped || !hasRules(node.schema)) return
    this.#rules(value, old ?? undefined, node, isRoot, ratchet)
    if (isDict(value)) this.#dict(value, isDict(old) ? old : undefined, node, ratchet)
    else if (isList(value) && node.items) this.#list(value, isList(old) ? old : [], node, ratchet)
  }

  #dict(value: Dict, old: Dict | undefined, node: Node, ratchet: Ratchet): void {
    for (const key of Object.keys(value)) {
      const property = node.property(key)
      const child = property ?? node.additional
      if (!child || this.#stopped) continue
      if (property && !schemaType(child.schema, child.embeddedResource)) continue
      if (property) this.#path.child(key)
      else this.#path.key(key)
      this.node(value[key]!, old?.[key], child, child.embeddedResource, below(ratchet, key))
      this.#path.pop()
    }
  }

  #list(value: readonly Value[], old: readonly Value[], node: Node, ratchet: Ratchet): void {
    const items = node.items!
    const pairs = node.listType === 'map' && old.length > 0 ? new OldItems(old, node.schema.listMapKeys) : undefined
    for (let i = 0; i < value.length && !this.#stopped; i++) {
      this.#path.index(i)
      const next = ratchet.current ? { current: ratchet.current.item(i), nearest: ratchet.current } : ratchet
      this.node(value[i]!, pairs?.get(value[i]!), items, items.embeddedResource, next)
      this.#path.pop()
    }
  }

  #rules(value: Value, old: Value | undefined, node: Node, isRoot: boolean, ratchet: Ratchet): void {
    const rules = rulesOf(node, isRoot)
    if (!rules) {
      this.#error(node, untyped)
      return
    }
    if (rules.length === 0) return
    if (this.#budget <= 0) {
      this.#stop(node, 'validation failed due to running out of cost budget, no further validation rules will be run')
      return
    }
    const self = view(value, node.schema, isRoot)
    const before: CelValue | undefined = old === undefined ? undefined : view(old, node.schema, isRoot)
    for (const rule of rules) {
      if (this.#stopped) return
      const optional = rule.rule.optionalOldSelf === true
      if (rule.error !== undefined) {
        this.#error(node, `rule compile error: ${rule.error}`, rule)
        continue
      }
      if (!rule.program || (rule.usesOldSelf && before === undefined && !optional)) continue
      const oldSelf = optional ? (before === undefined ? Optional.none : new Optional(before)) : (before ?? noOldSelf)
      const outcome = evaluateRule(rule, self, oldSelf, before ?? noOldSelf, this.#budget)
      this.#budget -= outcome.cost
      this.#tell(outcome, rule, value, node, ratchet)
    }
  }

  #tell(outcome: RuleOutcome, rule: CompiledRule, value: Value, node: Node, ratchet: Ratchet): void {
    if (outcome.kind === 'holds') return
    if (outcome.kind === 'error') {
      this.#error(node, outcome.text, rule)
      if (outcome.stop) this.#stopped = true
      return
    }
    const cause = this.#failed(outcome.message, rule, value, node)
    const unchanged = (ratchet.current ?? ratchet.nearest)?.unchanged ?? false
    if (!rule.usesOldSelf && unchanged) this.warnings.push({ ...cause, message: `${cause.field}: ${cause.message}` })
    else this.causes.push(cause)
  }

  #failed(message: string, rule: CompiledRule, value: Value, node: Node): Cause {
    const pointed = rule.rule.fieldPath === '' ? undefined : readFieldPath(rule.rule.fieldPath, node.schema)
    const at = typeof pointed === 'object' ? pointed : undefined
    const base = {
      code: 'CRD0131',
      path: [...this.#path.steps, ...(at?.steps ?? [])],
      field: at ? this.#path.textWith(`.${at.text}`) : this.#path.text,
      rule: ruleOrigin(rule, node),
      hint: `rule: ${rule.rule.rule.trim()}`,
    }
    const plain = node.schema.type === 'object' || node.schema.type === 'array'
    const shown =
      this.#server.minor < 35 ? badValue(node.schema.type, node.version) : plain ? '' : badValue(value, node.version)
    switch (rule.rule.reason) {
      case 'FieldValueForbidden':
        return { ...base, reason: 'FieldValueForbidden', message: `Forbidden: ${message}` }
      case 'FieldValueRequired':
        return { ...base, reason: 'FieldValueRequired', message: `Required value: ${message}` }
      case 'FieldValueDuplicate':
        return {
          ...base,
          reason: 'FieldValueDuplicate',
          message: shown === '' ? 'Duplicate value' : `Duplicate value: ${shown}`,
        }
      default:
        return {
          ...base,
          reason: 'FieldValueInvalid',
          message: `Invalid value: ${shown === '' ? '' : `${shown}: `}${message}`,
        }
    }
  }

  #error(node: Node, text: string, rule?: CompiledRule): void {
    const origin = rule && { rule: ruleOrigin(rule, node), hint: `rule: ${rule.rule.rule.trim()}` }
    this.causes.push({
      code: 'CRD0132',
      path: [...this.#path.steps],
      field: this.#path.text,
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${badValue(node.schema.type, node.version)}: ${text}`,
      ...origin,
    })
  }

  #stop(node: Node, text: string): void {
    this.#stopped = true
    this.#error(node, text)
  }
}

/** apiVersion and kind of the root never ratchet: old and new were converted to one version. */
function below(ratchet: Ratchet, key: string): Ratchet {
  const { current, nearest } = ratchet
  if (!current) return ratchet
  if (!nearest && (key === 'apiVersion' || key === 'kind')) return { current: undefined, nearest: undefined }
  return { current: current.key(key), nearest: current }
}

function ruleOrigin(rule: CompiledRule, node: Node): readonly (string | number)[] {
  const index = node.schema.validations.findIndex((other) => other.raw === rule.rule.raw)
  return [...node.schema.path, 'x-kubernetes-validations', Math.max(index, 0), 'rule']
}
