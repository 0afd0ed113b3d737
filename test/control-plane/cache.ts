import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Where built and downloaded programs stay: below the user's cache folder. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'kubectl-crd', 'control-plane')
}

/**
 * A folder of the cache, filled when it is not there yet. It appears as a whole or not at all, and one process at a
 * time fills it; the others wait and take its work.
 * @param fill writes everything into the (empty) folder it is given
 */
export async function cached(folder: string, fill: (into: string) => Promise<void>): Promise<string> {
  if (existsSync(folder)) return folder
  mkdirSync(dirname(folder), { recursive: true })
  const unlock = await lock(`${folder}.lock`)
  try {
    if (existsSync(folder)) return folder
    removeUnfinished(folder)
    const unfinished = `${folder}.unfinished-${randomUUID().slice(0, 8)}`
    mkdirSync(unfinished)
    try {
      await fill(unfinished)
      renameSync(unfinished, folder)
    } finally {
      rmSync(unfinished, { recursive: true, force: true })
    }
    return folder
  } finally {
    unlock()
  }
}

/** What a killed process left; only the holder of the lock may look. */
function removeUnfinished(folder: string): void {
  for (const name of readdirSync(dirname(folder))) {
    if (name.startsWith(`${basename(folder)}.unfinished-`)) {
      rmSync(join(dirname(folder), name), { recursive: true, force: true })
    }
  }
}

/** A file that holds its owner's process id. One left by a dead process is taken over. */
async function lock(file: string): Promise<() => void> {
  let told = false
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const owner = readOwner(file)
    if (owner !== undefined && !isAlive(owner)) rmSync(file, { force: true })
    else {
      if (!told) console.error(`waiting for process ${owner}, which holds ${file}`)
      told = true
      await sleep(500)
    }
  }
}

function readOwner(file: string): number | undefined {
  try {
    // Empty for the moment between its creation and the writing.
    return Number(readFileSync(file, 'utf8')) || undefined
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
