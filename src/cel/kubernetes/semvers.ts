import { ofObject, ofTwo } from './binding.ts'
import { SemverObject } from './objects.ts'
import { global, type Library, member, noSuchOverload, type Values } from './overload.ts'
import { compareSemver, parseSemver, type Semver } from './values/semver.ts'

const type = 'kubernetes.Semver'

function parsed<V>(values: Values<V>, [first, second]: readonly V[], make: (version: Semver | string) => V): V {
  const text = values.asString(first!)
  const normalize = second === undefined ? false : values.asBool(second)
  if (text === undefined || normalize === undefined) return noSuchOverload(values, first!)
  return make(parseSemver(text, normalize))
}

function toSemver<V>(values: Values<V>, args: readonly V[]): V {
  return parsed(values, args, (version) =>
    typeof version === 'string' ? values.error(version) : values.object(new SemverObject(version)),
  )
}

function isSemver<V>(values: Values<V>, args: readonly V[]): V {
  return parsed(values, args, (version) => values.bool(typeof version !== 'string'))
}

const part = (name: 'major' | 'minor' | 'patch') =>
  member(
    name,
    `semver_${name}`,
    [type],
    'int',
    // uint64 numbers are taken for int64 as they are.
    ofObject(SemverObject, (values, { version }) => values.int(BigInt.asIntN(64, version[name]))),
  )

const compared = (read: (order: number) => boolean) =>
  ofTwo(SemverObject, (values, a, b) => values.bool(read(compareSemver(a.version, b.version))))

/** Upstream: apiserver/pkg/cel/library/semverlib.go, version 1. */
export const semvers: Library = {
  name: 'kubernetes.Semver',
  since: 33,
  overloads: [
    global('semver', 'string_to_semver', ['string'], type, toSemver),
    global('semver', 'string_bool_to_semver', ['string', 'bool'], type, toSemver),
    global('isSemver', 'is_semver_string', ['string'], 'bool', isSemver),
    global('isSemver', 'is_semver_string_bool', ['string', 'bool'], 'bool', isSemver),
    member(
      'isGreaterThan',
      'semver_is_greater_than',
      [type, type],
      'bool',
      compared((order) => order > 0),
    ),
    member(
      'isLessThan',
      'semver_is_less_than',
      [type, type],
      'bool',
      compared((order) => order < 0),
    ),
    member(
      'compareTo',
      'semver_compare_to',
      [type, type],
      'int',
      ofTwo(SemverObject, (values, a, b) => values.int(BigInt(compareSemver(a.version, b.version)))),
    ),
    part('major'),
    part('minor'),
    part('patch'),
  ],
}
