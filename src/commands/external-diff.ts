import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UserError } from '../cli/exit.ts'
import type { Terminal } from '../cli/terminal.ts'
import { parseApiVersion } from '../model/gvk.ts'
import type { ComparedObject } from '../model/object-change.ts'
import type { Dict } from '../model/value.ts'
import { yamlText } from '../model/yaml-text.ts'

/**
 * Shows objects with the program of KUBECTL_EXTERNAL_DIFF, which gets two folders: a file for each object before and after.
 * They are the user's alone, and removed at the end. Throws {@link UserError} when the program cannot do its work.
 * Upstream: kubectl v0.36.3, pkg/cmd/diff.
 */
export function externalDiff(command: string, objects: readonly ComparedObject[], terminal: Terminal): void {
  const [program = '', ...words] = command.split(' ').filter((word) => word !== '')
  // As kubectl: what is no plain flag is left out.
  const flags = words.filter((word) => /^[a-zA-Z0-9-=]+$/.test(word))
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-crd-diff-'))
  try {
    const [live, merged] = ['LIVE', 'MERGED'].map((name) => join(folder, name)) as [string, string]
    for (const [path, side] of [
      [live, 'before'],
      [merged, 'after'],
    ] as const) {
      mkdirSync(path, { mode: 0o700 })
      for (const object of objects) write(path, object, object[side])
    }
    const { status, stdout, stderr, error } = spawnSync(program, [...flags, live, merged], {
      encoding: 'utf8',
      env: terminal.env as NodeJS.ProcessEnv,
      maxBuffer: 2 ** 30,
      stdio: ['inherit', 'pipe', 'pipe'],
    })
    terminal.out(stdout ?? '')
    terminal.err(stderr ?? '')
    if (error || status === null || status > 1)
      throw new UserError(
        `KUBECTL_EXTERNAL_DIFF: ${program} ${error ? `cannot be run: ${error.message}` : `ended with ${status}`}`,
        'it is called with two folders, and ends with 0 or 1; unset it for the report',
      )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function write(folder: string, { apiVersion, kind, namespace, name }: ComparedObject, object: Dict | undefined): void {
  if (!object) return
  const { group, version } = parseApiVersion(apiVersion)!
  const file = [group, version, kind, namespace, name].map((part) => part.replace(/[^\w.-]/g, '_')).join('.')
  writeFileSync(join(folder, file.replaceAll('..', '.')), yamlText(object), { mode: 0o600 })
}
