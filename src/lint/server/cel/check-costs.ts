import type { Causes } from '../causes.ts'
import type { Place } from '../place.ts'
import { costText, type TotalCost, totalLimit } from './cost.ts'

/** All rules of a schema together. Upstream: validation.go validateCustomResourceDefinitionValidation. */
export function checkCosts(cost: TotalCost, schemaAt: Place, causes: Causes): void {
  if (cost.total <= totalLimit) return
  for (const { place } of cost.dearest) {
    const detail = 'contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema'
    causes.forbidden('CRD0232', place, detail)
  }
  const what = 'x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema'
  causes.forbidden('CRD0232', schemaAt, costText(what, cost.total, totalLimit))
}
