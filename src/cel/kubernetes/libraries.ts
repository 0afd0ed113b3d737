import { authorization, authorizationSelectors } from './authorization.ts'
import { cidrs } from './cidrs.ts'
import { formats } from './formats.ts'
import { ips } from './ips.ts'
import { lists } from './lists.ts'
import type { Library } from './overload.ts'
import { quantities } from './quantities.ts'
import { regex } from './regex.ts'
import { semvers } from './semvers.ts'
import { urls } from './urls.ts'

/** Upstream: apiserver/pkg/cel/environment/base.go. */
const all: readonly Library[] = [
  urls,
  regex,
  lists,
  authorization,
  quantities,
  ips,
  cidrs,
  formats,
  authorizationSelectors,
  semvers,
]

/**
 * The Kubernetes libraries of an environment.
 * @param minor the compatibility version: rules of new CRDs are compiled at the minor before the server's
 */
export function kubernetesLibraries(minor: number): readonly Library[] {
  return all.filter((library) => library.since <= minor)
}
