import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/**
 * The file of this name in a folder or the nearest one above it, no further up than the root of the git repository.
 * @returns its absolute path
 */
export function findUpward(name: string, from = '.'): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const path = join(folder, name)
    if (existsSync(path)) return path
    if (folder === dirname(folder) || existsSync(join(folder, '.git'))) return undefined
  }
}
