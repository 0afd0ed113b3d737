import { closeSync, openSync } from 'node:fs'
import { ClusterError } from '../../model/cluster-error.ts'
import { goFileError } from '../go-file-error.ts'
import type { Chosen } from './choose.ts'
import type { ExecEntry, Kubeconfig, UserEntry } from './types.ts'

/**
 * Says what is wrong with the entries that were chosen, all of it at once.
 * Upstream: client-go v0.36.3, tools/clientcmd ConfirmUsable and validation.go. Throws {@link ClusterError}.
 */
export function checkUsable(config: Kubeconfig, chosen: Chosen): void {
  const { contextName, userName, user, clusterName, cluster } = chosen
  const problems: string[] = []
  if (contextName !== '' && !config.contexts.has(contextName)) problems.push(`${noContext}: ${contextName}`)
  problems.push(...userProblems(userName, user))
  if (cluster.proxyUrl !== undefined) {
    const wrong = proxyProblem(cluster.proxyUrl)
    const of = `for cluster ${JSON.stringify(clusterName)}`
    if (wrong) problems.push(`invalid 'proxy-url' ${JSON.stringify(cluster.proxyUrl)} ${of}: ${wrong}`)
  }
  if (cluster.ca && cluster.caData)
    problems.push(
      `certificate-authority-data and certificate-authority are both specified for ${clusterName}. certificate-authority-data will override.`,
    )
  problems.push(...unreadable('certificate-authority', cluster.ca, clusterName))
  if (problems.length === 0) return
  const [first] = problems
  const message =
    problems.length > 1
      ? ['Error in configuration: ', ...problems.map((problem) => `* ${problem}`)].join('\n')
      : `${first!.startsWith(noContext) ? 'Error in configuration' : 'error'}: ${first}`
  throw new ClusterError(
    message,
    'kubectl config view shows what counts; mend it with kubectl config, or give the flag',
  )
}

const noContext = 'context was not found for specified context'

/** Upstream: parseProxyURL. */
export function proxyProblem(address: string): string | undefined {
  const url = URL.parse(address)
  const scheme = url?.protocol.slice(0, -1) ?? /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase() ?? ''
  if (['http', 'https', 'socks5'].includes(scheme)) return url ? undefined : `could not parse: ${address}`
  return `unsupported scheme ${JSON.stringify(scheme)}, must be http, https, or socks5`
}

function userProblems(name: string, user: UserEntry): string[] {
  const problems: string[] = []
  if (user.certificate || user.certificateData) {
    if (user.certificate && user.certificateData)
      problems.push(`client-cert-data and client-cert are both specified for ${name}. client-cert-data will override.`)
    if (user.key && user.keyData)
      problems.push(`client-key-data and client-key are both specified for ${name}; client-key-data will override`)
    if (!user.key && !user.keyData)
      problems.push(
        `client-key-data or client-key must be specified for ${name} to use the clientCert authentication method.`,
      )
    problems.push(...unreadable('client-cert', user.certificate, name), ...unreadable('client-key', user.key, name))
  }
  if (user.exec) {
    if (user.authProvider)
      problems.push(`authProvider cannot be provided in combination with an exec plugin for ${name}`)
    problems.push(...execProblems(name, user.exec))
  }
  if (user.token && (user.username || user.password))
    problems.push(`more than one authentication method found for ${name}; found [token basicAuth], only one is allowed`)
  if ((user.asUid || user.asGroups || user.asUserExtra) && !user.as)
    problems.push(`requesting uid, groups or user-extra for ${name} without impersonating a user`)
  return problems
}

function execProblems(name: string, { command, apiVersion, env, interactiveMode }: ExecEntry): string[] {
  const missing = (what: string) => `${what} must be specified for ${name} to use exec authentication plugin`
  const problems: string[] = []
  if (!command) problems.push(missing('command'))
  if (!apiVersion) problems.push(missing('apiVersion'))
  for (const variable of env) if (!variable.name) problems.push(missing('env variable name'))
  if (!interactiveMode) problems.push(missing('interactiveMode'))
  else if (!['Never', 'IfAvailable', 'Always'].includes(interactiveMode))
    problems.push(`invalid interactiveMode for ${name}: ${JSON.stringify(interactiveMode)}`)
  return problems
}

function unreadable(what: string, file: string | undefined, name: string): string[] {
  if (!file) return []
  try {
    closeSync(openSync(file, 'r'))
    return []
  } catch (error) {
    return [`unable to read ${what} ${file} for ${name} due to ${goFileError(error, file)}`]
  }
}
