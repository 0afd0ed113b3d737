import type { Path } from '../../model/path.ts'
import { below, pathOf, type Spot } from './spot.ts'

/**
 * A field in two ways: as the server's causes name it, and where it stands in the document. They differ, since the
 * server judges its internal version, where what all versions share stands at the top of spec.
 * Upstream: apimachinery/pkg/util/validation/field/path.go.
 */
export class Place {
  readonly spot: Spot | undefined
  readonly #parent: Place | undefined
  readonly #text: string

  private constructor(parent: Place | undefined, text: string, spot: Spot | undefined) {
    this.#parent = parent
    this.#text = text
    this.spot = spot
  }

  static root(name: string, ...steps: (string | number)[]): Place {
    return new Place(undefined, name, below(undefined, ...(steps.length > 0 ? steps : [name])))
  }

  /** @param steps where in the document, when the names there differ; a dot in `name` leads two steps down */
  child(name: string, ...steps: (string | number)[]): Place {
    return new Place(this, `.${name}`, below(this.spot, ...(steps.length > 0 ? steps : name.split('.'))))
  }
  key(name: string): Place {
    return new Place(this, `[${name}]`, below(this.spot, name))
  }
  index(i: number): Place {
    return new Place(this, `[${i}]`, below(this.spot, i))
  }
  /** The same field, standing elsewhere in the document. */
  at(spot: Spot | undefined): Place {
    return new Place(this.#parent, this.#text, spot)
  }

  get field(): string {
    const parts: string[] = []
    for (let place: Place | undefined = this; place; place = place.#parent) parts.push(place.#text)
    return parts.reverse().join('')
  }
  get path(): Path {
    return pathOf(this.spot)
  }
}
