import { accessSync, constants } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import { SourceError } from '../model/ports.ts'
import { printableLine } from '../model/printable.ts'

/** Where on PATH a program is; undefined when it is nowhere. */
export function findProgram(name: string): string | undefined {
  const { PATH = '', PATHEXT = '' } = process.env
  const endings = process.platform === 'win32' ? PATHEXT.split(';') : ['']
  for (const folder of PATH.split(delimiter).filter((each) => each !== '')) {
    for (const ending of endings) {
      const path = join(folder, name + ending)
      if (isExecutable(path)) return path
    }
  }
  return undefined
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const maxBytes = 512 * 1024 * 1024

/**
 * What a program of the user's prints; that it fails is a {@link SourceError} with its own words.
 * @param program its path
 */
export async function output(program: string, words: readonly string[]): Promise<Uint8Array> {
  const { execFile } = await import('node:child_process')
  return new Promise((resolve, reject) => {
    execFile(program, words, { encoding: 'buffer', maxBuffer: maxBytes }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout)
      const said = printableLine(stderr.toString()) || error.message
      reject(new SourceError(`${[basename(program), ...words].join(' ')}: ${said}`))
    })
  })
}
