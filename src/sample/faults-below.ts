import { isDict, isList, type Value } from '../model/value.ts'
import { hasRules } from '../validation/has-below.ts'
import { checkListTypes } from '../validation/list-type.ts'
import type { Node } from '../validation/node.ts'
import { checkRulesOf } from '../validation/rules.ts'

/** How many rules and list types a value that was taken as it is breaks, its own rules aside. */
export function faultsBelow(value: Value, node: Node): number {
  if (!isDict(value) && !isList(value)) return 0
  let faults = checkListTypes(value, node).length
  for (const [step, item] of Object.entries(value) as [string, Value][]) {
    const child = isList(value) ? node.items : (node.property(step) ?? node.additional)
    if (child && hasRules(child.schema))
      faults += checkRulesOf(item, undefined, child, child.embeddedResource).causes.length
  }
  return faults
}
