import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { build, buildKey, pinnedVersion } from './build.ts'
import { cached, cacheFolder } from './cache.ts'
import { download } from './download.ts'

/** What every control plane needs. */
export const commands = ['etcd', 'kube-apiserver', 'kubectl'] as const
const controllerManager = 'kube-controller-manager'

/** Paths of the programs. */
export interface Binaries {
  folder: string
  etcd: string
  kubeApiserver: string
  kubectl: string
  /** Only there when it was asked for. */
  kubeControllerManager: string | undefined
}

/** There are no programs to run, and none can be had. The message says what to do. */
export class MissingBinaries extends Error {}

/**
 * Finds the programs of a control plane, or makes them. In this order, and all from the same place:
 *
 * 1. the folder that `KUBEBUILDER_ASSETS` names;
 * 2. the cache: `$XDG_CACHE_HOME/kubectl-crd/control-plane`, else `~/.cache/…`;
 * 3. built into the cache by `go`, from the modules that test/control-plane/build pins;
 * 4. downloaded into the cache, from the index of envtest releases whose URL `KUBECTL_CRD_ENVTEST_URL` holds.
 *
 * A place without kube-controller-manager (the envtest archives have none) is passed over when that is asked for.
 * @throws MissingBinaries
 */
export async function findBinaries(need: { controllerManager?: boolean } = {}): Promise<Binaries> {
  const wanted: readonly string[] = need.controllerManager ? [...commands, controllerManager] : commands
  const lacking: string[] = []
  const take = (folder: string): Binaries | undefined => {
    const missing = wanted.filter((command) => !existsSync(join(folder, command)))
    if (missing.length > 0) lacking.push(`${folder} has no ${missing.join(', ')}`)
    return missing.length > 0 ? undefined : at(folder, need.controllerManager ?? false)
  }

  const assets = process.env.KUBEBUILDER_ASSETS
  const given = assets ? take(assets) : undefined
  if (given) return given

  const built = join(cacheFolder(), buildKey())
  const downloaded = join(cacheFolder(), `${pinnedVersion()}-envtest-${process.platform}-${process.arch}`)
  for (const folder of [built, downloaded]) {
    const known = existsSync(folder) ? take(folder) : undefined
    if (known) return known
  }

  const index = process.env.KUBECTL_CRD_ENVTEST_URL
  const makers = [
    { possible: hasGo(), folder: built, make: build },
    { possible: Boolean(index), folder: downloaded, make: (into: string) => download(index!, pinnedVersion(), into) },
  ]
  for (const { possible, folder, make } of makers) {
    if (!possible || existsSync(folder)) continue
    try {
      const made = take(await cached(folder, make))
      if (made) return made
    } catch (error) {
      lacking.push(error instanceof Error ? error.message : String(error))
    }
  }
  throw new MissingBinaries([advice(need.controllerManager ?? false), ...lacking].join('\n'))
}

function advice(withControllerManager: boolean): string {
  const more = withControllerManager
    ? ''
    : ', or set KUBECTL_CRD_ENVTEST_URL to the index of the envtest releases (what setup-envtest takes as --index)'
  const names = [...commands, ...(withControllerManager ? [controllerManager] : [])].join(', ')
  return (
    `no programs to start a control plane with: install Go (1.21 or newer; the tests then build them), ` +
    `or set KUBEBUILDER_ASSETS to a folder that holds ${names}${more}`
  )
}

function at(folder: string, withControllerManager: boolean): Binaries {
  return {
    folder,
    etcd: join(folder, 'etcd'),
    kubeApiserver: join(folder, 'kube-apiserver'),
    kubectl: join(folder, 'kubectl'),
    kubeControllerManager: withControllerManager ? join(folder, controllerManager) : undefined,
  }
}

function hasGo(): boolean {
  try {
    execFileSync('go', ['env', 'GOVERSION'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
