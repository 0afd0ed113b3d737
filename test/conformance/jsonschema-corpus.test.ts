import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { Ajv, type ValidateFunction } from 'ajv'
import { load } from 'js-yaml'
import { corpus } from '../../scripts/recorded.ts'
import { explain } from '../../src/explain/explain.ts'
import { renderJSONSchema } from '../../src/explain/render-jsonschema.ts'
import { marshal } from '../../src/model/go/json.ts'
import { newestVersion } from '../../src/model/server-version.ts'
import { clone, type Dict, isDict, type Value } from '../../src/model/value.ts'
import { validateCreate } from '../../src/validation/validate.ts'
import { type Judged, judgedResources } from './accepted-resources.ts'
import { documentOf } from './differential/judge.ts'
import type { JSONObject } from './mutate/json.ts'
import { seeded } from './mutate/random.ts'
import { mutateResource } from './mutate/resource.ts'

const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false, addUsedSchema: false })
const compiled = new Map<string, ValidateFunction | undefined>()

/** What `explain -o jsonschema` gives for a version; undefined when the CRD has no such one. */
function schemaFor({ crd, version, row }: Judged): ValidateFunction | undefined {
  const key = `${row.crd} ${version}`
  if (compiled.has(key)) return compiled.get(key)
  const found = explain([crd], crd.names.plural, { apiVersion: `${crd.group}/${version}` })
  const schema = 'error' in found ? undefined : renderJSONSchema(found.node, found.doc.resource, crd)
  const check = schema === undefined ? undefined : ajv.compile(JSON.parse(schema))
  compiled.set(key, check)
  return check
}

/** What it says against an object; '' when nothing. */
function said(check: ValidateFunction, object: Value): string {
  if (check(JSON.parse(marshal(object)))) return ''
  // Null is not offered where there is an enum, though a server would drop it.
  const errors = check.errors!.filter(
    ({ data, instancePath }) => data !== null || !hasEnum(check.errors!, instancePath),
  )
  return errors.map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ')
}

const hasEnum = (errors: NonNullable<ValidateFunction['errors']>, at: string) =>
  errors.some(({ instancePath, keyword }) => instancePath === at && keyword === 'enum')

const resources = judgedResources()

interface Definition {
  spec: { versions: { name: string; schema?: { openAPIV3Schema?: JSONObject } }[] }
}

const definitions = new Map<string, Definition & JSONObject>()

function rawSchema({ row, version }: Judged): { crd: JSONObject; schema: JSONObject } | undefined {
  const file = `${corpus}/${row.crd}`
  const crd = definitions.get(file) ?? (load(readFileSync(file, 'utf8')) as Definition & JSONObject)
  definitions.set(file, crd)
  const schema = crd.spec.versions.find(({ name }) => name === version)?.schema?.openAPIV3Schema
  return schema && { crd, schema }
}

/** As it is created: what is in the status is dropped where it has a subresource. */
function created(object: Dict, { crd, version }: Judged): Dict {
  if (crd.versions.find(({ name }) => name === version)?.hasStatus) delete object.status
  return object
}

;(resources.length > 0 ? describe : describe.skip)('the corpus', () => {
  test('the schema for editors lets pass what the server accepted, and finds most of what it refused', () => {
    const wrong: string[] = []
    const refused = { found: 0, passed: 0 }
    for (const judged of resources) {
      const check = schemaFor(judged)
      if (!check) continue
      const errors = said(check, judged.object)
      if (judged.row.verdict === 'reject') refused[errors === '' ? 'passed' : 'found']++
      else if (errors !== '') wrong.push(`${judged.name}: ${errors}`)
    }
    expect(wrong).toEqual([])
    expect(resources.length).toBeGreaterThan(2400)
    // Rules, names and the like are beyond it.
    expect(refused.found / (refused.found + refused.passed)).toBeGreaterThan(0.7)
  }, 60_000)

  test('of changed resources it refuses none that the server would take', () => {
    const random = seeded(1)
    const wrong: string[] = []
    let [accepted, found] = [0, 0]
    for (const judged of resources) {
      const [check, context] = [schemaFor(judged), rawSchema(judged)]
      if (!check || !context) continue
      const { resource, kind } = mutateResource(random, clone(judged.object), context)
      if (resource.apiVersion !== judged.object.apiVersion) continue
      const text = marshal(created(resource, judged))
      const { stored } = validateCreate(documentOf(text), judged.crd, { serverVersion: newestVersion })
      const errors = said(check, resource)
      if (!isDict(stored)) found += errors === '' ? 0 : 1
      else {
        accepted++
        // Alternatives read a null as something, and the server drops it before it looks.
        if (errors !== '' && !text.includes('null')) wrong.push(`${judged.name}, ${kind}: ${errors}`)
      }
    }
    expect(wrong).toEqual([])
    expect(accepted).toBeGreaterThan(800)
    expect(found).toBeGreaterThan(600)
  }, 120_000)
})
