import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Source, SourceNote } from '../model/ports.ts'
import { findProgram, output } from './program.ts'

/** How the walk through a folder is gone on with: its files, those below too when `recursive`. */
export type Walk = (folder: string, recursive: boolean) => Iterable<Source>

/**
 * The sources of a folder that is laid out as a kind of project, of which not every YAML file is a manifest.
 * @returns undefined when it is none
 */
export function projectSources(folder: string, walk: Walk): Iterable<Source> | undefined {
  if (existsSync(join(folder, 'Chart.yaml'))) return chart(folder, walk)
  if (isBundle(folder)) return walk(join(folder, 'manifests'), false)
  return undefined
}

/** What an operator's project, of kubebuilder or the Operator SDK, holds of manifests; undefined when it is none. */
export function operatorSources(folder: string, walk: Walk): Iterable<Source> | undefined {
  if (!existsSync(join(folder, 'PROJECT'))) return undefined
  const found = ['config/crd/bases', 'config/samples'].filter((below) => existsSync(join(folder, below)))
  return found.length === 0 ? undefined : inProject(folder, found, walk)
}

function* inProject(folder: string, found: readonly string[], walk: Walk): Generator<Source> {
  const bundle = isBundle(join(folder, 'bundle')) ? `; for its bundle name ${join(folder, 'bundle')}` : ''
  yield note(`${folder} is an operator's project: its ${found.join(' and ')} are judged${bundle}`)
  for (const below of found) yield* walk(join(folder, below), true)
}

/** https://olm.operatorframework.io/docs/tasks/creating-operator-bundle/ */
function isBundle(folder: string): boolean {
  return existsSync(join(folder, 'metadata/annotations.yaml')) && existsSync(join(folder, 'manifests'))
}

/** The CRDs of a chart and of its unpacked subcharts as they are; what its templates render, where helm can do that. */
function* chart(folder: string, walk: Walk): Generator<Source> {
  yield* chartCRDs(folder, walk)
  const templates = join(folder, 'templates')
  if (!existsSync(templates)) return
  const helm = findProgram('helm')
  if (helm !== undefined) {
    const name =
      basename(folder)
        .toLowerCase()
        .replace(/[^a-z0-9-]/g, '-') || 'chart'
    yield {
      name: `helm template ${folder}`,
      generated: true,
      read: () => output(helm, ['template', name, folder]),
    }
    return
  }
  for (const source of walk(templates, true)) if (isPlainHook(source.name)) yield source
  yield note(`the templates of ${folder} are not judged: helm, which renders them, is not on PATH`)
}

function* chartCRDs(folder: string, walk: Walk): Generator<Source> {
  const crds = join(folder, 'crds')
  if (existsSync(crds)) yield* walk(crds, true)
  const charts = join(folder, 'charts')
  if (!existsSync(charts)) return
  for (const name of readdirSync(charts).sort()) {
    if (existsSync(join(charts, name, 'Chart.yaml'))) yield* chartCRDs(join(charts, name), walk)
  }
}

/** A CRD among the templates that needs no rendering, as charts for Helm 2 have them. */
function isPlainHook(path: string): boolean {
  const text = readFileSync(path, 'utf8')
  return text.includes('CustomResourceDefinition') && text.includes('crd-install') && !text.includes('{{')
}

/** Nothing to read, but something to say in its place. */
function note(message: string): Source {
  const read = () => {
    throw new SourceNote(message)
  }
  return { name: message, read }
}
