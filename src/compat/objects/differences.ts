import { marshal } from '../../model/go/json.ts'
import { compareText } from '../../model/go/utf8.ts'
import type { Author, Difference } from '../../model/object-change.ts'
import { type Dict, isDict, isList, type Value } from '../../model/value.ts'
import type { Schema } from '../../schema/schema.ts'
import { itemsByName } from './items.ts'
import { masked } from './masked.ts'
import { type Owned, type OwnedStep, ownedBelow } from './owners.ts'

/** What is known about one value of an object. */
interface Views {
  before: Value | undefined
  after: Value | undefined
  /** What the file says, and what it said before. */
  said: Value | undefined
  saidBefore: Value | undefined
  /** What the CRD alone would make of it. */
  expected: Value | undefined
}

export interface Sides extends Views {
  before: Dict
  after: Dict
  /** Undefined: nobody knows; what has the value of a default then counts as one. */
  expected: Dict | undefined
  schema: Schema | undefined
  /** Who owns what before. */
  owners: readonly Owned[]
  /** You, among them. */
  you: string
}

/**
 * What differs between two states of an object, value by value: lists that are maps or sets are matched by their keys,
 * whatever their order; what is there on one side only is one difference.
 */
export function differences({ schema, owners, you, ...views }: Sides): Difference[] {
  const walk = new Walk(you, views.expected !== undefined)
  walk.value(views, schema, owners, '')
  return walk.found
}

class Walk {
  readonly found: Difference[] = []
  readonly #you: string
  readonly #isExpected: boolean

  constructor(you: string, isExpected: boolean) {
    this.#you = you
    this.#isExpected = isExpected
  }

  value(views: Views, schema: Schema | undefined, owners: readonly Owned[], path: string): void {
    const { before, after } = views
    if (isDict(before) && isDict(after)) this.#dict(views, schema, owners, path)
    else if (isSame(before, after)) return
    else if (isList(before) && isList(after)) this.#list(views, schema, owners, path)
    else this.#tell(views, schema, owners, path)
  }

  #dict(views: Views, schema: Schema | undefined, owners: readonly Owned[], path: string): void {
    const { before, after } = views as { before: Dict; after: Dict }
    for (const key of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareText)) {
      const below = schema && (schema.properties.get(key) ?? valuesOf(schema))
      const at = (value: Value | undefined) => (isDict(value) ? value[key] : undefined)
      this.value(mapped(views, at), below, ownedBelow(owners, { field: key }), join(path, key))
    }
  }

  #list(views: Views, schema: Schema | undefined, owners: readonly Owned[], path: string): void {
    if (schema && (schema.listType === 'map' || schema.listType === 'set') && this.#byName(views, schema, owners, path))
      return
    const { before, after } = views as { before: Value[]; after: Value[] }
    let start = 0
    while (start < before.length && start < after.length && isSame(before[start], after[start])) start++
    let same = 0
    const least = Math.min(before.length, after.length) - start
    while (same < least && isSame(before.at(-1 - same), after.at(-1 - same))) same++
    const [gone, come] = [before.length - start - same, after.length - start - same]
    for (let i = 0; i < Math.max(gone, come); i++) {
      const [old, now] = [i < gone ? before[start + i] : undefined, i < come ? after[start + i] : undefined]
      // The file says these lists as a whole.
      const { said, saidBefore, expected } = views
      const at = (list: Value | undefined) => (isList(list) ? list[start + i] : undefined)
      const item = {
        before: old,
        after: now,
        said: at(said) ?? said,
        saidBefore: at(saidBefore) ?? saidBefore,
        expected: at(expected),
      }
      this.value(item, schema?.items, owners, `${path}[${start + i}]`)
    }
  }

  /** @returns false when the items cannot be told apart */
  #byName(views: Views, schema: Schema, owners: readonly Owned[], path: string): boolean {
    const lists = mapped(views, (list) => list)
    const [before, after] = [itemsByName(lists.before, schema), itemsByName(lists.after, schema)]
    if (!before || !after) return false
    const [said, saidBefore, expected] = [lists.said, lists.saidBefore, lists.expected].map((list) =>
      itemsByName(list, schema),
    )
    for (const [
      name,
      {
        name: { step },
      },
    ] of new Map([...before, ...after])) {
      const item = {
        before: before.get(name)?.item,
        after: after.get(name)?.item,
        said: said?.get(name)?.item,
        saidBefore: saidBefore?.get(name)?.item,
        expected: expected?.get(name)?.item,
      }
      this.value(item, schema.items, ownedBelow(owners, step satisfies OwnedStep), path + name)
    }
    return true
  }

  #tell(views: Views, schema: Schema | undefined, owners: readonly Owned[], path: string): void {
    const { before, after } = views
    const managers = [...new Set(owners.map(({ manager }) => manager))].sort(compareText)
    const isYours = managers.includes(this.#you)
    const others = managers.filter((manager) => manager !== this.#you)
    this.found.push({
      path,
      before: before === undefined ? undefined : masked(before, after, schema, 'before'),
      after: after === undefined ? undefined : masked(after, before, schema, 'after'),
      by: this.#author(views, schema, isYours),
      owners: others,
    })
  }

  #author({ after, said, saidBefore, expected }: Views, schema: Schema | undefined, isYours: boolean): Author {
    const isDefault = this.#isExpected
      ? isSame(after, expected)
      : after !== undefined && schema?.default !== undefined && isSame(after, schema.default)
    if (said !== undefined) return !this.#isExpected || isDefault || isSame(after, said) ? 'yours' : 'server'
    if (after === undefined && (saidBefore !== undefined || isYours)) return 'yours'
    return isDefault ? 'defaulted' : 'server'
  }
}

function mapped(
  { before, after, said, saidBefore, expected }: Views,
  at: (value: Value | undefined) => Value | undefined,
): Views {
  return { before: at(before), after: at(after), said: at(said), saidBefore: at(saidBefore), expected: at(expected) }
}

function valuesOf({ additionalProperties }: Schema): Schema | undefined {
  return typeof additionalProperties === 'object' ? additionalProperties : undefined
}

/** As JSON they read the same: 1.0 is 1. */
function isSame(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true
  if (a === undefined || b === undefined) return false
  if (isDict(a) && isDict(b)) {
    const keys = Object.keys(a)
    return keys.length === Object.keys(b).length && keys.every((key) => isSame(a[key], b[key]))
  }
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, i) => isSame(item, b[i]))
  return !isDict(a) && !isDict(b) && !isList(a) && !isList(b) && marshal(a) === marshal(b)
}

/** Names with dots or brackets in them, as those of labels are, are quoted. */
function join(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path === '' ? key : `${path}.${key}`
}
