import { fstatSync, readFileSync } from 'node:fs'
import { type Source, SourceError } from '../model/ports.ts'
import { files } from './files.ts'
import { gitFiles, isGitPath } from './git.ts'
import { kustomize } from './kustomize.ts'
import { isUrl, url } from './url.ts'

/**
 * The sources behind the paths of a command line: files, directories, patterns, URLs, `REV:path` in git, `-` for standard
 * input.
 * A path that is not there yields its error, and does not stop the others.
 */
export function* open(paths: readonly string[], options: OpenOptions): Generator<Source | SourceError> {
  for (const path of paths) yield* orError(() => behind(path, options.recursive))
  for (const folder of options.kustomize ?? []) yield* orError(() => [kustomize(folder)])
}

export interface OpenOptions {
  recursive: boolean
  /** Folders, of which kustomize makes manifests. */
  kustomize?: readonly string[]
}

function behind(path: string, recursive: boolean): Iterable<Source> {
  if (path === '-') return [stdin()]
  if (isUrl(path)) return [url(path)]
  return isGitPath(path) ? gitFiles(path) : files(path, recursive)
}

function* orError(sources: () => Iterable<Source>): Generator<Source | SourceError> {
  try {
    yield* sources()
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    yield error
  }
}

function stdin(): Source {
  let bytes: Uint8Array | undefined
  return {
    name: 'stdin',
    generated: true,
    read: () => {
      bytes ??= readStdin()
      return bytes
    },
  }
}

function readStdin(): Uint8Array {
  try {
    fstatSync(0)
    return readFileSync(0)
  } catch (error) {
    throw new SourceError(`cannot read standard input: ${(error as Error).message}`)
  }
}
