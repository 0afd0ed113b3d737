import { existsSync, type FSWatcher, statSync, watch } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isUrl } from './url.ts'

/** An editor writes a file in several steps; what comes within this time is one change. */
const settled = 60

/** A path to watch; of a folder, what is below it too when `recursive`. */
export interface Watched {
  path: string
  recursive: boolean
}

/**
 * Calls back with the files that changed, by their absolute paths, whenever something behind the paths is written, comes
 * or goes. Never ends by itself.
 */
export function watchPaths(
  paths: readonly Watched[],
  changed: (files: ReadonlySet<string>) => void,
): { close(): void } {
  let files = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  const note = (file: string) => {
    files.add(file)
    clearTimeout(timer)
    timer = setTimeout(() => {
      const all = files
      files = new Set()
      changed(all)
    }, settled)
  }
  const watchers = paths.filter(({ path }) => path !== '-' && !isUrl(path)).map((each) => watchOne(each, note))
  return {
    close() {
      clearTimeout(timer)
      for (const watcher of watchers) watcher?.close()
    },
  }
}

/** Of a file it is the folder that is watched: editors put a new file in place of the old one. */
function watchOne({ path, recursive }: Watched, note: (file: string) => void): FSWatcher | undefined {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  const wild = path.search(/[*?[{]/)
  const isPattern = !isFolder && wild >= 0 && !existsSync(path)
  const folder = isFolder ? path : isPattern ? dirname(`${path.slice(0, wild)}x`) : dirname(path)
  if (!existsSync(folder)) return undefined
  const only = isFolder || isPattern ? undefined : resolve(path)
  const deep = isFolder ? recursive : isPattern && path.slice(wild).includes('/')
  return watch(folder, { recursive: deep }, (_event, name) => {
    if (name === null) return
    const file = resolve(join(folder, name))
    if (only === undefined ? /\.(?:json|ya?ml|tpl)$/i.test(file) : file === only) note(file)
  })
}
