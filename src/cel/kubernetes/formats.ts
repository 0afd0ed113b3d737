import { ofString } from './binding.ts'
import { FormatObject } from './objects.ts'
import { global, type Library, member, noSuchOverload, type Values } from './overload.ts'
import { namedFormats } from './values/named-format.ts'

const type = 'kubernetes.NamedFormat'

function validate<V>(values: Values<V>, [first, second]: readonly V[]): V {
  const format = values.asObject(first!)
  if (!(format instanceof FormatObject)) return noSuchOverload(values, first!)
  const text = values.asString(second!)
  if (text === undefined) return noSuchOverload(values, second!)
  const errors = format.format.validate(text)
  return errors.length === 0 ? values.none() : values.some(values.list(errors.map(values.string)))
}

/** Upstream: apiserver/pkg/cel/library/format.go. */
export const formats: Library = {
  name: 'kubernetes.format',
  since: 31,
  overloads: [
    member('validate', 'format-validate', [type, 'string'], 'optional_type(list(string))', validate),
    global(
      'format.named',
      'format-named',
      ['string'],
      `optional_type(${type})`,
      ofString(
        (name) => namedFormats.get(name),
        (values, format) => (format ? values.some(values.object(new FormatObject(format))) : values.none()),
      ),
    ),
    ...[...namedFormats].map(([name, format]) =>
      global(`format.${name}`, `format.${name}`, [], type, (values) => values.object(new FormatObject(format))),
    ),
  ],
}
