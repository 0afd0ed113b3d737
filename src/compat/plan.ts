import type { ComparedPair, PlanStep } from '../model/change.ts'
import type { CRD, CRDVersion } from '../schema/crd.ts'

/** The steps of an upgrade that moves the storage to another version or drops versions; empty when one apply does it. */
export function upgradePlan(old: CRD, now: CRD, pair: ComparedPair): PlanStep[] {
  const [before, after] = [old, now].map(({ versions }) => versions.find(({ storage }) => storage))
  const gone = old.versions.filter(({ name }) => !now.versions.some((version) => version.name === name))
  const unserved = old.versions.filter(
    ({ name, served }) => served && now.versions.some((version) => version.name === name && !version.served),
  )
  if (!before || !after || (before.name === after.name && gone.length === 0 && unserved.length === 0)) return []
  const steps: PlanStep[] = []
  const step = (text: string, command?: string) => steps.push({ text, command })
  const crd = `crd/${old.name}`
  const hasAfter = old.versions.some(({ name }) => name === after.name)
  const drops = gone.some(({ name }) => name === before.name)
  const apply = `kubectl apply --server-side -f ${file(pair)}`
  if (before.name !== after.name) {
    if (!hasAfter)
      step(`add ${after.name}, served and for storage, beside ${names(old.versions)}`, drops ? undefined : apply)
    else step(`make ${after.name} the storage version`, drops ? patchStorage(old, after) : apply)
    step(`rewrite every object, so that it is stored as ${after.name}`, rewrite(old, after))
    step(
      `drop ${before.name} from the stored versions`,
      `kubectl patch ${crd} --subresource=status --type=merge -p '{"status":{"storedVersions":["${after.name}"]}}'`,
    )
  }
  for (const version of [...unserved, ...gone.filter(({ served }) => served)])
    step(
      `see that nobody asks for ${version.name} any more`,
      `kubectl get --raw /metrics | grep 'group="${old.group}"' | grep 'version="${version.name}"'`,
    )
  if (gone.length > 0) step(`remove ${names(gone)}`, apply)
  else if (unserved.length > 0) step(`stop serving ${names(unserved)}`, apply)
  return steps
}

function names(versions: readonly CRDVersion[]): string {
  return versions.map(({ name }) => name).join(', ')
}

function rewrite({ names: { plural }, group, scope }: CRD, { name }: CRDVersion): string {
  const all = scope === 'Namespaced' ? ' -A' : ''
  return `kubectl get ${plural}.${name}.${group}${all} -o json | kubectl replace -f -`
}

function patchStorage({ name, versions }: CRD, after: CRDVersion): string {
  const patch = versions.map(
    (version, i) => `{"op":"replace","path":"/spec/versions/${i}/storage","value":${version.name === after.name}}`,
  )
  return `kubectl patch crd/${name} --type=json -p '[${patch.join(',')}]'`
}

function file({ new: { origin } }: ComparedPair): string {
  if (origin.generated) return '-'
  return /^[\w./:@%+=,-]+$/.test(origin.name) ? origin.name : `'${origin.name.replaceAll("'", `'\\''`)}'`
}
