import { isDict, isList, type Value } from '../../../model/value.ts'
import type { Spot } from '../spot.ts'
import type {
  ExternalDocs,
  SchemaOrArray,
  SchemaOrBool,
  SchemaOrStrings,
  SchemaProps,
  ValidationRule,
} from '../types.ts'
import { blankSchema } from './blank-schema.ts'
import { list, map } from './containers.ts'
import type { Decoder } from './decoder.ts'
import { bool, decode, float64, type GoType, integer, json, pointer, string } from './go-type.ts'
import { struct } from './struct.ts'

/**
 * JSONSchemaProps in the internal version's order.
 * Upstream: apiextensions/types_jsonschema.go; JSON names and types: apiextensions/v1/types_jsonschema.go.
 * @param pkg the package that errors name
 */
export function schemaTypes(pkg: 'v1' | 'v1beta1') {
  const text = string()
  const strings = list(text)
  const integers = pointer(integer(64))
  const anyJSON: GoType<Value> = { ...json, name: `${pkg}.JSON` }
  const optionalJSON: GoType<Value | undefined> = {
    name: anyJSON.name,
    zero: () => undefined,
    decode: (value) => value,
    print: (value) => (value === undefined ? 'null' : json.print(value)),
    encode: (value) => (value === undefined ? null : json.encode(value)),
    isEmpty: (value) => value === undefined,
    equal: (a, b) => a === b || (a !== undefined && b !== undefined && json.equal(a, b)),
  }
  const rule = struct<ValidationRule>(`${pkg}.ValidationRule`, () => ({
    rule: ['rule', text, 'always'],
    message: ['message', text],
    messageExpression: ['messageExpression', text],
    reason: ['reason', pointer(string(`${pkg}.FieldValueErrorReason`))],
    fieldPath: ['fieldPath', text],
    optionalOldSelf: ['optionalOldSelf', pointer(bool)],
  }))
  const docs = struct<ExternalDocs>(`${pkg}.ExternalDocumentation`, () => ({
    description: ['description', text],
    url: ['url', text],
  }))
  const props: GoType<SchemaProps> = struct<SchemaProps>(
    `${pkg}.JSONSchemaProps`,
    () => {
      const schemas = list(props)
      const named = map(props)
      const orBool = pointer(schemaOrBool(props))
      return {
        id: ['id', text],
        schema: ['$schema', string(`${pkg}.JSONSchemaURL`)],
        ref: ['$ref', pointer(text)],
        description: ['description', text],
        type: ['type', text],
        nullable: ['nullable', bool],
        format: ['format', text],
        title: ['title', text],
        default: ['default', optionalJSON],
        maximum: ['maximum', pointer(float64)],
        exclusiveMaximum: ['exclusiveMaximum', bool],
        minimum: ['minimum', pointer(float64)],
        exclusiveMinimum: ['exclusiveMinimum', bool],
        maxLength: ['maxLength', integers],
        minLength: ['minLength', integers],
        pattern: ['pattern', text],
        maxItems: ['maxItems', integers],
        minItems: ['minItems', integers],
        uniqueItems: ['uniqueItems', bool],
        multipleOf: ['multipleOf', pointer(float64)],
        enum: ['enum', list(anyJSON)],
        maxProperties: ['maxProperties', integers],
        minProperties: ['minProperties', integers],
        required: ['required', strings],
        items: ['items', pointer(schemaOrArray(props, schemas))],
        allOf: ['allOf', schemas],
        oneOf: ['oneOf', schemas],
        anyOf: ['anyOf', schemas],
        not: ['not', pointer(props)],
        properties: ['properties', named],
        additionalProperties: ['additionalProperties', orBool],
        patternProperties: ['patternProperties', named],
        dependencies: ['dependencies', map(schemaOrStrings(props, strings), `${pkg}.JSONSchemaDependencies`)],
        additionalItems: ['additionalItems', orBool],
        definitions: ['definitions', map(props, `${pkg}.JSONSchemaDefinitions`)],
        externalDocs: ['externalDocs', pointer(docs)],
        example: ['example', optionalJSON],
        xPreserveUnknownFields: ['x-kubernetes-preserve-unknown-fields', pointer(bool)],
        xEmbeddedResource: ['x-kubernetes-embedded-resource', bool],
        xIntOrString: ['x-kubernetes-int-or-string', bool],
        xListMapKeys: ['x-kubernetes-list-map-keys', strings],
        xListType: ['x-kubernetes-list-type', pointer(text)],
        xMapType: ['x-kubernetes-map-type', pointer(text)],
        xValidations: ['x-kubernetes-validations', list(rule, `${pkg}.ValidationRules`)],
      }
    },
    blankSchema,
  )
  return { schema: props, rule, items: schemaOrArray(props, list(props)) }
}

