import { clone, type Dict, deepEqual, newDict, type Value } from '../../../model/value.ts'
import { Schema } from '../../../schema/schema.ts'
import type { Cause } from '../../../validation/cause.ts'
import { check } from '../../../validation/check.ts'
import { checkEmbedded, coerceEmbedded } from '../../../validation/embedded.ts'
import { MapPlace, SchemaErrors, Place as ValuePlace } from '../../../validation/errors.ts'
import { badValue } from '../../../validation/go-text.ts'
import { Node } from '../../../validation/node.ts'
import { prune } from '../../../validation/prune.ts'
import { checkRulesOf } from '../../../validation/rules.ts'
import type { Causes } from '../causes.ts'
import type { Options } from '../options.ts'
import type { Place } from '../place.ts'
import type { SchemaProps } from '../types.ts'

const code = 'CRD0228'
/** What evaluating rules may cost for one object. */
const runtimeBudget = 10_000_000

/**
 * Every default must itself be valid and hold nothing that pruning would remove.
 * Upstream: apiserver/schema/defaulting/validation.go ValidateDefaults. Defaults below additionalProperties are not
 * looked at.
 */
export function checkDefaults(root: SchemaProps, options: Options, place: Place, causes: Causes): void {
  new Walk(options, causes).visit(root, place, { root, insideMeta: false, steps: [] }, true)
}

/** Where a schema stands within the resource it belongs to. */
interface Position {
  root: SchemaProps
  /** Within its metadata, apiVersion or kind. */
  insideMeta: boolean
  /** Property names from the resource's root; 0 for items. */
  steps: readonly (string | number)[]
}

class Walk {
  readonly #options: Options
  readonly #causes: Causes
  #budget = runtimeBudget

  constructor(options: Options, causes: Causes) {
    this.#options = options
    this.#causes = causes
  }

