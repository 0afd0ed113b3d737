import type { Value } from '../../model/value.ts'

/**
 * A kubeconfig as client-go holds it. What is zero there (an empty text, false, an empty list) is absent here, so that
 * `{ ...a, ...b }` merges two of them as client-go does.
 * Upstream: client-go v0.36.3, tools/clientcmd/api/types.go.
 */
export interface Kubeconfig {
  clusters: Map<string, ClusterEntry>
  users: Map<string, UserEntry>
  contexts: Map<string, ContextEntry>
  currentContext: string
}

export interface ClusterEntry {
  server?: string
  tlsServerName?: string
  insecure?: true
  /** Path of a PEM file. */
  ca?: string
  /** PEM. */
  caData?: Buffer
  proxyUrl?: string
  disableCompression?: true
  /** The extension `client.authentication.k8s.io/exec`, which exec plugins are told. */
  execConfig?: Value
}

export interface UserEntry {
  certificate?: string
  certificateData?: Buffer
  key?: string
  keyData?: Buffer
  token?: string
  tokenFile?: string
  username?: string
  password?: string
  as?: string
  asUid?: string
  asGroups?: readonly string[]
  asUserExtra?: ReadonlyMap<string, readonly string[]>
  authProvider?: { name: string; config: ReadonlyMap<string, string> }
  exec?: ExecEntry
}

/** How to run a credential plugin. */
export interface ExecEntry {
  command: string
  args: readonly string[]
  env: readonly { name: string; value: string }[]
  apiVersion: string
  installHint: string
  provideClusterInfo: boolean
  /** Never, IfAvailable, Always; anything else is an error when it is used. */
  interactiveMode: string
}

export interface ContextEntry {
  cluster?: string
  user?: string
  namespace?: string
}
