import { comprehensions, lists, optionals, sets } from './collections-library.ts'
import { conversions } from './conversions.ts'
import type { CoreOverload } from './core-overload.ts'
import { operators } from './operators.ts'
import { standardStrings, strings } from './strings.ts'
import { timeAccessors } from './time-accessors.ts'

/** The language itself. Upstream: cel-go common/stdlib. */
export const standard: readonly CoreOverload[] = [...operators, ...conversions, ...timeAccessors, ...standardStrings]

/** The Kubernetes minor version in which an extension came. Upstream: apiserver/pkg/cel/environment/base.go. */
const extensions: readonly { since: number; overloads: readonly CoreOverload[] }[] = [
  { since: 0, overloads: strings },
  { since: 28, overloads: optionals },
  { since: 29, overloads: sets },
  { since: 32, overloads: comprehensions },
  { since: 34, overloads: lists },
]

/** What a minor version enables of cel-go's own extensions. */
export function coreExtensions(minor: number): (readonly CoreOverload[])[] {
  return extensions.filter(({ since }) => since <= minor).map(({ overloads }) => overloads)
}
