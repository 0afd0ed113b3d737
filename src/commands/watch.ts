import { existsSync, readFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import { UserError } from '../cli/exit.ts'
import { reportFailure } from '../cli/main.ts'
import type { Terminal } from '../cli/terminal.ts'
import { visible } from '../model/printable.ts'
import { mayHoldCRD } from '../schema/catalog.ts'
import { type Watched, watchPaths } from '../sources/watch.ts'
import type { Settings } from './settings.ts'
import { type Scope, validateOnce } from './validate-once.ts'

/**
 * Validates, and again whenever files are saved: those that changed, or everything when it is a CRD, the configuration or
 * an object of --old. Ends with the process.
 * @param read makes settings anew, since the configuration may change
 */
export async function watch(read: () => Promise<Settings>, terminal: Terminal): Promise<number> {
  const first = await read()
  if ([...first.paths, ...first.crds, ...(first.old ?? [])].includes('-'))
    throw new UserError('standard input cannot be watched', 'name files or folders')
  const withCRDs = new Set<string>()
  const pass = async (files: ReadonlySet<string> | undefined) => {
    try {
      await validateOnce(files ? await read() : first, terminal, scopeOf(files, first, withCRDs))
    } catch (error) {
      reportFailure(error, terminal)
    }
    if (!first.quiet) terminal.err('Watching for changes; Ctrl-C ends it.\n')
  }
  // One pass at a time, in the order of changes; those during the first pass count too.
  let last = Promise.resolve()
  watchPaths(watchedPaths(first), (files) => {
    last = last.then(() => {
      begin(files, first, terminal)
      return pass(files)
    })
  })
  last = last.then(() => pass(undefined))
  return new Promise(() => {})
}

/** A new screen where there is one, else a line about what changed. */
function begin(files: ReadonlySet<string>, { quiet, output }: Settings, terminal: Terminal): void {
  if (terminal.isTTY && output === 'text') terminal.out('\x1b[2J\x1b[3J\x1b[H')
  if (quiet) return
  const names = [...files].map((file) => visible(relative('.', file))).sort()
  const more = names.length > shown ? ` and ${names.length - shown} more` : ''
  terminal.err(`\nChanged: ${names.slice(0, shown).join(', ')}${more}\n`)
}

const shown = 5

function scopeOf(files: ReadonlySet<string> | undefined, first: Settings, withCRDs: Set<string>): Scope {
  const sawCRD = (name: string) => withCRDs.add(resolve(name))
  if (!files || [...files].some((file) => concernsAll(file, first, withCRDs))) return { covers: () => true, sawCRD }
  return { covers: (name) => files.has(resolve(name)), sawCRD }
}

function concernsAll(file: string, { old, kustomize }: Settings, withCRDs: ReadonlySet<string>): boolean {
  if (withCRDs.has(file) || basename(file) === '.kubectl-crd.yaml' || kustomize.length > 0) return true
  // Templates of a chart are rendered together.
  if (/[/\\]templates[/\\]|[/\\]values[^/\\]*$/.test(file)) return true
  if (old?.some((path) => `${file}/`.startsWith(`${resolve(path)}/`))) return true
  try {
    return mayHoldCRD(readFileSync(file, 'utf8'))
  } catch {
    // It is gone, or half written.
    return false
  }
}

function watchedPaths({ paths, crds, old, kustomize, recursive, configFile }: Settings): Watched[] {
  return [
    ...paths.map((path) => ({ path, recursive: recursive || isProject(path) })),
    ...[...crds, ...(old ?? []), ...kustomize].map((path) => ({ path, recursive: true })),
    ...(configFile === undefined ? [] : [{ path: configFile, recursive: false }]),
  ]
}

function isProject(path: string): boolean {
  return ['PROJECT', 'Chart.yaml', 'manifests'].some((name) => existsSync(join(path, name)))
}
