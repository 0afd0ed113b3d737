import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants, Script } from 'node:vm'

/**
 * Where compiled code is kept: in the user's own cache folder, for one build and one Node.
 * @returns undefined when there is no such folder, or the user wants none kept (`NODE_DISABLE_COMPILE_CACHE`)
 */
export function codeFolder(env: NodeJS.ProcessEnv, build: string): string | undefined {
  const caches = env.XDG_CACHE_HOME || env.LOCALAPPDATA || (env.HOME && `${env.HOME}/.cache`)
  if (!caches || env.NODE_DISABLE_COMPILE_CACHE) return undefined
  return `${caches}/kubectl-crd/code/${build}-${process.version}-${process.arch}`
}

interface Chunk {
  script: Script
  exports: unknown
  /** Bytes of compiled code that were found. */
  known: number
}

/**
 * The parts of the bundle, loaded with the code that V8 compiled for them in earlier runs. Node's own compile cache holds
 * only what a file compiles while it loads; this one is written as a process ends, with every function it ran, and spares
 * a short run half of its work.
 */
export class Chunks {
  readonly #folder: string
  readonly #codeFolder: string | undefined
  readonly #chunks = new Map<string, Chunk>()
  readonly #require: (name: string) => unknown

  /**
   * @param folder - where the chunks are
   * @param codeFolder - where their compiled code is kept; undefined keeps none
   */
  constructor(folder: string, codeFolder: string | undefined) {
    this.#folder = folder
    this.#codeFolder = codeFolder
    const other = createRequire(`${folder}/`)
    this.#require = (name) => (name.startsWith('./') ? this.load(name) : other(name))
  }

  /** What a chunk exports; it is run when it is first wanted. Its text is one function, and ASCII, the quickest to read. */
  load(name: string): unknown {
    const loaded = this.#chunks.get(name)
    if (loaded) return loaded.exports
    const filename = `${this.#folder}/${name.slice(2)}`
    const cachedData = this.#code(name)
    const script = new Script(readFileSync(filename, 'latin1'), {
      filename,
      ...(cachedData && { cachedData }),
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    })
    const module = { exports: {} }
    const known = script.cachedDataRejected === false ? cachedData!.length : 0
    const chunk: Chunk = { script, exports: module.exports, known }
    this.#chunks.set(name, chunk)
    script.runInThisContext()(module.exports, this.#require, module)
    chunk.exports = module.exports
    return module.exports
  }

  /** Writes what this process compiled of each chunk: where there was nothing, and more if it ran long enough not to notice. */
  keep(): void {
    if (this.#codeFolder === undefined) return
    const ranLong = process.uptime() > long
    try {
      for (const [name, { script, known }] of this.#chunks) {
        if (known > 0 && !ranLong) continue
        const code = script.createCachedData()
        // V8 forgets functions that were not used for a while, so there may be less than before.
        if (code.length > known * worthwhile) writeWhole(this.#codeFolder, name, code)
      }
    } catch {
      // No room, no right: the next run compiles again.
    }
  }

  #code(name: string): Buffer | undefined {
    if (this.#codeFolder === undefined) return undefined
    try {
      return readFileSync(`${this.#codeFolder}/${name}`)
    } catch {
      return undefined
    }
  }
}

/** Seconds. */
const long = 0.15
const worthwhile = 1.1

/** Another process that reads it finds all of it or nothing. */
function writeWhole(folder: string, name: string, bytes: Uint8Array): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = `${folder}/${name}.${process.pid}`
  writeFileSync(draft, bytes, { mode: 0o600 })
  renameSync(draft, `${folder}/${name}`)
}
