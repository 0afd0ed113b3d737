import { createPrivateKey, X509Certificate } from 'node:crypto'
import { normalize } from 'node:path'
import { ClusterError } from '../../model/cluster-error.ts'
import { visible } from '../../model/printable.ts'
import type { Access } from '../kubeconfig/access.ts'
import type { ExecEntry } from '../kubeconfig/types.ts'
import type { Surroundings } from '../surroundings.ts'
import { parseCredential } from './exec-credential.ts'
import { execInfo } from './exec-info.ts'
import { PluginFailure, runPlugin } from './run-plugin.ts'
import type { Credentials, ExecCredential, KeyPair } from './types.ts'

/**
 * Credentials that a plugin gives: run when they are first needed and when they have expired, once for however many
 * requests wait for it.
 * Upstream: client-go v0.36.3, plugin/pkg/client/auth/exec/exec.go.
 */
export function execCredentials(exec: ExecEntry, access: Access, around: Surroundings): Omit<Credentials, 'headers'> {
  const command = normalize(exec.command)
  let known: ExecCredential | undefined
  let pending: Promise<ExecCredential> | undefined
  const run = async () => {
    const interactive = isInteractive(exec, around.stdinIsTTY())
    const info = execInfo(exec, access, interactive)
    return parseCredential(await runPlugin(command, exec, info, { interactive, around }), exec.apiVersion)
  }
  const fresh = () => {
    pending ??= run()
      .then((credential) => {
        known = credential
        return credential
      })
      .catch((error: unknown) => {
        throw error instanceof PluginFailure ? failure(error, exec) : error
      })
      .finally(() => {
        pending = undefined
      })
    return pending
  }
  const current = () => (known && (known.expires === undefined || Date.now() <= known.expires) ? known : fresh())
  return {
    async authorization() {
      const { token } = await current()
      return token === undefined ? undefined : `Bearer ${token}`
    },
    async keyPair() {
      const { keyPair } = await current()
      return keyPair && checkPair(keyPair)
    },
    async refresh() {
      await fresh()
      return true
    },
    hint: `the credentials of ${visible(command)} are not accepted: log in again`,
  }
}

function isInteractive({ interactiveMode }: ExecEntry, stdinIsTTY: boolean): boolean {
  if (interactiveMode === 'Always' && !stdinIsTTY)
    throw unavailable('exec plugin cannot support interactive mode: standard input is not a terminal')
  return interactiveMode !== 'Never' && stdinIsTTY
}

function unavailable(why: string, hint?: string): ClusterError {
  return new ClusterError(`Unable to connect to the server: getting credentials: ${why}`, hint)
}

/** Messages as upstream's; the plugin itself has written to standard error what it has to say. */
function failure({ message, isMissing }: PluginFailure, { installHint }: ExecEntry): ClusterError {
  if (!isMissing) return unavailable(message, 'what the plugin says stands above; try its command by hand')
  const about = 'the kubeconfig wants a credential plugin that is not installed, or not on PATH'
  return unavailable(message, [about, ...(installHint ? [installHint.trim()] : [])].join('\n'))
}

function checkPair(pair: KeyPair): KeyPair {
  try {
    const certificate = new X509Certificate(pair.cert)
    if (!certificate.checkPrivateKey(createPrivateKey(pair.key)))
      throw new Error('tls: private key does not match public key')
  } catch (error) {
    throw unavailable(`failed parsing client key/certificate: ${(error as Error).message}`)
  }
  return pair
}
