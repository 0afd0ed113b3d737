import type { Change, Outcome } from '../model/change.ts'
import type { Path } from '../model/path.ts'
import { locate } from '../model/path.ts'
import type { CRD, CRDVersion } from '../schema/crd.ts'

/** What a CRD serves, and how: names, scope, versions, subresources, columns, conversion. */
export function compareServing(old: CRD, now: CRD): Change[] {
  const out: Change[] = []
  const say: Say = (code, outcome, message, path, more = {}) => {
    const { versions = [], oldPath = path, newPath = path, reason } = more
    const effect = { aspect: 'SERVE', outcome, ...(reason !== undefined && { reason }) } as const
    out.push({
      code,
      versions,
      path: path.join('.'),
      message,
      old: nearest(old, oldPath),
      new: nearest(now, newPath),
      effects: [effect],
    })
  }
  names(old, now, say)
  conversion(old, now, say)
  for (const version of old.versions) {
    const other = now.versions.find(({ name }) => name === version.name)
    if (other) compareServed(version, other, say)
    else removed(version, say)
  }
  for (const version of now.versions)
    if (!old.versions.some(({ name }) => name === version.name))
      say(
        'CRD2062',
        'information',
        `version ${version.name} added${version.served ? '' : ', not served'}`,
        ['spec', 'versions'],
        { versions: [version.name], newPath: version.path },
      )
  storage(old, now, say)
  return out
}

type Say = (
  code: string,
  outcome: Outcome,
  message: string,
  path: readonly string[],
  more?: { versions?: readonly string[]; oldPath?: Path; newPath?: Path; reason?: string },
) => void

function names(old: CRD, now: CRD, say: Say): void {
  if (old.scope !== now.scope) say('CRD2066', 'breaking', `scope ${old.scope} → ${now.scope}`, ['spec', 'scope'])
  for (const key of ['plural', 'singular', 'listKind'] as const) {
    const [before, after] = [old.names[key], now.names[key]]
    const outcome = key === 'plural' ? 'breaking' : 'information'
    if (before !== after) say('CRD2065', outcome, `${key} ${before} → ${after}`, ['spec', 'names', key])
  }
  for (const [key, one] of [
    ['shortNames', 'short names'],
    ['categories', 'categories'],
  ] as const) {
    const message = listChange(one, old.names[key], now.names[key])
    if (message) say('CRD2071', 'information', message, ['spec', 'names', key])
  }
}

function conversion(old: CRD, now: CRD, say: Say): void {
  if (old.conversion === now.conversion) return
  const message = `conversion ${old.conversion} → ${now.conversion}`
  // With one version there is nothing to convert.
  const isUsed = old.versions.length > 1 && now.versions.length > 1
  const more = isUsed ? { reason: 'what a webhook makes of an object cannot be known here' } : {}
  say('CRD2072', isUsed ? 'undecided' : 'information', message, ['spec', 'conversion', 'strategy'], more)
}

function removed(version: CRDVersion, say: Say): void {
  const { name, served, path } = version
  const more = { versions: [name], oldPath: path, newPath: ['spec', 'versions'] }
  if (served) say('CRD2061', 'breaking', `version ${name} removed`, ['spec', 'versions'], more)
  else say('CRD2061', 'information', `version ${name} removed; it was not served`, ['spec', 'versions'], more)
}

function storage(old: CRD, now: CRD, say: Say): void {
  const [before, after] = [old, now].map(({ versions }) => versions.find((version) => version.storage))
  if (!before || !after || before.name === after.name) return
  const more = { versions: [after.name], oldPath: [...before.path, 'storage'], newPath: [...after.path, 'storage'] }
  say('CRD2064', 'information', `storage version ${before.name} → ${after.name}`, ['spec', 'versions'], more)
  if (now.versions.some(({ name }) => name === before.name)) return
  const reason = 'the server refuses the CRD while status.storedVersions names the version: rewrite the objects first'
  say('CRD2063', 'breaking', `storage version ${before.name} removed`, ['spec', 'versions'], {
    versions: [before.name],
    oldPath: before.path,
    newPath: ['spec', 'versions'],
    reason,
  })
}

