import type { Cause } from '../../validation/cause.ts'

/** What to do about a cause, by its code, or by a part of its text. */
const hints: readonly (readonly [code: string, part: string, hint: string])[] = [
  ['CRD0201', 'boolean or JSON schema expected', 'additionalProperties is true, false, or a schema'],
  ['CRD0201', '.exclusiveM', 'in OpenAPI v3.0 these are booleans beside minimum and maximum'],
  ['CRD0201', 'of type int64', 'write an integer, without quotes or a fraction'],
  ['CRD0201', 'into Go struct field JSONSchemaProps', 'the keyword needs a value of another type'],
  ['CRD0202', '', 'the API server refuses unknown keys here; kubectl asks it to'],
  ['CRD0203', '', 'metadata.name is the plural name, a dot, and the group'],
  ['CRD0207', 'exactly one version', 'set storage: true in one version, and false in all others'],
  ['CRD0209', '', 'every version needs schema.openAPIV3Schema; at least `type: object`'],
  ['CRD0214', 'cannot set to true', 'a schema keeps unknown fields with x-kubernetes-preserve-unknown-fields: true'],
  ['CRD0215', '', 'annotate with the URL of the API review, or with "unapproved, experimental-only"'],
  ['CRD0216', 'missing from spec.versions', 'keep the version, with served: false, until no object is stored in it'],
  ['CRD0218', 'only "object"', 'the root of a schema is the resource, which is an object'],
  ['CRD0218', 'fields are allowed at the root', 'move the other keywords below properties'],
  ['CRD0220', 'items', 'an array needs items with a schema'],
  ['CRD0220', 'must not be empty', 'give it a type, or x-kubernetes-preserve-unknown-fields: true for anything'],
  ['CRD0221', '$ref', 'schemas cannot refer to one another: repeat what is meant'],
  ['CRD0221', 'uniqueItems', 'use x-kubernetes-list-type: set'],
  ['CRD0221', 'items must be a schema', 'all items of a list have one schema'],
  ['CRD0222', '', 'allOf, anyOf, oneOf and not may only restrict values: say this outside of them too, or only there'],
  ['CRD0223', '', 'specify the field under properties too, with its type'],
  ['CRD0224', 'implicitly specified', 'metadata is checked by the server itself: say only type: object'],
  ['CRD0225', '', 'patterns are RE2: no lookaround, no backreferences, and repeats up to 1000'],
  ['CRD0226', 'must be atomic', 'items of a set are compared as a whole'],
  ['CRD0226', 'default or be a required', 'add it to required of the items, or give it a default'],
  ['CRD0228', 'unknown fields', 'the schema would prune these fields from the default'],
  ['CRD0228', 'must not be set', 'metadata, apiVersion and kind are filled in by nobody'],
  ['CRD0229', 'mutual exclusive', 'an object has either named properties or arbitrary keys'],
  ['CRD0230', 'must be a valid path', "a path from this schema, such as .spec.replicas or ['a b']"],
  ['CRD0232', '', 'bound the lists, maps and texts the rule runs over'],
  ['CRD0233', 'uncorrelatable', 'list items are paired with their old selves only with x-kubernetes-list-type: map'],
  ['CRD0234', '', 'the API server ignores the format; nothing is checked'],
]

export function hintFor({ code, message }: Cause): string | undefined {
  return hints.find(([known, part]) => known === code && message.includes(part))?.[2]
}
