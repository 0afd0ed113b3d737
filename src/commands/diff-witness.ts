import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../cli/exit.ts'
import type { Terminal } from '../cli/terminal.ts'
import type { DiffReport } from '../model/change.ts'
import { printableLine } from '../model/printable.ts'
import { yamlText } from '../model/yaml-text.ts'

/** Writes each witness to a file: `crontabs.stable.example.com-CRD2011-1.yaml`, with what is stored before it if it is an update. */
export function writeWitnesses(folder: string, { pairs }: DiffReport, terminal: Terminal): void {
  let written = 0
  try {
    mkdirSync(folder, { recursive: true })
    for (const { name, changes } of pairs) {
      const counts = new Map<string, number>()
      for (const { code, path, message, effect } of changes) {
        if (!effect.witness || effect.outcome !== 'breaking') continue
        const number = (counts.get(code) ?? 0) + 1
        counts.set(code, number)
        const what = printableLine(`${effect.aspect} ${path}: ${message}`)
        const documents = [effect.from && `# stored before\n${yamlText(effect.from)}`, yamlText(effect.witness)]
        const text = `# ${what}\n${documents.filter(Boolean).join('---\n')}`
        writeFileSync(join(folder, `${name.replace(/[^a-z0-9.-]/gi, '_')}-${code}-${number}.yaml`), text)
        written++
      }
    }
  } catch (error) {
    throw new UserError(
      `cannot write to ${JSON.stringify(folder)}: ${(error as Error).message}`,
      'name another folder with --emit-witness',
    )
  }
  terminal.err(`${written} witness${written === 1 ? '' : 'es'} in ${folder}\n`)
}
