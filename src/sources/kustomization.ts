import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readManifests } from '../manifest/read.ts'
import { isDict, isList, type Value } from '../model/value.ts'

/** Of kustomize, and our own: they say what to do with manifests and are none. */
export const notManifests: ReadonlySet<string> = new Set([
  'kustomization.yaml',
  'kustomization.yml',
  '.kubectl-crd.yaml',
])

/**
 * The files below a folder that its kustomization names as patches and as configuration: pieces of manifests, which
 * nobody applies as they are.
 */
export function piecesOf(folder: string): string[] {
  const path = ['kustomization.yaml', 'kustomization.yml', 'Kustomization']
    .map((name) => join(folder, name))
    .find(existsSync)
  if (path === undefined) return []
  const [document] = readManifests({ name: path, text: read(path) })
  const root = isDict(document?.root) ? document.root : {}
  const lists = ['patches', 'patchesStrategicMerge', 'patchesJson6902', 'configurations', 'replacements', 'components']
  return lists.flatMap((key) => items(root[key]).flatMap(pathOf)).map((each) => join(folder, each))
}

function items(value: Value | undefined): readonly Value[] {
  return isList(value) ? value : []
}

/** A name, or an entry with `path`; an inline patch is neither. */
function pathOf(entry: Value): string[] {
  const path = isDict(entry) ? entry.path : entry
  return typeof path === 'string' && !path.includes('\n') ? [path] : []
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
