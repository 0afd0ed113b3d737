import type { APIServiceFacts } from './api-service.ts'
import type { CRDFacts } from './crd-facts.ts'
import type { Known } from './known.ts'
import type { ServedResource } from './served-resource.ts'
import type { ServiceFacts } from './service.ts'

/** What is known of a cluster: plain data, so that it can be judged without one. */
export interface ClusterFacts {
  /** Milliseconds since 1970. */
  now: number
  crds: readonly CRDFacts[]
  apiServices: Known<readonly APIServiceFacts[]>
  /** Everything that is served, in the server's order. */
  served: Known<readonly ServedResource[]>
  /** The services that somebody is called at, by `namespace/name`. */
  services: ReadonlyMap<string, ServiceFacts>
  /** What was looked at of single CRDs, by name. */
  looks: ReadonlyMap<string, Looks>
  /** The certificates of CA bundles, by their base64 text. */
  certificates: ReadonlyMap<string, CertificateFacts>
}

/** What was looked at because a CRD gave reason to. */
export interface Looks {
  /** Reading one object, by served version; none when there are no objects. */
  reads?: Known<ReadonlyMap<string, Read>>
  /** What is left of a resource that is being deleted. */
  remaining?: Known<Remaining>
  /** How many objects there are. */
  objects?: Known<number>
}

export interface Read {
  path: string
  /** '' when it went well, else what the server said. */
  said: string
}

export interface Remaining {
  objects: number
  /** Those that finalizers hold: all of them, or of the first thousand. */
  held: readonly { namespace: string; name: string; finalizers: readonly string[] }[]
}

/** What a bundle of certificates holds; undefined dates when it can not be read. */
export interface CertificateFacts {
  /** Of the certificate that is good longest, milliseconds since 1970. */
  validFrom: number | undefined
  validTo: number | undefined
  subject: string
}
