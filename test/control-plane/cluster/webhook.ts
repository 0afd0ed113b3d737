import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { certificate } from '../../cluster/certificates.ts'

/** What the API server asks a webhook. */
export interface Review {
  operation: string
  name: string
  object: { metadata: { name?: string; labels?: Record<string, string> }; spec?: Record<string, unknown> }
}

export interface Verdict {
  allowed: boolean
  message?: string
  warnings?: string[]
  /** JSON patch, of a mutating one. */
  patch?: object[]
}

/** An admission webhook. */
export interface Webhook {
  url: string
  /** base64 */
  caBundle: string
  close(): void
}

export async function openWebhook(judge: (review: Review) => Verdict): Promise<Webhook> {
  const issuer = { name: 'webhooks', ...certificate({ name: 'webhooks' }) }
  const server = https.createServer(
    certificate({ name: 'webhook', ips: ['127.0.0.1'], issuer }),
    (request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        const { request: review } = JSON.parse(body) as { request: Review & { uid: string } }
        const { allowed, message, warnings, patch } = judge(review)
        const answer = {
          uid: review.uid,
          allowed,
          ...(message && { status: { message } }),
          ...(warnings && { warnings }),
          ...(patch && { patchType: 'JSONPatch', patch: Buffer.from(JSON.stringify(patch)).toString('base64') }),
        }
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response: answer }))
      })
    },
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    caBundle: Buffer.from(issuer.cert).toString('base64'),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
