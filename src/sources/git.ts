import { existsSync } from 'node:fs'
import { type Source, SourceError } from '../model/ports.ts'
import { printableLine } from '../model/printable.ts'
import { findProgram } from './program.ts'

const maxBytes = 512 * 1024 * 1024
const manifest = /\.(?:json|ya?ml)$/i

/**
 * Is it a file or a folder as git has it: `REV:path`, or `:path` for what is in the index? What is there by that name is
 * meant itself, and so is a drive of Windows.
 */
export function isGitPath(path: string): boolean {
  return (
    /^[^:]*:/.test(path) && !/^[A-Za-z]:[\\/]/.test(path) && !/^[a-z][a-z0-9+.-]*:\/\//i.test(path) && !existsSync(path)
  )
}

/**
 * The texts behind `REV:path` and `:path`; of a folder, all .json, .yaml and .yml files below it. The path counts from
 * the root of the repository, as git has it, or from the working directory. Throws {@link SourceError}.
 */
export function gitFiles(spec: string): Source[] {
  const git = new Git()
  const [revision, path] = splitAtColon(spec)
  if (git.say(['rev-parse', '--git-dir']) === undefined)
    throw new SourceError(`${JSON.stringify(spec)} names a file in git, and this is no git repository`)
  if (
    revision !== '' &&
    git.say(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{object}`]) === undefined
  )
    throw new SourceError(`git knows no revision ${JSON.stringify(revision)}: fetch it, or see git branch -a`)
  const prefix = git.say(['rev-parse', '--show-prefix'])?.trim() ?? ''
  for (const from of prefix === '' ? [''] : ['', prefix]) {
    const names = revision === '' ? git.indexed(clean(from + path)) : git.listed(revision, clean(from + path))
    if (names.length > 0) return names.map((name) => source(git, revision, name))
  }
  const where = revision === '' ? 'the index of git' : `git revision ${JSON.stringify(revision)}`
  throw new SourceError(`no file ${JSON.stringify(path)} in ${where}; a folder has to hold .json, .yaml or .yml files`)
}

function splitAtColon(spec: string): [string, string] {
  const at = spec.indexOf(':')
  return [spec.slice(0, at), spec.slice(at + 1)]
}

/** Without `./`, `a/../` and a slash at the end. */
function clean(path: string): string {
  const out: string[] = []
  for (const step of path.split('/')) {
    if (step === '..') out.pop()
    else if (step !== '' && step !== '.') out.push(step)
  }
  return out.join('/')
}

function source(git: Git, revision: string, name: string): Source {
  return {
    name: `${revision}:${name}`,
    generated: true,
    read: () => git.bytes(['cat-file', 'blob', `${revision}:${name}`]),
  }
}

class Git {
  readonly #program: string

  constructor() {
    const program = findProgram('git')
    if (program === undefined) throw new SourceError('git is not on PATH: REV:path needs it')
    this.#program = program
  }

  /** Undefined when git refuses. */
  say(words: readonly string[]): string | undefined {
    const { status, stdout } = this.#run(words)
    return status === 0 ? stdout.toString() : undefined
  }

  bytes(words: readonly string[]): Uint8Array {
    const { status, stdout, stderr } = this.#run(words)
    if (status === 0) return stdout
    throw new SourceError(`git ${words.join(' ')}: ${printableLine(stderr.toString())}`)
  }

  /** The file of this name, or the manifests below the folder. */
  listed(revision: string, path: string): string[] {
    const type = this.say(['cat-file', '-t', `${revision}:${path}`])?.trim()
    if (type === 'blob') return [path]
    if (type !== 'tree') return []
    const names = this.say([
      'ls-tree',
      '-r',
      '-z',
      '--full-tree',
      '--name-only',
      revision,
      '--',
      ...(path === '' ? [] : [`${path}/`]),
    ])
    return manifests(names)
  }

  indexed(path: string): string[] {
    const names = this.say(['ls-files', '-z', '--full-name', '--', `:(top,literal)${path}`])
    const all = names?.split('\0').filter((name) => name !== '') ?? []
    return all.length === 1 && all[0] === path ? all : manifests(names)
  }

  #run(words: readonly string[]): { status: number | null; stdout: Buffer; stderr: Buffer } {
    // Few runs need it, and it takes a while to load.
    const { spawnSync } = process.getBuiltinModule('node:child_process')
    const { status, stdout, stderr, error } = spawnSync(this.#program, [...words], { maxBuffer: maxBytes })
    if (error) throw new SourceError(`cannot run git: ${error.message}`)
    return { status, stdout, stderr }
  }
}

function manifests(names: string | undefined): string[] {
  return names?.split('\0').filter((name) => manifest.test(name)) ?? []
}
