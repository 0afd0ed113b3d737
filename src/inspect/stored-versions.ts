import { conditionOf } from './condition.ts'
import { type CRDFacts, storageVersion } from './crd-facts.ts'
import type { ClusterFacts } from './facts.ts'
import type { Problem } from './problem.ts'
import { jsonWord, shellWord } from './shell-word.ts'

/** Versions in which objects may still be stored, and should not be. */
export function storedVersions(crd: CRDFacts, { looks }: ClusterFacts): Problem[] {
  if (crd.deleted !== undefined) return []
  const storage = storageVersion(crd)
  const versionOf = (name: string) => crd.versions.find((version) => version.name === name)
  const gone = crd.storedVersions.filter((name) => !versionOf(name))
  const old = crd.storedVersions.filter((name) => name !== storage && versionOf(name))
  const { objects, reads } = looks.get(crd.name) ?? {}
  const subject = { type: 'crd', name: crd.name }
  if (gone.length > 0) {
    const kept = crd.storedVersions.filter((name) => versionOf(name))
    const empty = objects?.value === 0 && [...(reads?.value?.values() ?? [])].every(({ said }) => said === '')
    return [
      {
        code: 'CRD4005',
        severity: 'error',
        label: 'StoredVersionGone',
        subject,
        what: `${gone.join(', ')} is not in spec.versions any more, but objects may be stored in it`,
        why: empty
          ? 'There are no objects, so the command takes the version out of the status.'
          : 'The server cannot read such objects, and refuses changes of the CRD. The command puts the version back, not served, so that they can be migrated.',
        next: empty ? setStored(crd, kept.length > 0 ? kept : [storage]) : putBack(crd, gone),
      },
    ]
  }
  if (old.length === 0) return []
  const migrating = conditionOf(crd.conditions, 'StorageMigrating')
  if (migrating?.status === 'True')
    return [
      {
        code: 'CRD4007',
        severity: 'note',
        label: 'Migrating',
        subject,
        what: `objects are being rewritten from ${old.join(', ')} to ${storage}`,
        why: migrating.message || 'The server does it by itself.',
        next: `kubectl get crd ${shellWord(crd.name)} -w`,
      },
    ]
  const outdated = old.filter((name) => versionOf(name)?.deprecated || !versionOf(name)?.served)
  const states = old.map((name) => {
    const { served, deprecated } = versionOf(name)!
    const said = [...(served ? [] : ['not served']), ...(deprecated ? ['deprecated'] : [])].join(', ')
    return said === '' ? name : `${name} (${said})`
  })
  const none = objects?.value === 0
  return [
    {
      code: 'CRD4006',
      severity: outdated.length > 0 ? 'warning' : 'note',
      label: 'NotMigrated',
      subject,
      what: `objects may be stored in ${states.join(', ')} still, not in ${storage}`,
      why: none
        ? 'There are no objects, so the command takes the version out of the status; without that it cannot be removed from the CRD.'
        : 'The version cannot be removed before they are rewritten. The command writes every object as it is, which stores it anew, and then takes the version out of the status.',
      next: none ? setStored(crd, [storage]) : `${rewrite(crd)} && ${setStored(crd, [storage])}`,
    },
  ]
}

function rewrite({ name, scope }: CRDFacts): string {
  const all = scope === 'Cluster' ? '' : ' -A'
  return `kubectl get ${shellWord(name)}${all} -o json | kubectl replace -f -`
}

function setStored({ name }: CRDFacts, versions: readonly string[]): string {
  const patch = { status: { storedVersions: versions } }
  return `kubectl patch crd ${shellWord(name)} --subresource=status --type=merge -p ${jsonWord(patch)}`
}

function putBack({ name }: CRDFacts, versions: readonly string[]): string {
  const openAPIV3Schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }
  const patch = versions.map((version) => ({
    op: 'add',
    path: '/spec/versions/-',
    value: { name: version, served: false, storage: false, schema: { openAPIV3Schema } },
  }))
  return `kubectl patch crd ${shellWord(name)} --type=json -p ${jsonWord(patch)}`
}
