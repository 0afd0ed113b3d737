import type { Value } from '../model/value.ts'

/** Bounds of a number, a length or a count; absent when there is none. */
export interface Bounds {
  minimum?: number
  maximum?: number
  /** The bound itself is not allowed. */
  exclusiveMinimum?: true
  exclusiveMaximum?: true
}

export interface PatternDoc {
  regex: string
  /** What it accepts, when it is a known shape. */
  meaning?: string
}

export interface FormatDoc {
  name: string
  meaning?: string
  /** The server refuses values that are not of this format. */
  enforced: boolean
}

/** A CEL rule that has a say about the field. */
export interface RuleDoc {
  rule: string
  message?: string
  messageExpression?: string
  reason?: string
  /** The field that the server blames, when it is not the one the rule stands on. */
  fieldPath?: string
  /** The field the rule stands on, '' for the root. */
  from: string
  /** It compares with the stored object, so it holds for updates only. */
  transition?: true
  /** Where the rule stands in the CRD, as a path in it. */
  place: (string | number)[]
}

/** Alternatives (oneOf, anyOf, not, conditions of allOf) in words, from the field itself or from one above it. */
export interface ConditionDoc {
  words: string
  from: string
}

/** When a field cannot change, and which rule says so. */
export interface ImmutableDoc {
  when: 'always' | 'once-set' | 'not-removed' | 'some-updates'
  words: string
  rule: string
  /** The field that the rule keeps: this one, or one that it is in. */
  field: string
  /** The field that the rule stands on. */
  from: string
}

/** What a schema says about one value. */
export interface Facts {
  /** As `kubectl explain` writes it: integer, []Object, map[string]string. */
  type: string
  /** For people: integer (int32); list of objects, unique by name. */
  words: string
  title?: string
  description: string
  /** The text after `Deprecated:` in the description. */
  deprecated?: string
  default?: Value
  example?: Value
  enum?: Value[]
  format?: FormatDoc
  range?: Bounds
  multipleOf?: number
  /** In characters. */
  length?: Bounds
  /** How many items. */
  items?: Bounds
  /** How many entries. */
  entries?: Bounds
  unique?: true
  patterns?: PatternDoc[]
  nullable?: true
  intOrString?: true
  preservesUnknownFields?: true
  embeddedResource?: true
  list?: { type: 'atomic' | 'set' | 'map'; keys?: string[] }
  map?: 'atomic' | 'granular'
  immutable?: ImmutableDoc
  rules?: RuleDoc[]
  conditions?: ConditionDoc[]
  externalDocs?: { description?: string; url?: string }
  /** What holds for each item of a list or each value of a map. */
  each?: Facts
}

/** What an object has at a field. */
export interface ValueDoc {
  /** `spec.ports[0].name` */
  path: string
  value: Value
  /** Written by somebody, or filled in by the server. */
  origin: 'set' | 'defaulted'
  /** From metadata.managedFields. */
  managers?: string[]
}

export interface FieldDoc extends Facts {
  /** `spec.list[].name`, '' at the root. */
  path: string
  /** The property; '' at the root. */
  name: string
  required: boolean
  /** Declared by Kubernetes, not by the CRD. */
  builtIn?: true
  /** Declared only by a branch of anyOf or oneOf. */
  branch?: 'anyOf' | 'oneOf'
  /** Levels below the field that was asked for, which has 0. */
  depth: number
  /** How many properties it has, those of its items or values included. */
  properties: number
  /** Where the schema stands in the CRD, as a path in it. */
  place: (string | number)[]
  /** What the object has, when one was given. */
  values?: ValueDoc[]
  /** How many values there are beyond those. */
  moreValues?: number
  /** How many objects there are that could have it and have not. */
  lacking?: number
}

export interface ColumnDoc {
  name: string
  type: string
  format?: string
  jsonPath: string
  description?: string
  /** Shown only with `-o wide` when above 0. */
  priority: number
}

export interface VersionDoc {
  name: string
  served: boolean
  storage: boolean
  /** The warning, when the version is deprecated. */
  deprecated?: string
}

/** A resource as a whole, in one of its versions. */
export interface ResourceDoc {
  group: string
  version: string
  kind: string
  plural: string
  singular: string
  shortNames: string[]
  categories: string[]
  listKind: string
  scope: 'Namespaced' | 'Cluster'
  versions: VersionDoc[]
  conversion: string
  subresources: {
    status: boolean
    scale?: { specReplicasPath: string; statusReplicasPath: string; labelSelectorPath?: string }
  }
  columns: ColumnDoc[]
  selectableFields: string[]
  /** Fields that no schema describes are kept. */
  preservesUnknownFields: boolean
  /** The version has a schema. */
  hasSchema: boolean
  /** The file it was read from, '' when there is none. */
  source: string
}

/** The answer: the resource, the field that was asked for, and fields below it (each before its own). */
export interface ExplainDoc {
  resource: ResourceDoc
  /** The object whose values stand with the fields. */
  object?: { name: string; namespace: string }
  field: FieldDoc
  fields: FieldDoc[]
}
