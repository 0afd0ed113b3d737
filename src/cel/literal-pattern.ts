import { goPattern } from '../schema/go-pattern.ts'
import { ListValue } from './collections.ts'
import { InstantiationError } from './frame.ts'
import { compileRegexp } from './kubernetes/regexp.ts'
import type { Run } from './library/core-overload.ts'
import { type CelValue, Optional, orNoSuchOverload, TypeValue } from './value.ts'

/**
 * Functions of regular expressions whose pattern is a literal: it is compiled with the rule. Throws an
 * {@link InstantiationError} when it is none.
 * Upstream: cel-go interpreter/optimizations.go, apiserver/pkg/cel/library/regex.go.
 */
export function compiledPattern(fn: string, pattern: CelValue): Run | undefined {
  if ((fn !== 'matches' && fn !== 'find' && fn !== 'findAll') || typeof pattern !== 'string') return undefined
  if (fn === 'matches') {
    const compiled = goPattern(pattern)
    if (typeof compiled === 'string') throw new InstantiationError(compiled)
    return (value) => {
      const text = textOf(value!)
      return text === undefined ? orNoSuchOverload(value!) : compiled.test(text)
    }
  }
  const regexp = compileRegexp(pattern)
  if (typeof regexp === 'string') throw new InstantiationError(regexp)
  return (value, _, limit = -1n) => {
    const text = textOf(value!)
    if (text === undefined) return orNoSuchOverload(value!)
    if (fn === 'find') return regexp.find(text)
    return typeof limit === 'bigint' ? new ListValue(regexp.findAll(text, Number(limit))) : orNoSuchOverload(limit)
  }
}

/** Upstream looks at what a value holds, whatever its type. */
function textOf(value: CelValue): string | undefined {
  if (typeof value === 'string') return value
  if (value instanceof TypeValue) return value.name
  return value instanceof Optional && value.value !== undefined ? textOf(value.value) : undefined
}
