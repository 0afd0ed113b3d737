import { clone, type Dict, Float, fromPlain, isDict, isList, type Value } from '../../../../src/model/value.ts'
import { isObject } from '../json.ts'
import { below, chance, pick, type Random } from '../random.ts'
import { fresh } from './fresh.ts'
import type { Mutation } from './mutation.ts'
import { formatTexts, keys, numbers, oddValue, texts } from './pools.ts'
import { put, read, remove, type Slot, slots } from './slots.ts'

/** One of the places for which a test holds; undefined where there is none. */
function slotWith(random: Random, all: readonly Slot[], holds: (slot: Slot) => boolean): Slot | undefined {
  const found = all.filter(holds)
  return found.length > 0 ? pick(random, found) : undefined
}

/** A mutation of one place. */
function at(holds: (slot: Slot) => boolean, change: (random: Random, slot: Slot, root: Dict) => void): Mutation {
  return (random, root, { schema }) => {
    const slot = slotWith(random, slots(root, schema), holds)
    if (slot) change(random, slot, root)
  }
}

const any = () => true
const has = (...names: string[]) => {
  return ({ schema }: Slot) => schema !== undefined && names.some((name) => schema[name] !== undefined)
}
const isText = (slot: Slot) => typeof read(slot) === 'string'
const isNumber = (slot: Slot) => {
  const value = read(slot)
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Float
}

/** Mutations of values, whatever they stand for. */
export const values: Readonly<Record<string, Mutation>> = {
  type: at(any, (random, slot) => put(slot, oddValue(random))),
  null: at(any, (_, slot) => put(slot, null)),
  missing: at(any, (_, slot) => remove(slot)),
  fresh: at(any, (random, slot) => put(slot, fresh(random, slot.schema))),
  unknown(random, root, { schema }) {
    const objects = slots(root, schema).filter((slot) => isDict(read(slot)))
    const into = objects.length > 0 && chance(random, 0.9) ? (read(pick(random, objects)) as Dict) : root
    const name = chance(random, 0.5) ? pick(random, ['extra', 'foo', 'name', 'spec']) : pick(random, keys)
    into[name] = oddValue(random)
  },
  required: at(
    (slot) => Array.isArray(slot.schema?.required) && slot.schema.required.length > 0 && isDict(read(slot)),
    (random, slot) => {
      const name = pick(random, slot.schema!.required as string[])
      if (chance(random, 0.8)) delete (read(slot) as Dict)[name]
      else (read(slot) as Dict)[name] = null
    },
  ),
  bounds: at(has('minimum', 'maximum', 'multipleOf'), (random, slot) => {
    const { minimum, maximum, multipleOf } = slot.schema!
    const edges = [minimum, maximum, multipleOf, 0].filter((edge) => typeof edge === 'number')
    const edge = pick(random, edges)
    const step = pick(random, [0, 1, -1, 0.5, -0.5, 1e-9, edge])
    const value = edge + step
    const isSpelledAsFloat = Number.isSafeInteger(value) && chance(random, 0.15)
    put(slot, isSpelledAsFloat ? new Float(value) : value)
  }),
  number: at(
    (slot) => isNumber(slot) || slot.schema?.type === 'integer' || slot.schema?.type === 'number',
    (random, slot) => put(slot, pick(random, numbers)),
  ),
  length: at(has('minLength', 'maxLength'), (random, slot) => {
    const { minLength, maxLength } = slot.schema!
    const edge = pick(
      random,
      [minLength, maxLength].filter((n) => typeof n === 'number'),
    )
    const unit = pick(random, ['a', 'é', '😀', 'e\u0301', ' ', '\ud800', '"'])
    put(slot, unit.repeat(Math.max(0, Math.min(edge, 5000) + below(random, 3) - 1)))
  }),
  count(random, root, { schema }) {
    const names = ['minItems', 'maxItems', 'minProperties', 'maxProperties']
    const slot = slotWith(random, slots(root, schema), has(...names))
    const edges = names.map((name) => slot?.schema?.[name]).filter((n) => typeof n === 'number')
    if (!slot || edges.length === 0) return
    const wanted = Math.max(0, Math.min(pick(random, edges), 300) + below(random, 3) - 1)
    resize(random, slot, wanted)
  },
  enum: at(has('enum'), (random, slot) => {
    const wanted = slot.schema!.enum
    const value = Array.isArray(wanted) && wanted.length > 0 ? fromPlain(pick(random, wanted)) : 'a'
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    const near = [
      text.toLowerCase(),
      text.toUpperCase(),
      `${text} `,
      text.slice(1),
      `${text}x`,
      '',
      text.charCodeAt(0) || 0,
    ]
    put(slot, pick<Value>(random, [...near, value, Number(text) || 65, (Number(text) || 0) + 0.5, null, [value], true]))
  }),
  text: at(isText, (random, slot) => put(slot, pick(random, texts))),
  pattern: at(
    (slot) => slot.schema?.pattern !== undefined || isText(slot),
    (random, slot) => {
      const value = read(slot)
      const text = typeof value === 'string' ? value : 'a'
      const where = below(random, text.length + 1)
      const inserted = pick(random, ['\n', ' ', 'é', '😀', '.', '-', '_', 'A', '0', '/', ':', '\u0000'])
      const changed = [`${text.slice(0, where)}${inserted}${text.slice(where)}`, text.slice(1), text.toUpperCase()]
      put(slot, pick(random, [...changed, `${text}\n`, `\n${text}`, text + text, '']))
    },
  ),
  format: at(has('format'), (random, slot) => {
    const own = formatTexts[String(slot.schema!.format)]
    if (own && chance(random, 0.8)) put(slot, pick(random, own))
    else if (chance(random, 0.5)) put(slot, pick(random, Object.values(formatTexts).flat()))
    else put(slot, oddValue(random))
  }),
  copy(random, root, { schema }) {
    const all = slots(root, schema)
    if (all.length < 2) return
    put(pick(random, all), clone(read(pick(random, all))))
  },
  preserved: at(has('x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource'), (random, slot) => {
    const value = read(slot)
    if (!isDict(value)) return put(slot, fromPlain({ a: { b: [1, { c: null }] }, '': null }))
    value[pick(random, keys)] = oddValue(random)
    const names = Object.keys(value)
    const inner = value[pick(random, names)]
    if (isDict(inner)) inner[pick(random, keys)] = oddValue(random)
  }),
  key: at(
    (slot) => isDict(read(slot)) && (isObject(slot.schema?.additionalProperties) || slot.schema === undefined),
    (random, slot) => {
      const value = read(slot) as Dict
      const names = Object.keys(value)
      const moved = names.length > 0 && chance(random, 0.5) ? pick(random, names) : undefined
      const items = slot.schema?.additionalProperties
      value[pick(random, keys)] =
        moved === undefined ? fresh(random, isObject(items) ? items : undefined) : value[moved]
      if (moved !== undefined) delete value[moved]
    },
  ),
}

function resize(random: Random, slot: Slot, wanted: number): void {
  const value = read(slot)
  if (isList(value)) {
    const items = isObject(slot.schema?.items) ? slot.schema.items : undefined
    while (value.length > wanted) value.pop()
    while (value.length < wanted) value.push(fresh(random, items, 1))
  } else if (isDict(value)) {
    const each = isObject(slot.schema?.additionalProperties) ? slot.schema.additionalProperties : undefined
    for (const name of Object.keys(value)) if (Object.keys(value).length > wanted) delete value[name]
    for (let i = 0; Object.keys(value).length < wanted && i < 1000; i++) value[`k${i}`] = fresh(random, each, 1)
  }
}