  visit(schema: SchemaProps, place: Place, outer: Position, isRoot: boolean): void {
    const embedded = isRoot || schema.xEmbeddedResource
    const position = embedded ? { root: schema, insideMeta: false, steps: [] } : outer
    if (schema.default !== undefined) this.#check(schema, schema.default, embedded, position, place.child('default'))
    if (this.#budget < 0) return
    const { insideMeta, steps } = position
    if (schema.items?.schema) {
      this.visit(schema.items.schema, place.child('items'), { ...position, steps: [...steps, 0] }, false)
    }
    if (!schema.properties) return
    const properties = place.child('properties')
    for (const [name, child] of schema.properties) {
      if (this.#budget < 0) return
      const isMeta = insideMeta || (embedded && (name === 'metadata' || name === 'apiVersion' || name === 'kind'))
      this.visit(child, properties.key(name), { ...position, steps: [...steps, name], insideMeta: isMeta }, false)
    }
  }

  #check(schema: SchemaProps, value: Value, embedded: boolean, position: Position, place: Place): void {
    const holder = hold(schema, embedded, clone(value), this.#options)
    if (position.insideMeta) {
      const problem = this.#metadataProblem(position, value)
      if (problem !== undefined) {
        const text = badValue(value, this.#options.server)
        this.#causes.invalid(code, place, text, `must result in valid metadata: ${problem}`)
        return
      }
    } else {
      const unpruned = this.#options.requirePrunedDefaults && losesFields(holder)
      const { bad } = coerceEmbedded(holder.object, holder.node)
      // Upstream changes the default itself, and prints it afterwards.
      schema.default = holder.object[slot]
      if (unpruned) {
        const text = badValue(schema.default!, this.#options.server)
        this.#causes.invalid(code, place, text, 'must not have unknown fields')
      }
      if (bad) {
        this.#causes.add(relocated(badCause(bad), place))
        return
      }
      const causes = checkEmbedded(holder.object, holder.node)
      if (causes.length > 0) {
        this.#add(causes, place)
        return
      }
    }
    const errors = new SchemaErrors()
    const node = holder.node.property(slot)!
    check(node, holder.object[slot]!, node.additional ? new MapPlace() : new ValuePlace(), errors, undefined)
    if (!errors.valid) {
      for (const error of errors.list) this.#causes.add(relocatedError(error, place))
      return
    }
    this.#runRules(holder.object[slot]!, node, embedded, place)
  }

  /** With the default as old value too, then, since rules may ask whether there is one, without. */
  #runRules(value: Value, node: Node, embedded: boolean, place: Place): void {
    const kept = checkRulesOf(value, value, node, embedded, this.#budget)
    const fresh = kept.causes.length > 0 ? kept : checkRulesOf(value, undefined, node, embedded, this.#budget)
    for (const cause of fresh.causes) this.#causes.add(relocatedRule(cause, place))
    this.#budget = Math.min(kept.budget, fresh.budget)
  }

  /** A default within metadata is judged as part of a resource that has nothing else. */
  #metadataProblem({ root, steps }: Position, value: Value): string | undefined {
    let object: Value = clone(value)
    for (const step of [...steps].reverse()) {
      if (typeof step === 'number') object = [object]
      else {
        const dict: Dict = newDict()
        dict[step] = object
        object = dict
      }
    }
    const resource = object as Dict
    resource.kind ??= 'Validation'
    resource.apiVersion ??= 'validation/v1'
    const holder = hold(root, true, resource, this.#options)
    const { bad } = coerceEmbedded(holder.object, holder.node)
    if (bad) return withoutSlot(bad.error)
    const texts = checkEmbedded(holder.object, holder.node).map(
      ({ field, message }) => `${withoutSlot(field)}: ${message}`,
    )
    const distinct = [...new Set(texts)]
    return distinct.length > 1 ? `[${distinct.join(', ')}]` : distinct[0]
  }

  #add(causes: readonly Cause[], place: Place): void {
    for (const cause of causes) this.#causes.add(relocated(cause, place))
  }
}

/** The property that holds a default, so that it can be judged like a part of a resource. */
const slot = 'default'

interface Holder {
  object: Dict
  node: Node
}

function hold(schema: SchemaProps, embedded: boolean, value: Value, options: Options): Holder {
  const raw = embedded ? withEmbedded(schema.raw ?? newDict()) : (schema.raw ?? newDict())
  const properties = newDict()
  properties[slot] = raw
  const holder = newDict()
  holder.type = 'object'
  holder.properties = properties
  const object = newDict()
  object[slot] = value
  return { object, node: new Node(new Schema(holder), options.server, 'default') }
}

function withEmbedded(raw: Dict): Dict {
  const copy = Object.assign(newDict(), raw)
  copy['x-kubernetes-embedded-resource'] = true
  return copy
}

function losesFields({ object, node }: Holder): boolean {
  const pruned = clone(object)
  prune(pruned, node)
  return !deepEqual(pruned, object)
}

function withoutSlot(text: string): string {
  return text.slice(slot.length).replace(/^\./, '')
}

function badCause(bad: { path: Cause['path']; error: string }): Cause {
  const end = bad.error.indexOf(': Invalid value: ')
  const [field, message] = [bad.error.slice(0, end), bad.error.slice(end + 2)]
  return { code, field, message, path: bad.path, reason: 'FieldValueInvalid' }
}

/** A cause about the holder's slot as one about the default. */
function relocated(cause: Cause, place: Place): Cause {
  const field = place.field + cause.field.slice(slot.length)
  return { ...plainCause(cause), field, path: [...place.path, ...cause.path.slice(1)] }
}

/** A cause whose field begins below the default. */
function relocatedError(cause: Cause, place: Place): Cause {
  const relative = cause.field === '<nil>' ? '' : cause.field.replace(/^\./, '')
  const field = relative === '' ? place.field : `${place.field}.${relative}`
  return { ...plainCause(cause), field, path: [...place.path, ...cause.path] }
}

/** The same of a rule, whose fields have no dot before an index. */
function relocatedRule(cause: Cause, place: Place): Cause {
  return cause.field.startsWith('[')
    ? { ...relocatedError(cause, place), field: place.field + cause.field }
    : relocatedError(cause, place)
}

/** The code says that a default is wrong; what is wrong with it, the text. */
function plainCause({ reason, message, hint }: Cause): Pick<Cause, 'code' | 'reason' | 'message' | 'hint'> {
  return hint === undefined ? { code, reason, message } : { code, reason, message, hint }
}
