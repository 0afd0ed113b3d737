import { marshal } from '../../model/go/json.ts'
import { printableLine } from '../../model/printable.ts'
import { type Dict, isDict, isList, newDict, type Value } from '../../model/value.ts'
import { bodyOf } from './json.ts'

const longest = 60

/**
 * A witness on one line: texts that are long for the sake of it are shortened, and of an object that does not fit what is
 * shown is around the field that it is about.
 * @param path as a change has it: `spec.list[].name`
 */
export function exampleText(witness: Dict, path: string, widest: number): string {
  const whole = text(bodyOf(witness))
  if (whole.length <= widest) return whole
  const excerpt = text(
    along(
      witness,
      path.split(/\.|(?=\[\])/).filter((step) => step !== ''),
    ),
  )
  const shown = excerpt.length < whole.length ? excerpt : whole
  return shown.length > widest ? `${shown.slice(0, widest)}…` : shown
}

function text(value: Value): string {
  return printableLine(marshal(shortened(value))).replaceAll('"…":"…"', '…')
}

function shortened(value: Value): Value {
  if (typeof value === 'string' && value.length > longest) return `${value.slice(0, 20)}… (${value.length} characters)`
  if (isList(value)) return value.map(shortened)
  if (!isDict(value)) return value
  const out = newDict()
  for (const [key, item] of Object.entries(value)) out[key] = shortened(item!)
  return out
}

/** Only what leads to the field, and all of it from there; … stands for the rest. */
function along(value: Value, [step, ...rest]: readonly string[]): Value {
  if (step === undefined) return value
  if (isList(value)) return step === '[]' && value.length > 0 ? [along(value[0]!, rest)] : value
  if (!isDict(value)) return value
  const out = newDict()
  const key = step === '*' ? Object.keys(value)[0] : step
  if (key === undefined || value[key] === undefined) return value
  out[key] = along(value[key], rest)
  if (Object.keys(value).length > 1) out['…'] = '…'
  return out
}
