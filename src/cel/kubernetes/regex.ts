import { type Library, member, noSuchOverload, type Values } from './overload.ts'
import { compileRegexp } from './regexp.ts'

function find<V>(values: Values<V>, args: readonly V[]): V {
  return match(values, args, (regexp, text) => values.string(regexp.find(text)))
}

function findAll<V>(values: Values<V>, args: readonly V[]): V {
  const limit = args.length === 3 ? values.asInt(args[2]!) : -1n
  if (limit === undefined) return noSuchOverload(values, args[2]!)
  return match(values, args, (regexp, text) => values.list(regexp.findAll(text, Number(limit)).map(values.string)))
}

function match<V>(
  values: Values<V>,
  [text, pattern]: readonly V[],
  run: (regexp: Exclude<ReturnType<typeof compileRegexp>, string>, text: string) => V,
): V {
  const subject = values.asString(text!)
  if (subject === undefined) return noSuchOverload(values, text!)
  const source = values.asString(pattern!)
  if (source === undefined) return noSuchOverload(values, pattern!)
  const regexp = compileRegexp(source)
  return typeof regexp === 'string' ? values.error(`Illegal regex: ${regexp}`) : run(regexp, subject)
}

/**
 * Upstream: apiserver/pkg/cel/library/regex.go. A pattern that is a literal is compiled with the rule, where it fails
 * as `error parsing regexp: …`.
 */
export const regex: Library = {
  name: 'kubernetes.regex',
  since: 0,
  overloads: [
    member('find', 'string_find_string', ['string', 'string'], 'string', find),
    member('findAll', 'string_find_all_string', ['string', 'string'], 'list(string)', findAll),
    member('findAll', 'string_find_all_string_int', ['string', 'string', 'int'], 'list(string)', findAll),
  ],
}
