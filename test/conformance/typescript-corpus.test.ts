import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { explain } from '../../src/explain/explain.ts'
import { renderTypeScript } from '../../src/explain/render-typescript.ts'
import { readManifests } from '../../src/manifest/read.ts'
import { marshal } from '../../src/model/go/json.ts'
import { clone, isDict, isList, type Value } from '../../src/model/value.ts'
import { type CRD, readCRD } from '../../src/schema/crd.ts'
import { judgedResources } from './accepted-resources.ts'
import { definitionFiles } from './corpus.ts'

const compiler = fileURLToPath(new URL('../../node_modules/.bin/tsc', import.meta.url))
const compilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  target: 'esnext',
  module: 'nodenext',
  types: [],
  allowImportingTsExtensions: true,
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-types-'))
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The errors of the compiler. */
function compile(): string[] {
  const { stdout } = spawnSync(compiler, ['-p', folder], { encoding: 'utf8', maxBuffer: 2 ** 28 })
  return stdout.split('\n').filter((line) => line.includes('error'))
}

function types(crd: CRD, version: string): string | undefined {
  const found = explain([crd], crd.names.plural, { apiVersion: `${crd.group}/${version}` })
  return 'error' in found ? undefined : renderTypeScript(found.node, found.doc.resource)
}

/** The server drops them, so types have none. */
function withoutNulls(value: Value): Value {
  if (isList(value)) for (const item of value) withoutNulls(item)
  else if (isDict(value)) {
    for (const key of Object.keys(value)) if (value[key] === null) delete value[key]
    for (const key of Object.keys(value)) withoutNulls(value[key]!)
  }
  return value
}

const resources = judgedResources()
;(resources.length > 0 ? describe : describe.skip)('the corpus', () => {
  test('types compile, and every resource that the server accepted is of its type', () => {
    const files = new Map<string, string>()
    const bodies = new Map<string, string[]>()
    for (const { crd, version, object, row, name } of resources.filter(({ row }) => row.verdict === 'accept')) {
      const key = `${row.crd} ${version}`
      if (!files.has(key)) {
        const text = types(crd, version)
        if (text === undefined) continue
        const file = `types-${files.size}.d.ts`
        files.set(key, file)
        writeFileSync(join(folder, file), text)
        bodies.set(key, [`import type { ${crd.names.kind} } from './${file}'`])
      }
      const body = bodies.get(key)!
      const value = marshal(withoutNulls(clone(object)))
      body.push(`// ${name}`, `export const r${body.length}: ${crd.names.kind} = ${value}`)
    }
    for (const [key, body] of bodies) {
      writeFileSync(join(folder, files.get(key)!.replace('.d.ts', '.uses.ts')), `${body.join('\n')}\n`)
    }
    const definitions = definitionFiles()
    for (const [i, name] of definitions.entries()) {
      const documents = readManifests({ name, text: readFileSync(name, 'utf8') })
      for (const crd of documents.flatMap((document) => readCRD(document) ?? [])) {
        for (const version of crd.versions)
          writeFileSync(join(folder, `all-${i}-${crd.names.plural}-${version.name}.d.ts`), types(crd, version.name)!)
      }
    }
    expect(compile()).toEqual([])
    expect(files.size).toBeGreaterThan(150)
    expect(definitions.length).toBeGreaterThan(250)
  }, 120_000)

  test('the compiler finds what is wrong', () => {
    const [first] = resources
    writeFileSync(join(folder, 'wrong.d.ts'), types(first!.crd, first!.version)!)
    const { kind } = first!.crd.names
    writeFileSync(
      join(folder, 'wrong.uses.ts'),
      `import type { ${kind} } from './wrong.d.ts'\nexport const x: ${kind} = {}\n`,
    )
    expect(compile()).toHaveLength(1)
  }, 60_000)
})
