import { type Dict, isDict, type List, span, type Value } from './value.ts'

/** Where a value is: property names and list indexes from the document's root. */
export type Path = readonly (string | number)[]

/** `spec.list[0].key`: dots everywhere, map keys too, as schema errors and strict decoding print it. */
export function dotted(path: Path): string {
  let out = ''
  for (const step of path) out += typeof step === 'number' ? `[${step}]` : out === '' ? step : `.${step}`
  return out
}

/** A range of the source text in UTF-16 offsets, end exclusive. */
export interface Range {
  start: number
  end: number
}

/** A value's place, or the place of the nearest ancestor that is in the text (`exact` is false then). */
export interface Located {
  value: Range
  /** The key that names it, when it is a property. */
  key: Range | undefined
  exact: boolean
}

/**
 * Where in the text the value at a path stands.
 * @param whole the range of the root value, which no container records
 */
export function locate(root: Value, path: Path, whole: Range): Located {
  let at: Located = { value: whole, key: undefined, exact: true }
  let value: Value | undefined = root
  for (const step of path) {
    const next: Located | undefined =
      typeof step === 'number' && Array.isArray(value)
        ? itemRange(value, step)
        : isDict(value)
          ? entryRange(value, String(step))
          : undefined
    if (!next) return { ...at, exact: false }
    at = next
    value = (value as Record<string | number, Value | undefined>)[step]
  }
  return at
}

function itemRange(list: List, index: number): Located | undefined {
  const at = list[span]
  const start = at?.[2 * index]
  const end = at?.[2 * index + 1]
  return start === undefined || end === undefined ? undefined : { value: { start, end }, key: undefined, exact: true }
}

function entryRange(dict: Dict, key: string): Located | undefined {
  const where = dict[span]
  const i = where ? where.keys.lastIndexOf(key) : -1
  if (!where || i < 0) return undefined
  const [keyStart, start, end] = where.at.slice(3 * i, 3 * i + 3) as [number, number, number]
  return { value: { start, end }, key: { start: keyStart, end: start }, exact: true }
}
