import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * The folder of real CRDs and resources, where there is one: `KUBECTL_CRD_CORPUS`, or `shared/corpus` beside the
 * checkout.
 */
export function corpusFolder(): string | undefined {
  const folder = process.env.KUBECTL_CRD_CORPUS ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url))
  return existsSync(folder) ? folder : undefined
}

/** The files of all CRDs in the corpus; none without it. */
export function definitionFiles(): string[] {
  const corpus = corpusFolder()
  if (!corpus) return []
  return readdirSync(corpus).flatMap((project) => {
    const folder = `${corpus}/${project}/crds`
    return existsSync(folder) ? readdirSync(folder).map((file) => `${folder}/${file}`) : []
  })
}
