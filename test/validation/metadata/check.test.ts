import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { marshal } from '../../../src/model/go/json.ts'
import { type Dict, fromPlain } from '../../../src/model/value.ts'
import type { Cause } from '../../../src/validation/cause.ts'
import { checkMetadata } from '../../../src/validation/metadata/check-metadata.ts'
import { decodeMetadata } from '../../../src/validation/metadata/decode.ts'
import { finalizerWarnings } from '../../../src/validation/metadata/finalizers.ts'
import { rootMetadata } from '../../../src/validation/metadata/place.ts'
import { prepareCreate, prepareUpdate } from '../../../src/validation/metadata/prepare.ts'
import { checkMetadataUpdate } from '../../../src/validation/metadata/update.ts'

interface Case {
  namespaced: boolean
  now: unknown
  /** Metadata of the stored object: then it is an update. */
  old?: unknown
  causes: [string, string, string][]
  warnings: string[]
  /** Without what differs from run to run. Null when refused. */
  stored: unknown
}

/** What the packages of kube-apiserver v1.36.3 answered about metadata, everything else being right. */
const recorded = JSON.parse(readFileSync(new URL('recorded.json', import.meta.url), 'utf8')) as Case[]
const place = rootMetadata({ minor: 36 })
const perRun = ['uid', 'creationTimestamp', 'resourceVersion', 'selfLink']

function decoded(metadata: unknown): Dict {
  const result = decodeMetadata(fromPlain(metadata))
  if ('error' in result) throw new Error(result.error)
  return result.metadata
}

function judge({ now, old, namespaced }: Case): { metadata: Dict; causes: Cause[]; warnings: string[] } {
  const metadata = decoded(now)
  const namespace = namespaced ? 'default' : ''
  let causes: Cause[]
  let before: Dict | undefined
  let duplicates: string | undefined
  if (old === undefined) {
    duplicates = prepareCreate(metadata, namespace)
    causes = checkMetadata(metadata, place, { namespaced, names: 'subdomain' })
  } else {
    before = decoded(old)
    if (namespaced) before.namespace = namespace
    Object.assign(before, { uid: before.uid ?? '0', generation: before.generation ?? 1, resourceVersion: '1' })
    metadata.resourceVersion ??= '1'
    duplicates = prepareUpdate(metadata, before, false)
    causes = checkMetadataUpdate(metadata, before, { namespaced, place })
  }
  const warnings = finalizerWarnings(metadata, before, place).map(({ message }) => message)
  if (duplicates !== undefined) warnings.push(duplicates)
  return { metadata, causes, warnings }
}

test.each(recorded.map((row) => [JSON.stringify(row.now).slice(0, 100), row] as const))('%s', (_name, row) => {
  const { metadata, causes, warnings } = judge(row)
  const texts = causes.map(({ field, reason, message }) => `${field} ${reason} ${message}`)
  expect(texts.sort()).toEqual(row.causes.map((cause) => cause.join(' ')).sort())
  if (row.stored === null) return
  expect([...new Set(warnings)].sort()).toEqual(row.warnings)
  const stored = JSON.parse(marshal(metadata)) as Record<string, unknown>
  for (const field of perRun) delete stored[field]
  expect(stored).toEqual(row.stored)
})

test('before 1.32 the text about long annotations was another', () => {
  const long = fromPlain({ name: 'a', namespace: 'default', annotations: { a: 'x'.repeat(262_144) } }) as Dict
  const messages = [36, 31].map((minor) =>
    checkMetadata(long, rootMetadata({ minor }), { namespaced: true, names: 'subdomain' }).map((c) => c.message),
  )
  expect(messages).toEqual([
    ['Too long: may not be more than 262144 bytes'],
    ['Too long: may not be longer than 262144'],
  ])
})
