import { type FieldPath, formatFieldPath } from '../schema/field-step.ts'
import type { ValidationRule } from '../schema/schema.ts'
import { type FieldNode, stepsOf } from '../schema/walk.ts'
import { conditionsOf } from './condition-words.ts'
import type { ConditionDoc, ImmutableDoc, RuleDoc } from './doc.ts'
import { type Fixed, fixedBy } from './immutability.ts'
import { hasBranches, mentions } from './mentions.ts'
import { type Read, readsOf } from './rule-reads.ts'

/** The node's own rules, then those of the fields above that name it or something in it. */
export function rulesOf(node: FieldNode, inherit: boolean): RuleDoc[] {
  const out: RuleDoc[] = []
  const below: string[] = []
  for (let at: FieldNode | undefined = node; at; at = inherit ? at.parent : undefined) {
    for (const schema of at.schemas) {
      schema.validations.forEach((rule, i) => {
        if (at !== node && !names(rule, below)) return
        out.push(ruleDoc(rule, pathOf(at), [...schema.path, 'x-kubernetes-validations', i]))
      })
    }
    if (at.step) below.unshift('property' in at.step ? at.step.property : '*')
  }
  return out
}

function pathOf(node: FieldNode): string {
  return formatFieldPath(stepsOf(node))
}

function ruleDoc(rule: ValidationRule, from: string, place: (string | number)[]): RuleDoc {
  return {
    rule: rule.rule.trim(),
    ...(rule.message && { message: rule.message }),
    ...(rule.messageExpression && { messageExpression: rule.messageExpression.trim() }),
    ...(rule.reason && { reason: rule.reason }),
    ...(rule.fieldPath && { fieldPath: rule.fieldPath }),
    from,
    ...(/\boldSelf\b/.test(rule.rule) && { transition: true as const }),
    place,
  }
}

/** Of a rule, whatever field is asked about. */
interface Studied {
  reads: Read[]
  fixed: Fixed[]
}

const studied = new WeakMap<object, Studied>()

function study({ raw, rule }: ValidationRule): Studied {
  let known = studied.get(raw)
  if (!known) studied.set(raw, (known = { reads: readsOf(rule), fixed: fixedBy(rule) }))
  return known
}

/** Does it read the field, or something in it? Reading something above it says nothing about it in particular. */
function names(rule: ValidationRule, below: readonly string[]): boolean {
  return study(rule).reads.some(
    ({ steps }) => steps.length >= below.length && below.every((name, i) => same(steps[i]!, name)),
  )
}

function same(step: Read['steps'][number], name: string): boolean {
  return step === '*' ? name === '*' : step.property === name || name === '*'
}

/** The first rule, of the field or of one above, that keeps it from changing. */
export function immutableOf(node: FieldNode, inherit: boolean): ImmutableDoc | undefined {
  const below: string[] = []
  for (let at: FieldNode | undefined = node; at; at = inherit ? at.parent : undefined) {
    for (const rule of at.schemas.flatMap((schema) => schema.validations)) {
      for (const { steps, when } of study(rule).fixed) {
        const covers = steps.length <= below.length && steps.every((name, i) => name === below[i])
        // That something above cannot be removed does not keep this from it.
        if (!covers || (when === 'not-removed' && steps.length < below.length)) continue
        const from = pathOf(at)
        const kept = formatFieldPath(stepsOf(node).slice(0, at.depth + steps.length))
        return { when, words: immutableWords(when, node, at === node), rule: rule.rule.trim(), field: kept, from }
      }
    }
    if (at.step) below.unshift('property' in at.step ? at.step.property : '*')
  }
  return undefined
}

function immutableWords(when: ImmutableDoc['when'], node: FieldNode, own: boolean): string {
  if (when === 'once-set') return 'no, once it is set'
  if (when === 'not-removed') return 'yes, but once set it cannot be removed'
  if (when === 'some-updates') return 'only where the rule lets it'
  const hasDefault = node.schemas.some((schema) => schema.default !== undefined)
  // The rule runs only when the field is there both before and after the update.
  const comesAndGoes = own && !node.required && !hasDefault && node.parent !== undefined
  return comesAndGoes ? 'no, though it may be added or removed' : 'no'
}

/** The alternatives that the field has, then those of the fields above that speak of it. */
export function conditionsFor(node: FieldNode, inherit: boolean): ConditionDoc[] {
  const out: ConditionDoc[] = []
  const steps: FieldPath = stepsOf(node)
  for (let at: FieldNode | undefined = node; at; at = inherit ? at.parent : undefined) {
    for (const schema of at.schemas) {
      if (!hasBranches(schema) || (at !== node && !mentions(schema, steps.slice(at.depth)))) continue
      for (const words of conditionsOf(schema)) out.push({ words, from: pathOf(at) })
    }
  }
  return out
}
