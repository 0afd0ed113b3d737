import { clone, type Dict, Float, fromPlain, isDict, isList, type List, newDict } from '../../../../src/model/value.ts'
import { isObject } from '../json.ts'
import { below, chance, pick, type Random } from '../random.ts'
import { fresh } from './fresh.ts'
import type { Mutation } from './mutation.ts'
import { oddValue } from './pools.ts'
import { put, read, type Slot, slots } from './slots.ts'

/** A list; of those with a list type rather than another. */
function listSlot(random: Random, all: readonly Slot[]): Slot | undefined {
  const lists = all.filter((slot) => isList(read(slot)))
  const typed = lists.filter(({ schema }) => ['set', 'map'].includes(String(schema?.['x-kubernetes-list-type'])))
  const from = typed.length > 0 && chance(random, 0.8) ? typed : lists
  return from.length > 0 ? pick(random, from) : undefined
}

function inList(change: (random: Random, list: List, slot: Slot) => void): Mutation {
  return (random, root, { schema }) => {
    const all = slots(root, schema)
    const slot = listSlot(random, all)
    if (slot) change(random, read(slot) as List, slot)
    // None there yet: a list of its own, now and then.
    const empty = all.find(({ schema: s }) => s?.type === 'array')
    if (!slot && empty) put(empty, fresh(random, empty.schema))
  }
}

const keysOf = (slot: Slot): string[] => {
  const names = slot.schema?.['x-kubernetes-list-map-keys']
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []
}

/** Mutations of lists: their items, their number, what makes items equal. */
export const lists: Readonly<Record<string, Mutation>> = {
  duplicate: inList((random, list, slot) => {
    const items = isObject(slot.schema?.items) ? slot.schema.items : undefined
    if (list.length === 0) list.push(fresh(random, items))
    for (let i = 1 + below(random, 2); i > 0; i--) {
      const copy = clone(pick(random, list))
      // The keys stay, so that a map has it twice and a set has not.
      if (isDict(copy) && chance(random, 0.5)) copy[pick(random, Object.keys(copy)) ?? 'x'] = oddValue(random)
      list.splice(below(random, list.length + 1), 0, copy)
    }
  }),
  'equal numbers': inList((random, list) => {
    list.push(
      ...pick(random, [
        [1, new Float(1)],
        [1, 1],
        [0, new Float(0)],
        [1.5, 1.5],
        ['1', 1],
        [true, true],
      ]),
    )
  }),
  'list key': inList((random, list, slot) => {
    const names = keysOf(slot)
    const items = list.filter(isDict)
    if (items.length === 0) return
    const item = pick(random, items)
    const name = names.length > 0 ? pick(random, names) : (Object.keys(item)[0] ?? 'name')
    if (chance(random, 0.4)) for (const other of items) delete other[name]
    else if (chance(random, 0.5)) delete item[name]
    else item[name] = oddValue(random)
  }),
  item: inList((random, list) => {
    const where = below(random, list.length + 1)
    list.splice(where, below(random, 2), pick(random, [null, oddValue(random), fromPlain({}), fromPlain([])]))
  }),
  order: inList((random, list) => {
    const where = below(random, list.length)
    const [moved] = list.splice(where, 1)
    if (moved !== undefined) list.splice(below(random, list.length + 1), 0, moved)
  }),
  grow: inList((random, list, slot) => {
    const items = isObject(slot.schema?.items) ? slot.schema.items : undefined
    for (let i = 1 + below(random, chance(random, 0.1) ? 60 : 3); i > 0; i--) list.push(fresh(random, items, 2))
  }),
  'list to map': inList((_, list, slot) => {
    const out: Dict = newDict()
    for (const [i, item] of list.entries()) out[String(i)] = item
    put(slot, out)
  }),
}
