import { readFileSync } from 'node:fs'
import { ClusterError } from '../../model/cluster-error.ts'
import { goFileError } from '../go-file-error.ts'

/** How long a token is used before its file is read again. Upstream: client-go v0.36.3, transport/token_source.go. */
const maxAge = 50_000

/** A token that somebody renews in a file. */
export interface FileToken {
  read(): string
  /** Reads the file again. @returns whether it has another token now */
  refresh(): boolean
}

/**
 * When the file can no longer be read, its last token is used on.
 * @param fallback used when the file cannot be read at first. Throws {@link ClusterError} without one.
 */
export function fileToken(file: string, fallback: string | undefined): FileToken {
  let token = fallback
  let at = 0
  const load = () => {
    at = performance.now()
    try {
      const text = readFileSync(file, 'utf8').trim()
      if (text === '') throw new ClusterError(`error: read empty token from file ${JSON.stringify(file)}`)
      token = text
    } catch (error) {
      if (token !== undefined) return token
      if (error instanceof ClusterError) throw error
      throw new ClusterError(`error: ${goFileError(error, file)}`, 'the kubeconfig names this file as tokenFile', error)
    }
    return token
  }
  return {
    read: () => (at > 0 && performance.now() - at < maxAge ? (token ?? load()) : load()),
    refresh() {
      const before = token
      return load() !== before
    },
  }
}
