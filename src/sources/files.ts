import { globSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { nearest } from '../model/nearest.ts'
import { type Source, SourceError } from '../model/ports.ts'
import { notManifests, piecesOf } from './kustomization.ts'
import { operatorSources, projectSources } from './project.ts'

const extension = /\.(?:json|ya?ml)$/i

/**
 * The files behind a path as kubectl's -f takes it: a file, a directory (its .json, .yaml and .yml files, those below it
 * too when recursive), or a pattern. In name order. Of an operator's project, an OLM bundle and a helm chart it is the
 * manifests in them. Throws {@link SourceError}.
 */
export function* files(path: string, recursive: boolean): Generator<Source> {
  const stats = reading(path, () => statSync(path, { throwIfNoEntry: false }))
  if (stats?.isDirectory()) {
    let empty = true
    const project = recursive ? undefined : operatorSources(path, directory)
    for (const source of project ?? directory(path, recursive)) {
      empty = false
      yield source
    }
    if (!empty) return
    const below = !recursive && holdsFiles(path) ? '; those in folders below are found with -R' : ''
    throw new SourceError(`no .json, .yaml or .yml file in ${JSON.stringify(path)}${below}`)
  }
  if (stats) {
    yield file(path)
    return
  }
  const matches = /[*?[{]/.test(path) ? globSync(path).sort() : []
  if (matches.length === 0) {
    throw new SourceError(`the path ${JSON.stringify(path)} does not exist${nearby(path)}`)
  }
  for (const match of matches) yield* files(match, recursive)
}

/** A file or folder that may have been meant. */
function nearby(path: string): string {
  try {
    const [close] = nearest(basename(path), readdirSync(dirname(path)), 1)
    return close === undefined ? '' : `; did you mean ${JSON.stringify(join(dirname(path), close))}?`
  } catch {
    return ''
  }
}

function* directory(path: string, recursive: boolean, left: ReadonlySet<string> = new Set()): Generator<Source> {
  const project = projectSources(path, directory)
  if (project) {
    yield* project
    return
  }
  const entries = reading(path, () => readdirSync(path, { withFileTypes: true }))
  const pieces = piecesOf(path)
  const out = pieces.length === 0 ? left : new Set([...left, ...pieces])
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const full = join(path, entry.name)
    const isDirectory = entry.isDirectory() || (entry.isSymbolicLink() && isDirectoryBehind(full))
    if (isDirectory) {
      // A link to a directory could lead back up.
      if (recursive && !entry.isSymbolicLink() && entry.name !== 'node_modules' && entry.name !== '.git') {
        yield* directory(full, recursive, out)
      }
    } else if (extension.test(entry.name) && !notManifests.has(entry.name) && !out.has(full)) yield file(full)
  }
}

/** Is there anything in a folder or below it? */
function holdsFiles(path: string): boolean {
  try {
    return !directory(path, true).next().done
  } catch {
    return false
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
    const { message, syscall } = error as NodeJS.ErrnoException
    // Node repeats the path after the name of the system call.
    const why = syscall === undefined ? message : message.split(`, ${syscall}`, 1)[0]
    throw new SourceError(`cannot read ${JSON.stringify(path)}: ${why}`)
  }
}
