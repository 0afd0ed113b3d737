import { ClusterError } from '../../model/cluster-error.ts'

const units: Record<string, number> = { ns: 1e-6, us: 1e-3, µs: 1e-3, μs: 1e-3, ms: 1, s: 1e3, m: 6e4, h: 3.6e6 }

/**
 * The value of --request-timeout in milliseconds, 0 for none: seconds, or a duration of Go.
 * Upstream: client-go v0.36.3, tools/clientcmd ParseTimeout. Throws {@link ClusterError}.
 */
export function requestTimeout(text: string | undefined): number {
  if (!text) return 0
  if (/^\+?\d{1,18}$/.test(text)) return Number(text) * 1000
  const parts = /^([-+]?)((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.exec(text)
  if (!parts)
    throw new ClusterError(
      'error: Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
    )
  let sum = 0
  for (const [, amount, unit] of parts[2]!.matchAll(/([\d.]+)([a-zµμ]+)/g)) sum += Number(amount) * units[unit!]!
  return parts[1] === '-' ? 0 : sum
}

/** As Go writes a duration: `1m30s`. */
export function goDuration(milliseconds: number): string {
  const hours = Math.floor(milliseconds / 3.6e6)
  const minutes = Math.floor((milliseconds % 3.6e6) / 6e4)
  const seconds = `${Number(((milliseconds % 6e4) / 1e3).toFixed(9))}s`
  if (hours > 0) return `${hours}h${minutes}m${seconds}`
  return minutes > 0 ? `${minutes}m${seconds}` : seconds
}
