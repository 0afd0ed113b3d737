import type { ServerVersion } from '../../model/server-version.ts'
import { clone, type Dict, deepEqual, newDict, type Value } from '../../model/value.ts'
import { Schema } from '../../schema/schema.ts'
import { check } from '../../validation/check.ts'
import { Place, SchemaErrors } from '../../validation/errors.ts'
import { Node } from '../../validation/node.ts'
import { prune } from '../../validation/prune.ts'
import type { AdviceRule } from './advice-rule.ts'
import type { SchemaSite } from './sites.ts'

export const uncheckedDefault: AdviceRule = {
  code: 'CRD0312',
  title: 'A default that is pruned or refused',
  about: 'mistake',
  reason:
    'Below additionalProperties the API server does not check defaults when the CRD is created. What the schema does not specify is pruned from them, and a default that is not valid makes every object invalid that it is filled into.',
  bad: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec:
        type: object
        additionalProperties:
          type: object
          properties:
            limits: {type: object, properties: {cpu: {type: integer}}, default: {cpus: 1}}`,
  good: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec:
        type: object
        additionalProperties:
          type: object
          properties:
            limits: {type: object, properties: {cpu: {type: integer}}, default: {cpu: 1}}`,
  check: ({ sites, server }) =>
    sites.flatMap((site) => {
      const fallback = site.schema.default
      if (fallback === undefined || fallback === null || !isBelowValues(site)) return []
      const path = [...site.schema.path, 'default']
      const problem = problemOf(fallback, site.schema, server)
      return problem === undefined ? [] : [{ path, message: `the default ${problem}` }]
    }),
}

function isBelowValues(site: SchemaSite): boolean {
  for (let at: SchemaSite | undefined = site; at; at = at.parent) if (at.as === 'values') return true
  return false
}

function problemOf(fallback: Value, schema: Schema, server: ServerVersion): string | undefined {
  const properties = newDict()
  properties.default = schema.raw
  const holder = newDict()
  holder.type = 'object'
  holder.properties = properties
  const node = new Node(new Schema(holder), server)
  const object: Dict = newDict()
  object.default = clone(fallback)
  prune(object, node)
  if (!deepEqual(object.default, fallback)) return 'holds fields that are pruned from it'
  const errors = new SchemaErrors()
  check(node.property('default')!, object.default, new Place(), errors, undefined)
  const first = errors.list[0]
  return first && `is not valid: ${first.field === '<nil>' ? '' : `${first.field}: `}${first.message}`
}
