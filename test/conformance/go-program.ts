import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

/** Why a comparison with a Go program cannot run here. */
export class NoGo extends Error {}

/**
 * The path of the program in a folder with a go.mod, built once into the user's cache directory. Throws {@link NoGo}
 * where Go is missing.
 * @param source the package to build: that of the folder, or one that its go.mod pins
 */
export function goProgram(folder: string, source = '.'): string {
  const hash = createHash('sha256').update(source)
  for (const name of readdirSync(folder).sort())
    if (/\.(?:go|mod|sum)$/.test(name)) hash.update(name).update(readFileSync(join(folder, name)))
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'kubectl-crd', 'programs')
  const target = join(cache, hash.digest('hex').slice(0, 24))
  if (statSync(target, { throwIfNoEntry: false })) return target
  if (spawnSync('go', ['version']).status !== 0) throw new NoGo('the Go toolchain is not on PATH')
  mkdirSync(cache, { recursive: true })
  const scratch = mkdtempSync(join(tmpdir(), 'kubectl-crd-go-'))
  try {
    const built = join(scratch, 'program')
    const { status, stderr } = spawnSync('go', ['build', '-mod=readonly', '-o', built, source], {
      cwd: folder,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`go build in ${folder} failed:\n${stderr}`)
    const staged = `${target}.${process.pid}`
    const { status: copied } = spawnSync('cp', [built, staged])
    if (copied !== 0) throw new Error(`cannot copy the program to ${staged}`)
    renameSync(staged, target)
    return target
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** Runs the program over requests, as lines of JSON, and returns one answer a line. */
export function askGo<T>(program: string, requests: readonly unknown[]): T[] {
  return askGoLines(
    program,
    requests.map((request) => JSON.stringify(request)),
  )
}

/** Runs the program over lines. */
export function askGoLines<T>(program: string, lines: readonly string[]): T[] {
  const input = lines.join('\n')
  const { status, stdout, stderr } = spawnSync(program, { input, encoding: 'utf8', maxBuffer: 2 ** 31 - 1 })
  if (status !== 0) throw new Error(`${program} failed:\n${stderr}`)
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T)
}
