import { existsSync } from 'node:fs'
import { join } from 'node:path'

export type Env = Readonly<Record<string, string | undefined>>

/** What access to a cluster depends on beside the flags. */
export interface Surroundings {
  env: Env
  home: string
  /** Where a pod finds its service account: `/var/run/secrets/kubernetes.io/serviceaccount`. */
  serviceAccount: string
  /** Can a credential plugin ask the user? */
  stdinIsTTY(): boolean
  /** Where credential plugins and -v write, and the server's warnings go. */
  err(text: string): void
  /** As the server sees it: `kubectl-crd/0.1.0`. */
  userAgent: string
}

/** Upstream: client-go v0.36.3, util/homedir. */
export function homeOf(env: Env, platform: string): string {
  if (platform !== 'win32') return env.HOME ?? ''
  const drive = env.HOMEDRIVE && env.HOMEPATH ? env.HOMEDRIVE + env.HOMEPATH : ''
  const homes = [env.HOME ?? '', drive, env.USERPROFILE ?? ''].filter((home) => home !== '')
  return homes.find((home) => existsSync(join(home, '.kube', 'config'))) ?? homes.at(-1) ?? ''
}