function compareServed(old: CRDVersion, now: CRDVersion, say: Say): void {
  const more = (key: string) => ({
    versions: [old.name],
    oldPath: [...old.path, ...key.split('.')],
    newPath: [...now.path, ...key.split('.')],
  })
  const at = (key: string) => ['spec', 'versions', ...key.split('.')]
  if (old.served && !now.served)
    say('CRD2061', 'breaking', `version ${old.name} is not served any more`, at('served'), more('served'))
  if (!old.served && now.served)
    say('CRD2062', 'information', `version ${old.name} is served`, at('served'), more('served'))
  if (!old.deprecated && now.deprecated)
    say('CRD2073', 'information', `version ${old.name} is deprecated`, at('deprecated'), more('deprecated'))
  if (!old.served || !now.served) return
  const status = 'subresources.status'
  if (old.hasStatus && !now.hasStatus)
    say('CRD2067', 'breaking', 'status subresource removed', at(status), {
      ...more(status),
      reason: 'requests to /status are answered 404',
    })
  if (!old.hasStatus && now.hasStatus) {
    const reason = 'writes to the resource itself no longer change its status'
    say('CRD2067', 'breaking', 'status subresource added', at(status), { ...more(status), reason })
  }
  scale(old, now, say, at('subresources.scale'), more('subresources.scale'))
  const columns = listChange(
    'printer columns',
    old.printerColumns.map(({ name }) => name),
    now.printerColumns.map(({ name }) => name),
  )
  if (columns) say('CRD2069', 'information', columns, at('additionalPrinterColumns'), more('additionalPrinterColumns'))
  else if (JSON.stringify(old.printerColumns) !== JSON.stringify(now.printerColumns))
    say(
      'CRD2069',
      'information',
      'printer columns changed',
      at('additionalPrinterColumns'),
      more('additionalPrinterColumns'),
    )
  const gone = old.selectableFields.filter((field) => !now.selectableFields.includes(field))
  const fields = listChange('selectable fields', old.selectableFields, now.selectableFields)
  if (fields)
    say(
      'CRD2070',
      gone.length > 0 ? 'breaking' : 'information',
      fields,
      at('selectableFields'),
      more('selectableFields'),
    )
}

function scale(old: CRDVersion, now: CRDVersion, say: Say, path: readonly string[], more: Parameters<Say>[4]): void {
  const [before, after] = [old.scale, now.scale]
  if (JSON.stringify(before) === JSON.stringify(after)) return
  if (!before) say('CRD2068', 'information', 'scale subresource added', path, more)
  else if (!after)
    say('CRD2068', 'breaking', 'scale subresource removed', path, {
      ...more,
      reason: 'autoscalers and kubectl scale stop working',
    })
  else say('CRD2068', 'breaking', 'scale subresource reads other fields', path, more)
}

/** `short names: with ct; without cron`; undefined when they are the same. */
function listChange(what: string, old: readonly string[], now: readonly string[]): string | undefined {
  const gone = old.filter((name) => !now.includes(name))
  const more = now.filter((name) => !old.includes(name))
  if (gone.length === 0 && more.length === 0) return undefined
  const parts = [more.length > 0 && `with ${more.join(', ')}`, gone.length > 0 && `without ${gone.join(', ')}`]
  return `${what}: ${parts.filter(Boolean).join('; ')}`
}

/** The path as far as the document has it. */
function nearest({ document: { root, range } }: CRD, path: Path): Path {
  for (let length = path.length; length > 0; length--) {
    const start = path.slice(0, length)
    if (root !== undefined && locate(root, start, range).exact) return start
  }
  return []
}
