import type { Causes } from '../causes.ts'
import type { Place } from '../place.ts'
import type { SchemaProps } from '../types.ts'

/**
 * What allOf, anyOf, oneOf and not of the root restrict must be specified outside of them.
 * Upstream: apiserver/schema/complete.go, which looks at the root's combinators alone.
 */
export function checkCompleteness(root: SchemaProps, place: Place, causes: Causes): void {
  checkBranches(root, root, place, place, causes)
}

/** @param branch what restricts; `structure` is what must specify it */
function checkBranches(
  branch: SchemaProps,
  structure: SchemaProps | undefined,
  at: Place,
  definedIn: Place,
  causes: Causes,
): void {
  if (branch.not) checkNested(branch.not, structure, at, definedIn.child('not'), causes)
  for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
    branch[keyword]?.forEach((child, i) => {
      checkNested(child, structure, at, definedIn.child(keyword).index(i), causes)
    })
  }
}

function checkNested(
  branch: SchemaProps,
  structure: SchemaProps | undefined,
  at: Place,
  definedIn: Place,
  causes: Causes,
): void {
  if (!structure) {
    causes.required('CRD0223', at, `because it is defined in ${definedIn.field}`)
    return
  }
  checkBranches(branch, structure, at, definedIn, causes)
  if (branch.items?.schema) {
    checkNested(branch.items.schema, structure.items?.schema, at.child('items'), definedIn.child('items'), causes)
  }
  if (!branch.properties) return
  for (const [name, child] of branch.properties) {
    const [from, to] = [definedIn.child('properties').key(name), at.child('properties').key(name)]
    const specified = structure.properties?.get(name)
    if (specified) checkNested(child, specified, to, from, causes)
    else causes.required('CRD0223', to, `because it is defined in ${from.field}`)
  }
}
