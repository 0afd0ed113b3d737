import { RestMapper } from './rest-mapper.ts'
import type { Discovered, Resource } from './types.ts'

/** What an argument names. */
export interface Named {
  resource: Resource
  /** As kubectl warns: of short names that could mean something else. */
  warnings: readonly string[]
}

/**
 * The resource that `TYPE`, `TYPE.GROUP` or `TYPE.VERSION.GROUP` names, as kubectl get takes it: by plural, singular, short
 * name or kind; undefined when there is none.
 * Upstream: cli-runtime v0.36.3, pkg/resource/builder.go mappingFor.
 */
export function resourceNamed(discovered: Discovered, argument: string): Named | undefined {
  const mapper = new RestMapper(discovered)
  const warnings = new Set<string>()
  const warn = (text: string) => warnings.add(text)
  const [resource = '', ...rest] = argument.split('.')
  const group = rest.join('.')
  const full = rest.length < 2 ? undefined : { resource, version: rest[0]!, group: rest.slice(1).join('.') }
  const plain = { resource, version: '', group }
  const found =
    (full && mapper.resourceFor(full, warn)) ??
    mapper.resourceFor(plain, warn) ??
    (full && mapper.kindFor(full)) ??
    mapper.kindFor(plain)
  return found && { resource: found, warnings: [...warnings] }
}
