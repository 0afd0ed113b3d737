import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeText } from '../../../src/manifest/decode-text.ts'
import { readManifests } from '../../../src/manifest/read.ts'
import { marshal } from '../../../src/model/go/json.ts'
import { type Dict, isDict } from '../../../src/model/value.ts'
import { corpusFolder } from '../corpus.ts'
import type { Upgrade } from './pairs.ts'

/** A real upgrade of the corpus. */
export interface RealUpgrade extends Upgrade {
  /** `project/history/crd/1` */
  name: string
  files: [old: string, now: string]
  /** Was an object found, on a real server, that was accepted before and refused after? Undefined: nobody looked. */
  isBroken: boolean | undefined
}

/** The upgrades in `history` folders, with the project's resources; none without a corpus. */
export function realUpgrades(): RealUpgrade[] {
  const corpus = corpusFolder()
  if (corpus === undefined) return []
  const known = knownBreaks(join(corpus, '../recorded/upgrades.tsv'))
  return readdirSync(corpus)
    .sort()
    .flatMap((project) => {
      const history = join(corpus, project, 'history')
      if (!existsSync(history)) return []
      const objects = samplesOf(join(corpus, project, 'samples'))
      return readdirSync(history, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('-old.yaml'))
        .sort()
        .map((file) => {
          const files: [string, string] = [join(history, file), join(history, file.replace(/-old\.yaml$/, '-new.yaml'))]
          const [old, now] = files.map(definitionIn) as [Dict, Dict]
          const name = `${project}/history/${file.replace(/-old\.yaml$/, '')}`
          const group = isDict(old.spec) ? `${String(old.spec.group)}/` : ''
          return {
            name,
            files,
            kind: name,
            old: marshal(old),
            new: marshal(now),
            objects: objects.filter(({ apiVersion }) => String(apiVersion).startsWith(group)),
            isBroken: known.get(name),
          }
        })
    })
}

function definitionIn(file: string): Dict {
  const found = documentsIn(file).find(({ kind }) => kind === 'CustomResourceDefinition')
  if (!found) throw new Error(`no CustomResourceDefinition in ${file}`)
  // What a server said of it once says nothing here.
  delete found.status
  return found
}

function samplesOf(folder: string): Dict[] {
  return existsSync(folder) ? readdirSync(folder).flatMap((name) => documentsIn(join(folder, name))) : []
}

function documentsIn(file: string): Dict[] {
  const { text } = decodeText(readFileSync(file))
  return readManifests({ name: file, text }).flatMap(({ root }) => (isDict(root) ? [root] : []))
}

function knownBreaks(file: string): Map<string, boolean> {
  if (!existsSync(file)) return new Map()
  const rows = readFileSync(file, 'utf8').trim().split('\n').slice(1)
  return new Map(rows.map((row) => row.split('\t')).map(([name, , refused]) => [name!, refused !== '0']))
}
