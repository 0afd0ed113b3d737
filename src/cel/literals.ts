import { keyOf, ListValue, type MapEntries, MapValue } from './collections.ts'
import { charge, type Frame, type Step } from './frame.ts'
import { goText } from './go-text.ts'
import { CelFailure, type CelValue, isFailure, Optional } from './value.ts'

/** A list literal that is not constant. Upstream: cel-go interpreter/interpretable.go evalList. */
export function listOf(steps: readonly Step[], optional: ReadonlySet<number>): Step {
  const items = (frame: Frame): CelValue => {
    const out: CelValue[] = []
    for (let i = 0; i < steps.length; i++) {
      const item = steps[i]!(frame)
      if (isFailure(item)) return item
      if (!optional.has(i)) out.push(item)
      else if (!(item instanceof Optional)) {
        return new CelFailure(`cannot initialize optional list element from non-optional value ${goText(item)}`)
      } else if (item.value !== undefined) out.push(item.value)
    }
    return new ListValue(out)
  }
  return (frame) => {
    const list = items(frame)
    charge(frame, 10)
    return list
  }
}

interface Entry {
  key: Step
  value: Step
  optional: boolean
}

/** A map literal that is not constant; of equal keys the last one counts. Upstream: evalMap. */
export function mapOf(entries: readonly Entry[]): Step {
  const made = (frame: Frame): CelValue => {
    const out: MapEntries = new Map()
    for (const { key, value, optional } of entries) {
      const k = key(frame)
      if (isFailure(k)) return k
      const v = value(frame)
      if (isFailure(v)) return v
      if (!optional) out.set(keyOf(k), [k, v])
      else if (!(v instanceof Optional)) {
        return new CelFailure(`cannot initialize optional entry '${goText(k)}' from non-optional value ${goText(v)}`)
      } else if (v.value !== undefined) out.set(keyOf(k), [k, v.value])
      else out.delete(keyOf(k))
    }
    return new MapValue(out)
  }
  return (frame) => {
    const map = made(frame)
    charge(frame, 30)
    return map
  }
}
