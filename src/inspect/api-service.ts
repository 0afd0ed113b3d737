import { Plain } from '../model/plain.ts'
import { type Condition, readConditions } from './condition.ts'
import type { Known } from './known.ts'
import { type Owner, ownerOf } from './owner.ts'
import { readTarget, type Target } from './target.ts'

/** An API that another server than the API server itself answers for. */
export interface APIServiceFacts {
  /** `version.group` */
  name: string
  group: string
  version: string
  /** Undefined: the API server itself, for its own APIs and those of CRDs. */
  target: Target | undefined
  conditions: readonly Condition[]
  owner: Owner | undefined
  created: number
  /** Whether it answered just now: '' or why not; undefined when nobody asked. */
  answer: Known<string> | undefined
}

/** Reads an APIService as the server lists it. */
export function readAPIService(object: unknown): APIServiceFacts {
  const service = new Plain(object)
  const [metadata, spec] = [service.at('metadata'), service.at('spec')]
  return {
    name: metadata.text('name'),
    group: spec.text('group'),
    version: spec.text('version'),
    target: readTarget(spec),
    conditions: readConditions(service.at('status')),
    owner: ownerOf(metadata),
    created: Date.parse(metadata.text('creationTimestamp')),
    answer: undefined,
  }
}
