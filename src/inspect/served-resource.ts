/** A resource as discovery lists it. */
export interface ServedResource {
  group: string
  version: string
  /** The plural. */
  name: string
  singular: string
  kind: string
  shortNames: readonly string[]
}
