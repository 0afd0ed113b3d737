import { type List, newDict, span, type Value } from '../model/value.ts'
import { isText, type Resolved, resolvePlain } from './scalar.ts'

/**
 * Reads a flow collection of simple texts on one line, as in `[a, "b", 3]` and `{a: b}`.
 *
 * @param shift is added to every recorded position
 * @returns undefined for anything that is not so simple
 */
export function readFlow(
  text: string,
  at: number,
  shift: number,
  value: (resolved: Resolved) => Value,
): { value: List | Value; end: number } | undefined {
  const close = text[at] === '[' ? ']' : '}'
  let first = at + 1
  while (text[first] === ' ') first++
  if (text[first] === close) return { value: close === ']' ? list([], []) : dict([], [], []), end: first + 1 }
  const lineEnd = text.indexOf('\n', at)
  entry.lastIndex = at + 1
  const keys: string[] = []
  const values: Value[] = []
  const places: number[] = []
  for (;;) {
    const from = entry.lastIndex
    const found = entry.exec(text)
    if (!found || (lineEnd >= 0 && entry.lastIndex > lineEnd)) return undefined
    const [all, before, keyText, colon, content, , sign] = found
    if ((keyText === undefined) !== (close === ']')) return undefined
    const start = from + before!.length
    if (keyText !== undefined) {
      const key = unquoted(keyText)
      if (key === keyText && !isText(key) && resolvePlain(key).tag !== 'str') return undefined
      if (keys.includes(key)) return undefined
      keys.push(key)
      places.push(start + shift)
    }
    const valueStart = start + (keyText === undefined ? 0 : keyText.length + colon!.length)
    places.push(valueStart + shift, valueStart + content!.length + shift)
    const plain = unquoted(content!)
    const read = plain !== content || isText(plain) ? plain : value(resolvePlain(plain))
    if (typeof read === 'number' && !Number.isFinite(read)) return undefined
    values.push(read)
    if (sign === ',') continue
    if (sign !== close) return undefined
    const end = from + all.length
    return { value: close === ']' ? list(values, places) : dict(keys, values, places), end }
  }
}

/** Space, key, colon, value, space, and what follows. Plain texts have no sign that could mean anything. */
const entry =
  /( *)(?:([\w./-]+|"[\w./ -]+"|'[\w./ -]+')(: +))?("[^"\\\n]*"|'[^'\n]*'|(?:-(?=[\w-]))?[A-Za-z0-9_./+][\w./+()=<>*$;^~-]*(?: [\w./+()=<>*$;^~-]+)*)( *)([,\]}])/y

function unquoted(text: string): string {
  return text[0] === '"' || text[0] === "'" ? text.slice(1, -1) : text
}

function list(values: Value[], places: number[]): List {
  const out: List = values
  out[span] = places
  return out
}

function dict(keys: string[], values: Value[], places: number[]): Value {
  const out = newDict()
  for (const [i, key] of keys.entries()) out[key] = values[i]!
  out[span] = { keys, at: places }
  return out
}
