import { validateCRDCreate, validateCRDUpdate } from '../../../src/lint/server/validate.ts'
import { readManifests } from '../../../src/manifest/read.ts'
import type { Document } from '../../../src/model/document.ts'
import type { ServerVersion } from '../../../src/model/server-version.ts'
import { type CRD, readCRD } from '../../../src/schema/crd.ts'
import { validateCreate, validateUpdate } from '../../../src/validation/validate.ts'
import type { Write } from '../server/oracle.ts'
import type { Ours } from './compare.ts'

/** A JSON text as the server reads it, numbers told apart by how they are written. */
export function documentOf(text: string): Document {
  const [document] = readManifests({ name: 'mutant', text }, { raw: true })
  if (!document) throw new Error('our reader finds no document')
  return document
}

/** Our answer about a definition. */
export function judgeDefinition(text: string, before: string | undefined, serverVersion: ServerVersion): Ours {
  const document = documentOf(text)
  const options = { serverVersion }
  const findings =
    before === undefined
      ? validateCRDCreate(document, options)
      : validateCRDUpdate(document, documentOf(before), options)
  return { findings }
}

/** The definition as our engine holds it. */
export function definitionOf(text: string): CRD {
  const crd = readCRD(documentOf(text))
  if (!crd) throw new Error('our reader finds no CustomResourceDefinition')
  return crd
}

/** Our answer about a custom resource. */
export function judgeWrite(crd: CRD, write: Write, serverVersion: ServerVersion): Ours {
  const document = documentOf(write.body)
  if (write.do === 'create') return validateCreate(document, crd, { serverVersion })
  const subresource = write.do === 'status' ? 'status' : ''
  return validateUpdate(document, documentOf(write.stored!), crd, { serverVersion, subresource })
}
