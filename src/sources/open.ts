import { fstatSync, readFileSync } from 'node:fs'
import { type Source, SourceError } from '../model/ports.ts'
import { files } from './files.ts'
import { isUrl, url } from './url.ts'

/**
 * The sources behind the paths of a command line: files, directories, patterns, URLs, `-` for standard input.
 * A path that is not there yields its error, and does not stop the others.
 */
export function* open(
  paths: readonly string[],
  { recursive }: { recursive: boolean },
): Generator<Source | SourceError> {
  for (const path of paths) {
    try {
      if (path === '-') yield stdin()
      else if (isUrl(path)) yield url(path)
      else yield* files(path, recursive)
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
      yield error
    }
  }
}

function stdin(): Source {
  let bytes: Uint8Array | undefined
  return {
    name: 'stdin',
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
