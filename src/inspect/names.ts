import { conditionOf } from './condition.ts'
import type { CRDFacts, Names } from './crd-facts.ts'
import type { ClusterFacts } from './facts.ts'
import type { Problem } from './problem.ts'
import type { ServedResource } from './served-resource.ts'
import { jsonWord, shellWord } from './shell-word.ts'

/** Names of a CRD that the server does not serve, because another CRD of the group has them. */
export function refusedNames(crd: CRDFacts, { crds }: ClusterFacts): Problem[] {
  const condition = conditionOf(crd.conditions, 'NamesAccepted')
  const refused = refusedOf(crd)
  if (condition?.status !== 'False' && refused.length === 0) return []
  // Until the controller has looked at it, nothing is accepted.
  if (!condition) return []
  const established = conditionOf(crd.conditions, 'Established')?.status === 'True'
  const others = crds.filter(
    (other) => other.name !== crd.name && other.group === crd.group && refused.some(({ word }) => hasName(other, word)),
  )
  const holders = others.map(({ name }) => name).join(', ')
  // While one short name is taken, none is accepted.
  const isHeld = (word: string) => others.some((other) => hasName(other, word))
  const held = refused.filter(({ word }) => isHeld(word) || condition.message.includes(JSON.stringify(word)))
  const taken = held.length > 0 ? held : refused
  const words = taken.map(({ word }) => word).join(', ')
  const what = `${words || crd.names.plural} is not accepted: ${condition.message}${holders && ` by ${holders}`}`
  return [
    {
      code: 'CRD4001',
      severity: 'error',
      label: 'NamesNotAccepted',
      subject: { type: 'crd', name: crd.name },
      what,
      why: established
        ? 'It goes on under the names that were accepted before; the command takes out what is in the way.'
        : 'None of its resources is served as long as this lasts; the command takes out what is in the way.',
      next: nextForNames(crd, taken, established),
    },
  ]
}

interface Refused {
  key: keyof Names
  word: string
}

function refusedOf({ names, acceptedNames }: CRDFacts): Refused[] {
  const single = (['plural', 'singular', 'kind', 'listKind'] as const).filter(
    (key) => names[key] !== '' && names[key] !== acceptedNames[key],
  )
  const short = names.shortNames.filter((name) => !acceptedNames.shortNames.includes(name))
  return [
    ...single.map((key) => ({ key, word: names[key] })),
    ...short.map((word) => ({ key: 'shortNames' as const, word })),
  ]
}

function hasName({ acceptedNames: names }: CRDFacts, word: string): boolean {
  return [names.plural, names.singular, names.kind, names.listKind, ...names.shortNames].includes(word)
}

function nextForNames(crd: CRDFacts, refused: readonly Refused[], established: boolean): string {
  const name = shellWord(crd.name)
  const keys = new Set(refused.map(({ key }) => key))
  const patch = (names: object) => `kubectl patch crd ${name} --type=merge -p ${jsonWord({ spec: { names } })}`
  // Which of several is told by the condition is by chance; all have to go.
  if (!keys.has('kind') && !keys.has('plural')) {
    const short = refused.filter(({ key }) => key === 'shortNames').map(({ word }) => word)
    if (keys.size === 1 && short.length > 0) return withoutShortNames(crd, short)
    if (keys.size === 1 && keys.has('listKind'))
      return patch({ listKind: `${crd.names.kind}${capital(crd.group)}List` })
    if (keys.size === 1 && keys.has('singular') && !established)
      return patch({ singular: crd.names.kind.toLowerCase() })
  }
  // It never served anything, so nothing is lost.
  return established ? `kubectl describe crd ${name}` : `kubectl delete crd ${name}`
}

function capital(group: string): string {
  const [first = ''] = group.split('.')
  return first.slice(0, 1).toUpperCase() + first.slice(1)
}

/** The test within the patch keeps another change of the list from being undone. */
function withoutShortNames({ name, names }: CRDFacts, words: readonly string[]): string {
  const patch = names.shortNames
    .flatMap((word, i) => (words.includes(word) ? [{ word, path: `/spec/names/shortNames/${i}` }] : []))
    .reverse()
    .flatMap(({ word, path }) => [
      { op: 'test', path, value: word },
      { op: 'remove', path },
    ])
  return `kubectl patch crd ${shellWord(name)} --type=json -p ${jsonWord(patch)}`
}

/** Words of a CRD by which kubectl finds another resource, of another group. */
export function clashes(crd: CRDFacts, served: readonly ServedResource[]): Problem[] {
  const { names } = crd
  const winners = new Map<string, ServedResource>()
  for (const word of new Set([...names.shortNames, names.plural, names.singular])) {
    const first = word === '' ? undefined : meant(word, served)
    if (first && (first.group !== crd.group || first.name !== names.plural) && isServed(crd, served))
      winners.set(word, first)
  }
  const subject = { type: 'crd', name: crd.name }
  const text = (words: readonly string[]) =>
    [...Map.groupBy(new Set(words), (word) => fullName(winners.get(word)!))]
      .map(([winner, same]) => `kubectl get ${same.join(' or ')} means ${winner}`)
      .join('; ')
  const short = names.shortNames.filter((word) => winners.has(word) && winners.get(word)!.group !== crd.group)
  const long = [names.plural, names.singular].filter((word) => winners.has(word) && !short.includes(word))
  const problems: Problem[] = []
  if (short.length > 0)
    problems.push({
      code: 'CRD4002',
      severity: 'warning',
      label: 'ShortNameClash',
      subject,
      what: `short name taken: ${text(short)}`,
      why: 'Who types it gets something else; the command takes it out of this CRD.',
      next: withoutShortNames(crd, short),
    })
  if (long.length > 0)
    problems.push({
      code: 'CRD4003',
      severity: 'note',
      label: 'NameClash',
      subject,
      what: `another resource has the name too: ${text(long)}`,
      why: 'Names of resources cannot be changed; with its group it is found.',
      next: `kubectl get ${shellWord(crd.name)} -A`,
    })
  return problems
}

function isServed({ group, names }: CRDFacts, served: readonly ServedResource[]): boolean {
  return served.some((each) => each.group === group && each.name === names.plural)
}

/**
 * What kubectl takes a word for: the first resource with this short name, else with this name.
 * Upstream: client-go v0.36.3, restmapper/shortcut.go and discovery.go.
 */
function meant(word: string, served: readonly ServedResource[]): ServedResource | undefined {
  let { byShort, byName } = indexes.get(served) ?? { byShort: undefined, byName: undefined }
  if (!byShort || !byName) {
    byShort = new Map()
    byName = new Map()
    for (const each of served) {
      for (const name of each.shortNames) if (!byShort.has(name)) byShort.set(name, each)
      for (const name of [each.name, each.singular]) if (name !== '' && !byName.has(name)) byName.set(name, each)
    }
    indexes.set(served, { byShort, byName })
  }
  return byShort.get(word) ?? byName.get(word)
}

type Index = Map<string, ServedResource>
const indexes = new WeakMap<readonly ServedResource[], { byShort: Index; byName: Index }>()

function fullName({ name, group, version }: ServedResource): string {
  return group === '' ? `${name} (${version})` : `${name}.${group}`
}
