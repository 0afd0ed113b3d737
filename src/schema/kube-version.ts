/**
 * Orders API version names as Kubernetes does: v2 > v1 > v1beta2 > v1beta1 > v1alpha1 > anything else, which is
 * ordered backwards by name. Positive when `a` is the more stable one.
 * Upstream: apimachinery/pkg/version/helpers.go CompareKubeAwareVersionStrings.
 */
export function compareKubeVersions(a: string, b: string): number {
  if (a === b) return 0
  const [left, right] = [parse(a), parse(b)]
  if (!left && !right) return a < b ? 1 : -1
  if (!left) return -1
  if (!right) return 1
  return left.stability - right.stability || left.major - right.major || left.minor - right.minor
}

const form = /^v(\d+)(?:(alpha|beta)(\d+))?$/

function parse(name: string): { stability: number; major: number; minor: number } | undefined {
  const match = form.exec(name)
  if (!match) return undefined
  const stability = match[2] === undefined ? 2 : match[2] === 'beta' ? 1 : 0
  return { stability, major: Number(match[1]), minor: Number(match[3] ?? 0) }
}
