import { RE2JS } from 're2js'
import { ListValue } from './collections.ts'
import { InstantiationError } from './frame.ts'
import { compileRegexp } from './kubernetes/regexp.ts'
import type { Run } from './library/core-overload.ts'
import { type CelValue, orNoSuchOverload } from './value.ts'

/**
 * Functions of regular expressions whose pattern is a literal: it is compiled with the rule. Throws an
 * {@link InstantiationError} when it is none.
 * Upstream: cel-go interpreter/optimizations.go, apiserver/pkg/cel/library/regex.go.
 */
export function compiledPattern(fn: string, pattern: CelValue): Run | undefined {
  if ((fn !== 'matches' && fn !== 'find' && fn !== 'findAll') || typeof pattern !== 'string') return undefined
  if (fn === 'matches') {
    const compiled = compiledRE2(pattern)
    return (text) => (typeof text === 'string' ? compiled.test(text) : orNoSuchOverload(text!))
  }
  const regexp = compileRegexp(pattern)
  if (typeof regexp === 'string') throw new InstantiationError(regexp)
  if (fn === 'find') return (text) => (typeof text === 'string' ? regexp.find(text) : orNoSuchOverload(text!))
  return (text, _, limit = -1n) => {
    if (typeof text !== 'string') return orNoSuchOverload(text!)
    return typeof limit === 'bigint' ? new ListValue(regexp.findAll(text, Number(limit))) : orNoSuchOverload(limit)
  }
}

function compiledRE2(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern)
  } catch (error) {
    throw new InstantiationError((error as Error).message)
  }
}
