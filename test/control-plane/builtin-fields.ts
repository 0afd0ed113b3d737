import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from './client.ts'
import { installCRD, uninstallCRD } from './install.ts'

type Schema = Record<string, unknown>

interface Fields {
  /** Of a custom resource. */
  root: Record<'apiVersion' | 'kind', Schema>
  /** Of an embedded resource. */
  embedded: Record<'apiVersion' | 'kind', Schema>
  /** Of both. */
  metadata: Schema
}

const group = 'builtin-fields.example.com'
const crd = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `things.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: { plural: 'things', kind: 'Thing' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              object: {
                type: 'object',
                'x-kubernetes-embedded-resource': true,
                'x-kubernetes-preserve-unknown-fields': true,
              },
            },
          },
        },
      },
    ],
  },
}

/**
 * What a server publishes of the fields that every custom resource has, and of those that an embedded resource has:
 * its OpenAPI document, types written out where they are used, those of objects with their names as titles.
 */
export async function builtinFields(client: Client): Promise<Fields> {
  const { status, text } = await installCRD(client, JSON.stringify(crd))
  if (status !== 201) throw new Error(`the CRD was not accepted: ${text}`)
  try {
    const schemas = await published(client)
    const thing = properties(schemas[`com.example.builtin-fields.v1.Thing`]!)
    const fields = ({ apiVersion, kind }: Record<string, Schema>) => ({
      apiVersion: written(apiVersion!, schemas),
      kind: written(kind!, schemas),
    })
    return {
      root: fields(thing),
      embedded: fields(properties(thing.object!)),
      metadata: written(thing.metadata!, schemas),
    }
  } finally {
    await uninstallCRD(client, crd.metadata.name)
  }
}

async function published(client: Client): Promise<Record<string, Schema>> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const { status, json } = await client.request('GET', `/openapi/v3/apis/${group}/v1`)
    if (status === 200) return (json as { components: { schemas: Record<string, Schema> } }).components.schemas
    await sleep(100)
  }
  throw new Error('the server does not publish the CRD')
}

function properties(schema: Schema): Record<string, Schema> {
  return schema.properties as Record<string, Schema>
}

/** With what it refers to; without what says nothing about values. */
function written(schema: Schema, schemas: Record<string, Schema>): Schema {
  const out: Schema = {}
  for (const [key, value] of Object.entries(schema)) {
    // Defaults are those of Go's types: no server fills them in. Patch strategies do not hold for custom resources.
    if (key === 'default' || key.startsWith('x-kubernetes-patch-')) continue
    if (key === 'allOf') out.allOf = (value as Schema[]).map((part) => written(part, schemas))
    else if (key === 'items' || key === 'additionalProperties') out[key] = written(value as Schema, schemas)
    else if (key === '$ref') {
      const name = String(value).split('/').at(-1)!
      const named = schemas[name]!
      Object.assign(out, named.type === 'object' && { title: name.split('.').at(-1) }, written(named, schemas))
    } else if (key === 'properties') {
      const all = Object.entries(value as Record<string, Schema>)
      out.properties = Object.fromEntries(all.map(([property, child]) => [property, written(child, schemas)]))
    } else out[key] = value
  }
  return out
}
