import { Causes } from '../causes.ts'
import { checkCompiledRules } from '../cel/check-rules.ts'
import type { RuleContext } from '../cel/rule-context.ts'
import type { Options } from '../options.ts'
import type { Place } from '../place.ts'
import type { SchemaProps } from '../types.ts'
import { checkForbidden } from './forbidden.ts'
import { checkListTypes } from './list-types.ts'
import { checkRuleTexts } from './rule-texts.ts'
import { rootSurroundings, type Surroundings, uncorrelatable } from './surroundings.ts'

/** Causes about schemas, and those about rules, which the former keep from being looked for. */
export interface SchemaCauses {
  schema: Causes
  rules: Causes
}

const metaFields = new Set(['metadata', 'kind', 'apiVersion'])

/**
 * What schemas of custom resources may say, whatever else is wrong with them.
 * Upstream: validation.go ValidateCustomResourceDefinitionOpenAPISchema.
 * @param rules undefined when no rule is to be compiled
 */
export function checkOpenAPI(
  root: SchemaProps,
  rules: RuleContext | undefined,
  options: Options,
  place: Place,
): SchemaCauses {
  const causes = { schema: new Causes(), rules: new Causes() }
  new Walk(options, causes).visit(root, place, rootSurroundings, true, rules)
  return causes
}

class Walk {
  readonly #options: Options
  readonly #causes: SchemaCauses

  constructor(options: Options, causes: SchemaCauses) {
    this.#options = options
    this.#causes = causes
  }

  visit(
    schema: SchemaProps | undefined,
    place: Place,
    around: Surroundings,
    isRoot: boolean,
    rules: RuleContext | undefined,
  ): void {
    if (!schema) return
    const causes = this.#causes.schema
    const before = causes.list.length
    checkForbidden(schema, around, this.#options, place, causes)
    if (schema.uniqueItems) {
      const detail = 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic'
      causes.forbidden('CRD0221', place.child('uniqueItems'), detail)
    }
    this.#maps(schema, place, around, rules)
    this.#properties(schema, place, around, isRoot, rules)
    this.#others(schema, place, around)
    this.#items(schema, place, around, rules)
    if (schema.xPreserveUnknownFields === false) {
      const at = place.child('x-kubernetes-preserve-unknown-fields')
      causes.invalid('CRD0227', at, 'false', 'must be true or undefined')
    }
    checkListTypes(schema, this.#options, place, causes)
    checkRuleTexts(schema, place, causes)
    // Rules are compiled only where nothing is wrong with the schema, nor with what is below it.
    if (rules && schema.xValidations?.length && causes.list.length === before) {
      checkCompiledRules(schema, rules, around, this.#options, place, this.#causes.rules)
    }
  }

  #maps(schema: SchemaProps, place: Place, around: Surroundings, rules: RuleContext | undefined): void {
    const additional = schema.additionalProperties
    if (!additional) return
    const at = place.child('additionalProperties')
    if (schema.properties?.size && (!additional.allows || additional.schema)) {
      this.#causes.schema.forbidden('CRD0229', at, 'additionalProperties and properties are mutual exclusive')
    }
    const noDefaults = 'inside additionalProperties applying to object metadata'
    const below = around.insideMeta ? { ...around, noDefaults } : around
    this.visit(additional.schema, at, below, false, rules?.child(additional.schema))
  }

  #properties(
    schema: SchemaProps,
    place: Place,
    around: Surroundings,
    isRoot: boolean,
    rules: RuleContext | undefined,
  ): void {
    if (!schema.properties?.size) return
    const at = place.child('properties')
    const below = isCorrelatable(schema.xMapType) ? around : uncorrelatable(around, place)
    for (const [name, child] of schema.properties) {
      let own = below
      if ((isRoot || schema.xEmbeddedResource) && metaFields.has(name)) {
        own = { ...below, insideMeta: true }
        if (isRoot) own.noDefaults = `in top-level ${name}`
      }
      this.visit(child, at.key(name), own, false, rules?.child(child, name))
    }
  }

  /** Schemas whose rules are never compiled. */
  #others(schema: SchemaProps, place: Place, around: Surroundings): void {
    this.visit(schema.not, place.child('not'), around, false, undefined)
    for (const keyword of ['allOf', 'oneOf', 'anyOf'] as const) {
      schema[keyword]?.forEach((child, i) => {
        this.visit(child, place.child(keyword).index(i), around, false, undefined)
      })
    }
    for (const [name, child] of schema.definitions ?? []) {
      this.visit(child, place.child('definitions').key(name), around, false, undefined)
    }
    for (const [name, child] of schema.dependencies ?? []) {
      this.visit(child.schema, place.child('dependencies').key(name), around, false, undefined)
    }
  }

  #items(schema: SchemaProps, place: Place, around: Surroundings, rules: RuleContext | undefined): void {
    if (!schema.items) return
    const at = place.child('items')
    // Items of sets are told apart by their value only, those of atomic lists not at all.
    const below = schema.xListType === 'map' ? around : uncorrelatable(around, place)
    this.visit(schema.items.schema, at, below, false, rules?.child(schema.items.schema))
    schema.items.jsonSchemas?.forEach((child, i) => {
      this.visit(child, at.index(i), below, false, rules?.child(child))
    })
  }
}

/** An unknown map type is refused anyway. Upstream: schema/cel/validation.go MapIsCorrelatable. */
function isCorrelatable(mapType: string | undefined): boolean {
  return mapType === undefined || mapType === 'granular' || mapType === 'atomic'
}
