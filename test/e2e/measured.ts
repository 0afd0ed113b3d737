import { crd, type Ran } from './cli.ts'

export interface Measured extends Ran {
  seconds: number
  /** The most memory the process ever held. */
  megabytes: number
}

const sayPeak = 'process.on("exit",()=>console.error("peak "+process.resourceUsage().maxRSS))'

/** Runs the built plugin and measures the process itself. */
export function measured(words: readonly string[], cwd: string): Measured {
  const started = performance.now()
  const preload = `--import=data:text/javascript,${encodeURIComponent(sayPeak)}`
  const ran = crd(words, { cwd, env: { NODE_OPTIONS: preload } })
  const peak = /^peak (\d+)$/m.exec(ran.err)
  if (!peak) throw new Error(`the command ended without saying how much memory it took: ${ran.err.slice(-2000)}`)
  return { ...ran, seconds: (performance.now() - started) / 1000, megabytes: Number(peak[1]) / 1024 }
}
