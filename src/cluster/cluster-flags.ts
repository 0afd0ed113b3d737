/** kubectl's flags for access to a cluster, by their names; absent when they are not given. */
export interface ClusterFlags {
  kubeconfig?: string
  context?: string
  cluster?: string
  user?: string
  namespace?: string
  server?: string
  token?: string
  as?: string
  'as-uid'?: string
  'as-group'?: readonly string[]
  /** `key=value` */
  'as-user-extra'?: readonly string[]
  'certificate-authority'?: string
  'client-certificate'?: string
  'client-key'?: string
  'insecure-skip-tls-verify'?: boolean
  'tls-server-name'?: string
  'request-timeout'?: string
  'disable-compression'?: boolean
  'cache-dir'?: string
  /** The level of -v. */
  v?: string
}
