import type { CRDVersion } from '../schema/crd.ts'
import { compareKubeVersions } from '../schema/kube-version.ts'

/** Versions as kubectl prefers them: served ones first, the most stable and newest before others. */
export function byPriority(versions: readonly CRDVersion[]): CRDVersion[] {
  return [...versions].sort((a, b) => Number(b.served) - Number(a.served) || compareKubeVersions(b.name, a.name))
}
