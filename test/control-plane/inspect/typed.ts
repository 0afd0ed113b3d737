import { execFile, spawn } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../../e2e/cli.ts'
import type { Access } from '../start.ts'

export interface Ran {
  status: number
  out: string
  err: string
}

/** One entry of `problems` of `inspect -o json`. */
export interface Found {
  code: string
  severity: string
  object: { type: string; name: string }
  message: string
  why: string
  next: string
}

/** What a user types at a cluster. Unlike {@link crd} it lets this process answer webhooks meanwhile. */
export class Typed {
  readonly #folder: string
  readonly #env: NodeJS.ProcessEnv

  /** @param folder of this test alone: commands run in it, and find kubectl there */
  constructor(server: Access, folder: string) {
    this.#folder = folder
    symlinkSync(server.kubectl, `${folder}/kubectl`)
    this.#env = {
      ...process.env,
      PATH: `${folder}:${root}bin:${process.env.PATH}`,
      KUBECONFIG: server.kubeconfigPath,
      KUBECACHEDIR: `${folder}/cache`,
    }
  }

  crd(...words: string[]): Promise<Ran> {
    return this.#run(`${root}bin/kubectl-crd`, words)
  }

  /** Something that goes on until it is ended. */
  start(...words: string[]): { out(): string; end(): void } {
    const options = {
      cwd: this.#folder,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'ignore'] as ['ignore', 'pipe', 'ignore'],
    }
    const child = spawn(`${root}bin/kubectl-crd`, words, options)
    let out = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    return { out: () => out, end: () => void child.kill() }
  }

  /** A command line as `inspect` prints it. Throws when it fails. */
  async shell(command: string): Promise<string> {
    const { status, out, err } = await this.#run('sh', ['-c', command])
    if (status !== 0) throw new Error(`${command}: exit code ${status}\n${out}${err}`)
    return out
  }

  async json(...words: string[]): Promise<Record<string, never> & { problems: Found[] }> {
    const { out, err, status } = await this.crd('inspect', ...words, '-o', 'json')
    if (out === '') throw new Error(`exit code ${status}: ${err}`)
    return JSON.parse(out)
  }

  /** What is found about one object. */
  async problems(name: string): Promise<Found[]> {
    const { problems } = await this.json('--problems')
    return problems.filter(({ object }) => object.name === name)
  }

  /** Waits until these codes are found about an object: the cluster's controllers take their time. */
  async until(name: string, ...codes: string[]): Promise<Found[]> {
    let found: Found[] = []
    for (let i = 0; i < 60; i++) {
      found = await this.problems(name)
      if (found.map(({ code }) => code).join() === codes.join()) return found
      await sleep(250)
    }
    throw new Error(`${name}: ${codes.join() || 'nothing'} was expected, and found: ${JSON.stringify(found, null, 2)}`)
  }

  #run(file: string, words: readonly string[]): Promise<Ran> {
    return new Promise((resolve) => {
      const options = { cwd: this.#folder, env: this.#env, maxBuffer: 2 ** 28 }
      execFile(file, words, options, (error, out, err) => {
        resolve({ status: error ? Number(error.code) : 0, out, err })
      })
    })
  }
}
