import type { Policy } from '../compat/verdict.ts'
import type { Change } from '../model/change.ts'
import type { Path } from '../model/path.ts'
import type { ConfigReader } from './config-reader.ts'
import { type Context, isCurrent } from './expiry.ts'
import { fieldPattern, knownCode } from './ignore.ts'

/** What a repository wants of every `diff`. */
export interface DiffConfig {
  failOn: 'breaking' | 'undecided'
  severity: Policy['severity']
  waivers: readonly Waiver[]
}

/** Changes that are let pass. What is undefined matches all. */
export interface Waiver {
  code: string
  path: RegExp | undefined
  group: string | undefined
  kind: string | undefined
  version: string | undefined
  reason: string
  /** `.kubectl-crd.yaml:3:5` */
  place: string
}

export const noDiffConfig: DiffConfig = { failOn: 'breaking', severity: new Map(), waivers: [] }

/** The key `diff` of a configuration. */
export function diffConfig(config: ConfigReader, context: Context): DiffConfig {
  const at = ['diff']
  if (!config.has(at)) return noDiffConfig
  config.keys(at, ['failOn', 'severity', 'waivers'])
  return {
    failOn: config.oneOf([...at, 'failOn'], ['breaking', 'undecided']) ?? 'breaking',
    severity: severities(config, [...at, 'severity']),
    waivers: config.list([...at, 'waivers']).flatMap((_, i) => waiver(config, [...at, 'waivers', i], context)),
  }
}

function severities(config: ConfigReader, at: Path): Policy['severity'] {
  const out = new Map<string, 'error' | 'warning' | 'ignore'>()
  for (const code of config.names(at)) {
    const path = [...at, code]
    const severity = config.oneOf(path, ['error', 'warning', 'ignore'])
    if (severity !== undefined)
      out.set(
        config.at(path, () => knownCode(code)),
        severity,
      )
  }
  return out
}

function waiver(config: ConfigReader, at: Path, context: Context): Waiver[] {
  config.keys(at, ['code', 'field', 'group', 'kind', 'version', 'reason', 'expires'])
  const given = (key: string) => config.text([...at, key])
  const [code, field, reason] = ['code', 'field', 'reason'].map(given)
  if (code === undefined) throw config.wrong(at, 'a waiver without code', 'add code: CRD2018, say')
  if (!reason?.trim()) throw config.wrong(at, `no reason is given to waive ${code}`, 'add reason: with a sentence')
  const known = config.at([...at, 'code'], () => knownCode(code))
  if (!isCurrent(config, at, `the waiver of ${code}`, context)) return []
  return [
    {
      code: known,
      path: field === undefined ? undefined : fieldPattern(field),
      group: given('group'),
      kind: given('kind'),
      version: given('version'),
      reason,
      place: config.place(at),
    },
  ]
}

/** Waivers, and which of them were of use. */
export class Waivers {
  readonly #waivers: readonly Waiver[]
  readonly #used = new Set<Waiver>()

  constructor(waivers: readonly Waiver[]) {
    this.#waivers = waivers
  }

  /** The reason to let a change pass; undefined when there is none. */
  of(change: Change, { group, kind }: { group: string; kind: string }): string | undefined {
    const found = this.#waivers.find(
      (each) =>
        each.code === change.code &&
        (each.group === undefined || each.group === group) &&
        (each.kind === undefined || each.kind === kind) &&
        (each.version === undefined || change.versions.every((version) => version === each.version)) &&
        (!each.path || each.path.test(change.path)),
    )
    if (found) this.#used.add(found)
    return found?.reason
  }

  /** Those that no change needed. */
  stale(): readonly Waiver[] {
    return this.#waivers.filter((each) => !this.#used.has(each))
  }
}
