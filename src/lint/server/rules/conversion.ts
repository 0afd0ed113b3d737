import { isDNS1035Label, isDNS1123Subdomain } from '../../../model/names.ts'
import { type Causes, named, namedList, plain } from '../causes.ts'
import type { Options } from '../options.ts'
import type { Place } from '../place.ts'
import type { Conversion, ServiceReference, WebhookClientConfig } from '../types.ts'
import { checkCABundle } from './ca-bundle.ts'
import { checkOneOf } from './one-of-strings.ts'
import { checkWebhookURL } from './webhook-url.ts'

const code = 'CRD0210'
const reviewVersions = ['v1', 'v1beta1']

/** Upstream: validation.go validateCustomResourceConversion. */
export function checkConversion(
  conversion: Conversion | undefined,
  preserve: boolean | undefined,
  options: Options,
  place: Place,
  causes: Causes,
): void {
  if (!conversion) return
  const { strategy, webhookClientConfig: config, conversionReviewVersions: versions } = conversion
  if (strategy !== 'None' && preserve !== false) {
    const detail = 'must be None if spec.preserveUnknownFields is true'
    causes.invalid(code, place.child('strategy'), named(strategy), detail)
  }
  // v1 keeps both in `webhook`, v1beta1 and the server's causes do not.
  const inWebhook = conversion.raw?.webhook !== undefined
  const configAt = place.child('webhookClientConfig', ...(inWebhook ? ['webhook', 'clientConfig'] : []))
  const versionsAt = place.child(
    'conversionReviewVersions',
    ...(inWebhook ? ['webhook', 'conversionReviewVersions'] : []),
  )
  checkOneOf(code, strategy, ['None', 'Webhook'], place.child('strategy'), causes)
  if (strategy === 'Webhook') {
    if (config) checkClientConfig(config, options, configAt, causes)
    else causes.required(code, configAt, 'required when strategy is set to Webhook')
    checkReviewVersions(versions, options, versionsAt, causes)
    return
  }
  const detail = 'should not be set when strategy is not set to Webhook'
  if (config) causes.forbidden(code, configAt, detail)
  if (versions && versions.length > 0) causes.forbidden(code, versionsAt, detail)
}

function checkClientConfig(config: WebhookClientConfig, options: Options, place: Place, causes: Causes): void {
  const { url, service, caBundle } = config
  if ((url === undefined) === (service === undefined)) {
    causes.required(code, place, 'exactly one of url or service is required')
  } else if (url !== undefined) checkWebhookURL(url, place.child('url'), causes)
  else if (service) checkService(service, place.child('service'), causes)
  if (caBundle !== undefined && caBundle !== '' && !options.allowInvalidCABundle) {
    const error = checkCABundle(caBundle)
    if (error) causes.invalid(code, place.child('caBundle'), named(caBundle), error)
  }
}

/**
 * Upstream: apiserver/pkg/util/webhook/validation.go ValidateWebhookService, which is given name and namespace in the
 * wrong order: a missing name is told at namespace, and the other way round.
 */
function checkService(service: ServiceReference, place: Place, causes: Causes): void {
  if (service.namespace === '') causes.required(code, place.child('name', 'namespace'))
  if (service.name === '') causes.required(code, place.child('namespace', 'name'))
  const port = Number(service.port ?? 0)
  if (port < 1 || port > 65535) {
    causes.invalid(code, place.child('port'), String(port), 'port is not valid: must be between 1 and 65535, inclusive')
  }
  const path = service.path
  if (path === undefined || path === '/' || path === '') return
  const at = place.child('path')
  if (path === '//') {
    causes.invalid(code, at, plain(path), 'segment[0] may not be empty')
    return
  }
  if (!path.startsWith('/')) causes.invalid(code, at, plain(path), "must start with a '/'")
  // Upstream cuts the first byte whatever it is.
  const steps = path.slice(1).replace(/\/$/, '').split('/')
  steps.forEach((step, i) => {
    if (step === '') {
      causes.invalid(code, at, plain(path), `segment[${i}] may not be empty`)
      return
    }
    for (const error of isDNS1123Subdomain(step)) causes.invalid(code, at, plain(path), `segment[${i}]: ${error}`)
  })
}

function checkReviewVersions(
  versions: readonly string[] | undefined,
  options: Options,
  place: Place,
  causes: Causes,
): void {
  if (!versions || versions.length === 0) {
    causes.required(code, place)
    return
  }
  const seen = new Set<string>()
  versions.forEach((version, i) => {
    if (seen.has(version)) {
      causes.invalid(code, place.index(i), plain(version), 'duplicate version')
      return
    }
    seen.add(version)
    for (const error of isDNS1035Label(version)) causes.invalid(code, place.index(i), plain(version), error)
  })
  if (options.requireRecognizedConversionReviewVersion && !versions.some(isReviewVersion)) {
    const detail = `must include at least one of ${reviewVersions.join(', ')}`
    causes.invalid(code, place, namedList(versions), detail)
  }
}

/** Does the server speak this version of ConversionReview? */
export function isReviewVersion(version: string): boolean {
  return reviewVersions.includes(version)
}
