/**
 * How long ago, in few characters: `5s`, `3m20s`, `4d6h`, `2y30d`.
 * Upstream: apimachinery v0.36.3, pkg/util/duration HumanDuration.
 * @param seconds whole ones; negative ones count as none
 */
export function age(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds))
  if (s < 120) return `${s}s`
  const minutes = Math.floor(s / 60)
  if (minutes < 10) return pair(minutes, 'm', s % 60, 's')
  if (minutes < 180) return `${minutes}m`
  const hours = Math.floor(minutes / 60)
  if (hours < 8) return pair(hours, 'h', minutes % 60, 'm')
  if (hours < 48) return `${hours}h`
  const days = Math.floor(hours / 24)
  if (hours < 192) return pair(days, 'd', hours % 24, 'h')
  if (days < 730) return `${days}d`
  const years = Math.floor(days / 365)
  return years < 8 ? pair(years, 'y', days % 365, 'd') : `${years}y`
}

function pair(large: number, unit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large}${unit}` : `${large}${unit}${small}${smallUnit}`
}