/** Runs a type's own decoding. Upstream: apiextensions/v1/marshal.go. */
function own<T>(type: GoType<T>, value: Value, spot: Spot | undefined, decoder: Decoder): T {
  let out = type.zero(spot)
  decoder.inOwn(() => {
    out = decode(type, value, spot, decoder)
  })
  return out
}

function schemaOrBool(props: GoType<SchemaProps>): GoType<SchemaOrBool> {
  return {
    name: 'v1.JSONSchemaPropsOrBool',
    zero: () => ({ allows: false, schema: undefined }),
    decode(value, spot, decoder) {
      if (isDict(value)) return { allows: true, schema: own(props, value, spot, decoder) }
      if (typeof value !== 'boolean') decoder.fatal('boolean or JSON schema expected', spot)
      return { allows: value === true, schema: undefined }
    },
    print: (value) => `{"Allows":${value.allows},"Schema":${value.schema ? props.print(value.schema) : 'null'}}`,
    encode: (value) => (value.schema ? props.encode(value.schema) : value.allows),
    isEmpty: () => false,
    equal: (a, b) => a.allows === b.allows && pointer(props).equal(a.schema, b.schema),
  }
}

function schemaOrArray(props: GoType<SchemaProps>, schemas: GoType<SchemaProps[] | undefined>): GoType<SchemaOrArray> {
  return {
    name: 'v1.JSONSchemaPropsOrArray',
    zero: () => ({ schema: undefined, jsonSchemas: undefined }),
    decode(value, spot, decoder) {
      return {
        schema: isDict(value) ? own(props, value, spot, decoder) : undefined,
        jsonSchemas: isList(value) ? own(schemas, value, spot, decoder) : undefined,
      }
    },
    print: (value) =>
      `{"Schema":${value.schema ? props.print(value.schema) : 'null'},"JSONSchemas":${schemas.print(value.jsonSchemas)}}`,
    encode(value) {
      if (value.jsonSchemas && value.jsonSchemas.length > 0) return schemas.encode(value.jsonSchemas)
      return value.schema ? props.encode(value.schema) : null
    },
    isEmpty: () => false,
    equal: (a, b) => pointer(props).equal(a.schema, b.schema) && schemas.equal(a.jsonSchemas, b.jsonSchemas),
  }
}

function schemaOrStrings(props: GoType<SchemaProps>, strings: GoType<string[] | undefined>): GoType<SchemaOrStrings> {
  return {
    name: 'v1.JSONSchemaPropsOrStringArray',
    zero: () => ({ schema: undefined, property: undefined }),
    decode(value, spot, decoder) {
      return {
        schema: isDict(value) ? own(props, value, spot, decoder) : undefined,
        property: isList(value) ? own(strings, value, spot, decoder) : undefined,
      }
    },
    print: (value) =>
      `{"Schema":${value.schema ? props.print(value.schema) : 'null'},"Property":${strings.print(value.property)}}`,
    encode(value) {
      if (value.property && value.property.length > 0) return strings.encode(value.property)
      return value.schema ? props.encode(value.schema) : null
    },
    isEmpty: () => false,
    equal: (a, b) => pointer(props).equal(a.schema, b.schema) && strings.equal(a.property, b.property),
  }
}
