import { spawn } from 'node:child_process'
import type { ExecEntry } from '../kubeconfig/types.ts'
import type { Surroundings } from '../surroundings.ts'

/** The plugin did not run, or not well. */
export class PluginFailure extends Error {
  readonly isMissing: boolean
  constructor(message: string, isMissing: boolean) {
    super(message)
    this.isMissing = isMissing
  }
}

/** More than this no plugin has to say. */
const maxOutput = 4 * 1024 * 1024

/**
 * Runs a credential plugin. It shares standard error with us, and standard input when it may ask the user.
 * @returns what it printed; throws {@link PluginFailure}
 */
export function runPlugin(
  command: string,
  { args, env }: ExecEntry,
  info: string,
  { interactive, around }: { interactive: boolean; around: Surroundings },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const own = Object.fromEntries(env.map(({ name, value }) => [name, value]))
    const child = spawn(command, [...args], {
      env: { ...around.env, ...own, KUBERNETES_EXEC_INFO: info },
      stdio: [interactive ? 'inherit' : 'ignore', 'pipe', 'inherit'],
    })
    const chunks: Buffer[] = []
    let size = 0
    child.stdout?.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.length
      if (size > maxOutput) child.kill('SIGKILL')
    })
    child.on('error', (error: NodeJS.ErrnoException) => {
      const isMissing = error.code === 'ENOENT' || error.code === 'EACCES'
      reject(
        new PluginFailure(isMissing ? `exec: executable ${command} not found` : `exec: ${error.message}`, isMissing),
      )
    })
    child.on('close', (code) => {
      if (size > maxOutput) reject(new PluginFailure(`exec: executable ${command} printed more than 4 MiB`, false))
      else if (code === 0) resolve(Buffer.concat(chunks).toString('utf8'))
      // Of one that a signal ended, Go says -1.
      else reject(new PluginFailure(`exec: executable ${command} failed with exit code ${code ?? -1}`, false))
    })
  })
}
