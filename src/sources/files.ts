import { globSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Source, SourceError } from '../model/ports.ts'

const extension = /\.(?:json|ya?ml)$/i

/**
 * The files behind a path as kubectl's -f takes it: a file, a directory (its .json, .yaml and .yml files, those below it
 * too when recursive), or a pattern. In name order. Throws {@link SourceError}.
 */
export function* files(path: string, recursive: boolean): Generator<Source> {
  const stats = reading(path, () => statSync(path, { throwIfNoEntry: false }))
  if (stats?.isDirectory()) {
    let empty = true
    for (const source of directory(path, recursive)) {
      empty = false
      yield source
    }
    if (empty) throw new SourceError(`no .json, .yaml or .yml file in ${JSON.stringify(path)}`)
    return
  }
  if (stats) {
    yield file(path)
    return
  }
  const matches = /[*?[{]/.test(path) ? globSync(path).sort() : []
  if (matches.length === 0) {
    throw new SourceError(`the path ${JSON.stringify(path)} does not exist`)
  }
  for (const match of matches) yield* files(match, recursive)
}

function* directory(path: string, recursive: boolean): Generator<Source> {
  const entries = reading(path, () => readdirSync(path, { withFileTypes: true }))
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const full = join(path, entry.name)
    const isDirectory = entry.isDirectory() || (entry.isSymbolicLink() && isDirectoryBehind(full))
    if (isDirectory) {
      // A link to a directory could lead back up.
      if (recursive && !entry.isSymbolicLink() && entry.name !== 'node_modules' && entry.name !== '.git') {
        yield* directory(full, recursive)
      }
    } else if (extension.test(entry.name)) yield file(full)
  }
}

function file(path: string): Source {
  return { name: path, read: () => reading(path, () => readFileSync(path)) }
}

/** A link that leads nowhere or in a circle is left to the reading, which says so if its name is that of a manifest. */
function isDirectoryBehind(link: string): boolean {
  try {
    return statSync(link).isDirectory()
  } catch {
    return false
  }
}

function reading<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new SourceError(`cannot read ${JSON.stringify(path)}: ${(error as Error).message}`)
  }
}
