import { isObject, type JSONObject, type JSONValue } from './json.ts'
import { below, chance, pick, type Random } from './random.ts'

/** A place in a document: the container and the key. */
interface Slot {
  parent: JSONObject | JSONValue[]
  key: string | number
}

/** Random values of every type, edges included. */
export function anyValue(random: Random): JSONValue {
  return pick<JSONValue>(random, [
    null,
    true,
    false,
    0,
    1,
    -1,
    1.5,
    2 ** 31,
    2 ** 53,
    1e30,
    '',
    'a',
    'A b',
    '5',
    'true',
    'ümläut 😀',
    'a'.repeat(300),
    [],
    {},
    ['a'],
    [1],
    [null],
    [{}],
    { a: 1 },
    { type: 'string' },
    { type: 5 },
    [{ type: 'string' }],
  ])
}

/** Goes down from the root at random, and stops at random. */
function anySlot(random: Random, root: JSONObject): Slot {
  let parent: JSONObject | JSONValue[] = root
  for (;;) {
    const keys: (string | number)[] = Array.isArray(parent) ? [...parent.keys()] : Object.keys(parent)
    if (keys.length === 0) return { parent, key: Array.isArray(parent) ? 0 : 'extra' }
    const key = pick(random, keys)
    const value: JSONValue = (parent as Record<string | number, JSONValue>)[key]!
    const isLeaf = typeof value !== 'object' || value === null
    if (isLeaf || chance(random, 0.15)) return { parent, key }
    parent = value
  }
}

function set({ parent, key }: Slot, value: JSONValue): void {
  ;(parent as Record<string | number, JSONValue>)[key] = value
}

function get({ parent, key }: Slot): JSONValue | undefined {
  return (parent as Record<string | number, JSONValue>)[key]
}

/** Mutations that know nothing of what they change. */
export const anywhere: Record<string, (random: Random, root: JSONObject) => void> = {
  drop(random, root) {
    const slot = anySlot(random, root)
    if (Array.isArray(slot.parent)) slot.parent.splice(slot.key as number, 1)
    else delete slot.parent[slot.key]
  },
  rename(random, root) {
    const slot = anySlot(random, root)
    if (Array.isArray(slot.parent)) return
    const key = slot.key as string
    const value = slot.parent[key]
    if (value === undefined) return
    delete slot.parent[key]
    const names = [
      `${key}s`,
      key.slice(1),
      key.toUpperCase(),
      'type',
      'properties',
      'items',
      'name',
      'spec',
      'x-a',
      'a.b',
    ]
    slot.parent[pick(random, names) || 'x'] = value
  },
  retype(random, root) {
    set(anySlot(random, root), anyValue(random))
  },
  nullify(random, root) {
    set(anySlot(random, root), null)
  },
  extra(random, root) {
    const slot = anySlot(random, root)
    const value = get(slot)
    if (isObject(value)) value[pick(random, ['extra', 'foo.bar', 'description', 'x-kubernetes-foo'])] = anyValue(random)
    else if (Array.isArray(value)) value.push(anyValue(random))
  },
  repeat(random, root) {
    const slot = anySlot(random, root)
    const value = get(slot)
    const list = Array.isArray(slot.parent) ? slot.parent : Array.isArray(value) ? value : undefined
    if (list && list.length > 0) list.push(structuredClone(list[below(random, list.length)]!))
  },
  text(random, root) {
    const slot = anySlot(random, root)
    const value = get(slot)
    if (typeof value !== 'string') return
    const changed = [
      value.toUpperCase(),
      `${value}.`,
      `-${value}`,
      `${value} `,
      `${value}\n`,
      value.repeat(20),
      `<${value}>`,
      '',
    ]
    set(slot, pick(random, changed))
  },
}
