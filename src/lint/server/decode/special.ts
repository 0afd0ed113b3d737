import { marshalString } from '../../../model/go/json.ts'
import { rfc3339Error } from '../../../model/go/rfc3339.ts'
import { toByteString } from '../../../model/go/utf8.ts'
import { type GoType, kindOf } from './go-type.ts'

/** metav1.Time: kept as written. It decodes itself, so what is wrong with it is final. */
export const time: GoType<string> = {
  name: 'v1.Time',
  zero: () => '',
  decode(value, spot, decoder) {
    decoder.inOwn(() => {
      if (typeof value !== 'string') decoder.wrongType(kindOf(value), 'string', spot)
      else {
        const error = rfc3339Error(value)
        if (error) decoder.fatal(error, spot)
      }
    })
    return typeof value === 'string' ? value : ''
  },
  print: marshalString,
  encode: (value) => value,
  isEmpty: (value) => value === '',
  equal: (a, b) => a === b,
}

/** What decodes itself and takes anything: metav1.FieldsV1. */
export const anything: GoType<undefined> = {
  name: 'v1.FieldsV1',
  zero: () => undefined,
  decode: () => undefined,
  print: () => 'null',
  encode: () => null,
  isEmpty: () => true,
  equal: () => true,
}

/** `[]byte`: base64 in JSON; kept as base64 without line breaks. */
export const bytes: GoType<string | undefined> = {
  name: '[]uint8',
  zero: () => undefined,
  decode(value, spot, decoder) {
    if (typeof value !== 'string') {
      decoder.wrongType(kindOf(value), '[]uint8', spot)
      return undefined
    }
    const wrong = base64ErrorAt(toByteString(value))
    if (wrong === undefined) return btoa(atob(value))
    decoder.save(`illegal base64 data at input byte ${wrong}`, spot)
    return undefined
  },
  print: (value) => (value === undefined ? 'null' : marshalString(value)),
  encode: (value) => value ?? null,
  isEmpty: (value) => value === undefined || value === '',
  equal: (a = '', b = '') => a === b,
}

/** Where Go's base64.StdEncoding stops; undefined when all is well. */
function base64ErrorAt(text: string): number | undefined {
  let at = 0
  const skipBreaks = () => {
    while (text[at] === '\n' || text[at] === '\r') at++
  }
  for (;;) {
    for (let j = 0; j < 4; ) {
      const char = text[at]
      if (char === undefined) return j === 0 ? undefined : at - j
      at++
      if (/[A-Za-z0-9+/]/.test(char)) j++
      else if (char === '=') {
        if (j < 2) return at - 1
        if (j === 2) {
          skipBreaks()
          if (at === text.length) return at
          if (text[at] !== '=') return at - 1
          at++
        }
        skipBreaks()
        return at < text.length ? at : undefined
      } else if (char !== '\n' && char !== '\r') return at - 1
    }
  }
}
