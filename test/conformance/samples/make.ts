import type { Finding } from '../../../src/model/finding.ts'
import { marshal } from '../../../src/model/go/json.ts'
import { clone, isDict } from '../../../src/model/value.ts'
import { sample } from '../../../src/sample/sample.ts'
import type { Shape } from '../../../src/sample/solving.ts'
import type { Definition } from './definitions.ts'

/** A sample of one version, as JSON. */
export interface Made {
  definition: Definition
  version: string
  shape: Shape
  body: string
  /** What our validator says against it. */
  unsolved: Finding[]
}

export const shapes: readonly Shape[] = ['minimal', 'usual', 'full']

/** A sample of every shape for every version that is served. */
export function samplesOf(definition: Definition): Made[] {
  const { crd } = definition
  const place = crd.scope === 'Namespaced' ? { namespace: 'default' } : {}
  return crd.versions
    .filter(({ served }) => served)
    .flatMap(({ name: version }) =>
      shapes.map((shape) => {
        const { object, unsolved } = sample(crd, version, { shape, ...place })
        return { definition, version, shape, body: marshal(object), unsolved }
      }),
    )
}

/** The CRD as it goes to a server, without the webhook that converts: nothing would answer there. */
export function definitionText({ document }: Definition): string {
  const root = clone(document.root!)
  if (isDict(root) && isDict(root.spec)) delete root.spec.conversion
  return marshal(root)
}
