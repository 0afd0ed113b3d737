import type { Checked } from '../../cel/checked.ts'
import { compileRules } from '../../cel/compile-rules.ts'
import { environment } from '../../cel/environment.ts'
import type { CostRow, CostTable } from '../../model/cost-table.ts'
import type { ServerVersion } from '../../model/server-version.ts'
import type { Dict } from '../../model/value.ts'
import type { CRD } from '../../schema/crd.ts'
import type { Schema } from '../../schema/schema.ts'
import { type SchemaSite, sitesOf } from '../advice/sites.ts'
import { perRuleLimit, saturatingAdd, totalLimit } from '../server/cel/cost.ts'
import { type Bound, boundOf } from './bound.ts'
import { cure } from './cure.ts'
import { Expression } from './expression.ts'
import { isResource, viewOf } from './view.ts'

/** What one rule, or one messageExpression, may cost: uint64, and the path ends with `rule` or `messageExpression`. */
export interface RuleCost extends Omit<CostRow, 'hint'> {
  /** What would make it cheaper: bounds to add; of dear rules that have all, or need more, to lower; best first. */
  bounds: readonly Bound[]
  /** Of a rule above its limit: with each of the bounds at this or below, it is within. */
  enough: bigint | undefined
}

/** The rules of one version, the dearest first. */
export interface VersionCosts extends Omit<CostTable, 'rules'> {
  rules: readonly RuleCost[]
}

/**
 * What the API server estimates the rules of a CRD to cost at worst. Rules that do not compile are left out.
 * Upstream: apiextensions/validation/validation.go, cel_validation.go.
 */
export function ruleCosts(crd: CRD, server: ServerVersion): VersionCosts[] {
  const sites = sitesOf(crd)
  const fields = new Map<Schema, string>()
  for (const site of sites) fields.set(site.schema, fieldOf(site, fields))
  return crd.versions.map((version) => {
    const here = sites.filter((site) => site.version === version)
    const known = new Map(here.map(({ schema }) => [schema.raw, schema]))
    const rules = here.flatMap((site) => costsAt(site, server, known, fields))
    const total = rules.reduce((sum, { cost }) => saturatingAdd(sum, cost), 0n)
    rules.sort((a, b) => Number(b.cost > a.cost) - Number(b.cost < a.cost))
    return { version: version.name, rules, total, limit: totalLimit, share: ratio(total, totalLimit) }
  })
}

function costsAt(
  site: SchemaSite,
  server: ServerVersion,
  known: ReadonlyMap<Dict, Schema>,
  fields: ReadonlyMap<Schema, string>,
): RuleCost[] {
  const { schema } = site
  if (schema.validations.length === 0) return []
  const compiled = compileRules(viewOf(site), isResource(site), environment(server.minor)) ?? []
  return compiled.flatMap(({ rule, checked, checkedMessage }, i) => {
    const at = [...schema.path, 'x-kubernetes-validations', i]
    const costOf = (name: 'rule' | 'messageExpression', found: Checked | undefined): RuleCost[] => {
      if (!found) return []
      const expression = new Expression(site, found, name === 'messageExpression', known)
      const { schemas, enough } = cure(expression, perRuleLimit)
      const cost = expression.cost()
      return [
        {
          path: [...at, name],
          field: fields.get(schema)!,
          text: rule[name],
          perCall: expression.perCall(),
          times: expression.times(),
          cost,
          limit: perRuleLimit,
          share: ratio(cost, perRuleLimit),
          bounds: schemas.map((s) => ({ path: s.path, field: fields.get(s)!, ...boundOf(s)! })),
          enough,
        },
      ]
    }
    return [...costOf('rule', checked), ...costOf('messageExpression', checkedMessage)]
  })
}

/** Of a site whose parent's is known. */
function fieldOf({ as, parent }: SchemaSite, known: ReadonlyMap<Schema, string>): string {
  if (!parent || as === 'root') return ''
  const above = known.get(parent.schema)!
  if (typeof as !== 'object') return `${above}[*]`
  return above === '' ? as.property : `${above}.${as.property}`
}

function ratio(cost: bigint, limit: bigint): number {
  return Number(cost) / Number(limit)
}
