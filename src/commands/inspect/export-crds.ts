import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exitCode, UserError } from '../../cli/exit.ts'
import type { Terminal } from '../../cli/terminal.ts'
import type { Cluster } from '../../cluster/cluster.ts'
import { pages } from '../../cluster/transport/pages.ts'
import { cleanCRD } from '../../inspect/clean.ts'
import { ClusterError } from '../../model/cluster-error.ts'
import { nameOf } from '../../model/document.ts'
import { visible } from '../../model/printable.ts'
import { yamlText } from '../../model/yaml-text.ts'
import { crdsPath } from './gather.ts'

/** Of large CRDs few at once, to hold little. */
const pageSize = 50

/**
 * Writes the CRDs of a cluster to a folder, one file each. They are all there before the first file of the folder changes, and
 * each file changes as a whole. @returns the exit code
 */
export async function exportCRDs(
  folder: string,
  cluster: Cluster,
  flags: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<number> {
  const labelSelector = flags.selector as string | undefined
  const draft = makeFolders(folder)
  const files: string[] = []
  try {
    for await (const { items } of pages(cluster.transport, crdsPath, {
      limit: pageSize,
      ...(labelSelector && { labelSelector }),
    }))
      for (const item of items) {
        const file = fileName(nameOf(item).name)
        writeFileSync(join(draft, file), yamlText(cleanCRD(item)))
        files.push(file)
      }
    for (const file of files) renameSync(join(draft, file), join(folder, file))
  } catch (error) {
    if (error instanceof ClusterError) throw error
    throw cannotWrite(folder, error)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  terminal.err(`${files.length} CRDs written to ${visible(folder)}\n`)
  tellOthers(folder, new Set(files), labelSelector !== undefined, terminal)
  return exitCode.yes
}

/** The folder, and one within it for what is not complete yet: on the same disk. */
function makeFolders(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true })
    return mkdtempSync(join(folder, '.unfinished-'))
  } catch (error) {
    throw cannotWrite(folder, error)
  }
}

/** The server takes no other names; who answers as one might. */
function fileName(name: string): string {
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(name) || name.length > 253)
    throw new ClusterError(`error: the server answered with a CRD whose name is none: ${JSON.stringify(name)}`)
  return `${name}.yaml`
}

function cannotWrite(folder: string, error: unknown): UserError {
  return new UserError(`cannot write to ${JSON.stringify(folder)}: ${(error as Error).message}`)
}

/** CRDs that were deleted in the cluster stay in the folder: it may hold other files too. */
function tellOthers(folder: string, written: ReadonlySet<string>, isPart: boolean, terminal: Terminal): void {
  if (isPart) return
  const others = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name) && !written.has(name))
  if (others.length === 0) return
  const shown = others.slice(0, 5).map(visible).join(', ')
  const more = others.length > 5 ? ` and ${others.length - 5} more` : ''
  terminal.err(`Note: not from this cluster, and left as it was: ${shown}${more}\n`)
}
