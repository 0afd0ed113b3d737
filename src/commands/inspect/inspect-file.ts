import { exitCode, UserError } from '../../cli/exit.ts'
import type { Terminal } from '../../cli/terminal.ts'
import { resolveResource } from '../../explain/resource.ts'
import { readCRDFacts } from '../../inspect/crd-facts.ts'
import { pageOf } from '../../inspect/page.ts'
import { visible } from '../../model/printable.ts'
import { newestVersion } from '../../model/server-version.ts'
import { Catalog } from '../../schema/catalog.ts'
import { Loader } from '../loader.ts'
import { showPage } from './show-page.ts'

/** The page of a CRD in a file: what needs no cluster. @returns the exit code */
export async function inspectFile(
  paths: readonly string[],
  name: string,
  flags: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): Promise<number> {
  const load = new Loader(terminal)
  const catalog = new Catalog()
  await load.crds(paths, catalog)
  const crds = catalog.all()
  load.brokenCRDs(catalog)
  if (load.failed) return exitCode.usage
  if (name === '' && crds.length > 1) {
    const names = crds.map((crd) => crd.name).sort()
    throw new UserError(`which of the ${crds.length} CRDs?`, `name one: ${names.slice(0, 10).map(visible).join(', ')}`)
  }
  const found = resolveResource(crds, name)
  if ('error' in found) throw new UserError(found.error, found.hints.map(visible).join('\n') || undefined)
  const { crd } = found
  const facts = readCRDFacts(crd.document.root)
  await showPage(pageOf(crd, facts, undefined, undefined, { server: newestVersion, now: Date.now() }), flags, terminal)
  return exitCode.yes
}
