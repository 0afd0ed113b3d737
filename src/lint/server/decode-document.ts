import type { Document } from '../../model/document.ts'
import { isDict } from '../../model/value.ts'
import type { Cause } from '../../validation/cause.ts'
import { fromV1, fromV1beta1 } from './convert.ts'
import { Decoder, unknownText } from './decode/decoder.ts'
import { definitionV1, definitionV1beta1 } from './decode/definition-types.ts'
import type { Definition } from './types.ts'

/** A CustomResourceDefinition as the server works on it. */
export interface Decoded {
  crd: Definition
  /** Keys that the server drops in silence, since they stand where strict decoding does not look. */
  dropped: Decoder['dropped']
}

/**
 * Decodes a request's CustomResourceDefinition, strictly.
 * @returns the CRD, or why it cannot be decoded: one wrong type, or all unknown fields
 */
export function decodeDefinition(document: Document): Decoded | { causes: Cause[] } {
  const { definition, decoder, version } = readDefinition(document)
  if (decoder.error) {
    const { message, path } = decoder.error
    const kind = 'CustomResourceDefinition'
    const text = `${kind} in version "${version}" cannot be handled as a ${kind}: ${message}`
    return { causes: [{ code: 'CRD0201', path, field: '', reason: 'BadRequest', message: text }] }
  }
  if (decoder.unknown.length > 0) {
    return {
      causes: decoder.unknown.map((key) => ({
        code: 'CRD0202',
        path: key.path,
        field: key.field,
        reason: 'UnknownField',
        message: unknownText(key),
        atKey: true,
        ...(key.meant === undefined ? {} : { hint: `did you mean ${key.meant}?` }),
      })),
    }
  }
  return { crd: definition(), dropped: decoder.dropped }
}

/**
 * Decodes what is stored: unknown fields are nothing to speak of.
 * @returns the CRD, or the decoder's words about the first value of a wrong type, which no server can have stored
 */
export function decodeStoredDefinition(document: Document): Definition | string {
  const { definition, decoder } = readDefinition(document)
  return decoder.error ? decoder.error.message : definition()
}

interface Reading {
  decoder: Decoder
  version: 'v1' | 'v1beta1'
  definition(): Definition
}

function readDefinition(document: Document): Reading {
  const { root } = document
  if (!isDict(root)) throw new TypeError('not an object: the reader has reported it, and it is no CRD')
  const decoder = new Decoder()
  if (root.apiVersion === 'apiextensions.k8s.io/v1beta1') {
    const beta = definitionV1beta1.decode(root, undefined, decoder)
    return { decoder, version: 'v1beta1', definition: () => fromV1beta1(beta) }
  }
  const v1 = definitionV1.decode(root, undefined, decoder)
  return { decoder, version: 'v1', definition: () => fromV1(v1) }
}
