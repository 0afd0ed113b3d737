import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hostFolder, ownCacheFolder } from './cache-folder.ts'
import { readGroups, readResources, withResources } from './legacy.ts'
import { Plain } from './plain.ts'
import { type Discovered, groupVersion } from './types.ts'

/** Milliseconds; as kubectl's. */
const maxAge = 6 * 3_600_000

/** Goes into the file: of another form it is not read. */
const form = 1

interface Kept {
  form: number
  discovered: Discovered
}

/** What a server serves, as it was known lately: kubectl's cache, which is only read, or our own. Never throws. */
export class DiscoveryCache {
  readonly #ours: string
  readonly #kubectls: string

  /** @param folder of all caches */
  constructor(folder: string, host: string) {
    this.#ours = join(ownCacheFolder(folder, host), 'discovery.json')
    this.#kubectls = join(folder, 'discovery', hostFolder(host))
  }

  read(): Discovered | undefined {
    const ours = ageOf(this.#ours)
    const kubectls = ageOf(join(this.#kubectls, 'servergroups.json'))
    const known = [
      { age: ours, read: () => this.#readOurs() },
      { age: kubectls, read: () => this.#readKubectls() },
    ]
    known.sort((a, b) => a.age - b.age)
    for (const { age, read } of known) {
      const found = age < maxAge ? read() : undefined
      if (found) return found
    }
    return undefined
  }

  write(discovered: Discovered): void {
    writeAtomically(this.#ours, JSON.stringify({ form, discovered } satisfies Kept))
  }

  #readOurs(): Discovered | undefined {
    const value = parse(this.#ours) as Kept | undefined
    return value?.form === form ? value.discovered : undefined
  }

  /** Only as a whole: one file for each version of each group. */
  #readKubectls(): Discovered | undefined {
    const list = parse(join(this.#kubectls, 'servergroups.json'))
    if (!list) return undefined
    let isWhole = true
    const groups = readGroups(new Plain(list)).map((group) =>
      withResources(group, (version) => {
        const file = join(this.#kubectls, groupVersion(group.name, version), 'serverresources.json')
        const resources = isWhole && ageOf(file) < maxAge ? parse(file) : undefined
        isWhole &&= resources !== undefined
        return resources === undefined ? undefined : readResources(new Plain(resources), group.name, version)
      }),
    )
    return isWhole && groups.length > 0 ? { groups, failed: [] } : undefined
  }
}

/** Appears as a whole or not at all; what cannot be written is not cached. */
export function writeAtomically(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}-${Math.random().toString(36).slice(2, 10)}`
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o750 })
    writeFileSync(unfinished, text, { mode: 0o660, flag: 'wx' })
    renameSync(unfinished, file)
  } catch {
    rmSync(unfinished, { force: true })
  }
}

/** Milliseconds since it was written; infinite when it is not there. */
function ageOf(file: string): number {
  try {
    return Date.now() - statSync(file).mtimeMs
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
