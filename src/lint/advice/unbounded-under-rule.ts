import type { Schema } from '../../schema/schema.ts'
import type { Advice, AdviceRule } from './advice-rule.ts'
import { nameOf, type SchemaSite } from './sites.ts'

export const unboundedUnderRule: AdviceRule = {
  code: 'CRD0309',
  title: 'A list, map or text without a bound under a rule',
  about: 'convention',
  reason:
    'The API server estimates what a rule costs at worst. A list without maxItems, a map without maxProperties and a text without maxLength count as large as a request may be, so that a rule soon exceeds its budget, here or when it is made a little dearer.',
  bad: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec:
        type: object
        properties:
          ports:
            type: array
            x-kubernetes-list-type: atomic
            items: {type: integer}
            x-kubernetes-validations: [{rule: 'self.all(x, x > 0)'}]`,
  good: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec:
        type: object
        properties:
          ports:
            type: array
            x-kubernetes-list-type: atomic
            maxItems: 100
            items: {type: integer}
            x-kubernetes-validations: [{rule: 'self.all(x, x > 0)'}]`,
  check({ sites }) {
    const found = new Map<Schema, Advice>()
    const note = (site: SchemaSite, why: string) => {
      const keyword = missingBound(site.schema)
      if (keyword === undefined || found.has(site.schema)) return
      const message = `${nameOf(site)} has no ${keyword}, and ${why}`
      found.set(site.schema, { path: site.schema.path, message, atKey: true })
    }
    const below = childrenOf(sites)
    for (const site of sites) {
      const rules = site.schema.validations.map(({ rule }) => rule)
      if (rules.length === 0) continue
      note(site, 'a rule runs over it')
      // A rule on what a list holds runs once for each item.
      for (let at = site.parent; at; at = at.parent)
        if (at.schema.type !== 'string') note(at, 'rules run for all it holds')
      readBy(site, rules, below, (read) => note(read, 'a rule reads it'))
    }
    return [...found.values()]
  },
}

/** The bound that is missing; undefined when there is one, or none is needed. */
function missingBound(schema: Schema): 'maxItems' | 'maxProperties' | 'maxLength' | undefined {
  if (schema.type === 'array') return schema.maxItems === undefined ? 'maxItems' : undefined
  if (schema.type === 'object' && schema.additionalProperties) {
    return schema.maxProperties === undefined ? 'maxProperties' : undefined
  }
  const isText = schema.type === 'string' && schema.enum === undefined && !schema.format.startsWith('date')
  return isText && schema.maxLength === undefined ? 'maxLength' : undefined
}

function childrenOf(sites: readonly SchemaSite[]): Map<SchemaSite, SchemaSite[]> {
  const below = new Map<SchemaSite, SchemaSite[]>()
  for (const site of sites) {
    if (!site.parent) continue
    const siblings = below.get(site.parent)
    if (siblings) siblings.push(site)
    else below.set(site.parent, [site])
  }
  return below
}

/** Lists and maps below whose names the rules mention, as far as names are mentioned all the way down. */
function readBy(
  site: SchemaSite,
  rules: readonly string[],
  below: ReadonlyMap<SchemaSite, SchemaSite[]>,
  visit: (site: SchemaSite) => void,
): void {
  for (const child of below.get(site) ?? []) {
    if (typeof child.as === 'object') {
      const { property } = child.as
      if (!rules.some((rule) => mentions(rule, property))) continue
    }
    if (child.schema.type === 'array' || child.schema.type === 'object') visit(child)
    readBy(child, rules, below, visit)
  }
}

function mentions(rule: string, name: string): boolean {
  // Found everywhere, and at the end for ever.
  if (name === '') return false
  for (let at = rule.indexOf(name); at >= 0; at = rule.indexOf(name, at + 1)) {
    if (!/\w/.test(rule[at - 1] ?? '') && !/\w/.test(rule[at + name.length] ?? '')) return true
  }
  return false
}
