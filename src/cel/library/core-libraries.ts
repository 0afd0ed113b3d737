import { comprehensions, lists, optionals, sets } from './collections-library.ts'
import { conversions } from './conversions.ts'
import type { CoreOverload } from './core-overload.ts'
import { operators } from './operators.ts'
import { strings } from './strings.ts'
import { timeAccessors } from './time-accessors.ts'

/** The Kubernetes minor version in which a library came. Upstream: apiserver/pkg/cel/environment/base.go. */
const libraries: readonly { since: number; overloads: readonly CoreOverload[] }[] = [
  { since: 0, overloads: operators },
  { since: 0, overloads: conversions },
  { since: 0, overloads: timeAccessors },
  { since: 0, overloads: strings },
  { since: 28, overloads: optionals },
  { since: 29, overloads: sets },
  { since: 32, overloads: comprehensions },
  { since: 34, overloads: lists },
]

/** Everything of cel-go that a minor version enables. */
export function coreLibraries(minor: number): { overloads: readonly CoreOverload[] }[] {
  return libraries.filter((library) => library.since <= minor)
}
