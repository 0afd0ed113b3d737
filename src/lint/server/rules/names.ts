import { isDNS1035Label, toLower } from '../../../model/names.ts'
import { type Causes, plain } from '../causes.ts'
import type { Place } from '../place.ts'
import type { Names } from '../types.ts'

const code = 'CRD0206'

/** The form of names that are given. Upstream: validation.go ValidateCustomResourceDefinitionNames. */
export function checkNames(names: Names, place: Place, causes: Causes): void {
  checkLabel(names.plural, names.plural, place.child('plural'), '', causes)
  checkLabel(names.singular, names.singular, place.child('singular'), '', causes)
  const mixed = 'may have mixed case, but should otherwise match: '
  checkLabel(names.kind, toLower(names.kind), place.child('kind'), mixed, causes)
  checkLabel(names.listKind, toLower(names.listKind), place.child('listKind'), mixed, causes)
  checkEach(names.shortNames, place.child('shortNames'), causes)
  if (names.kind !== '' && names.kind === names.listKind) {
    causes.invalid(code, place.child('listKind'), plain(names.listKind), 'kind and listKind may not be the same')
  }
  checkEach(names.categories, place.child('categories'), causes)
}

/** Which names must be given. Upstream: validation.go validateCustomResourceDefinitionSpec. */
export function requireNames(names: Names, place: Place, causes: Causes): void {
  for (const name of ['plural', 'singular', 'kind', 'listKind'] as const) {
    if (names[name] === '') causes.required(code, place.child(name))
  }
}

function checkLabel(name: string, label: string, place: Place, prefix: string, causes: Causes): void {
  if (name === '') return
  const errors = isDNS1035Label(label)
  if (errors.length > 0) causes.invalid(code, place, plain(name), prefix + errors.join(','))
}

function checkEach(names: readonly string[] | undefined, place: Place, causes: Causes): void {
  names?.forEach((name, i) => {
    const errors = isDNS1035Label(name)
    if (errors.length > 0) causes.invalid(code, place.index(i), plain(name), errors.join(','))
  })
}
