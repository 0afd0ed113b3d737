import { type Causes, plain } from '../causes.ts'
import type { Place } from '../place.ts'
import type { Column } from '../types.ts'
import { checkSimplePath } from './json-path.ts'

const code = 'CRD0211'
const types = ['boolean', 'date', 'integer', 'number', 'string']
const formats = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password']

/** Printer columns. Upstream: validation.go ValidateCustomResourceColumnDefinition. */
export function checkColumns(columns: readonly Column[] | undefined, place: Place, causes: Causes): void {
  columns?.forEach((column, i) => {
    checkColumn(column, place.index(i).at(column.spot), causes)
  })
}

function checkColumn(column: Column, place: Place, causes: Causes): void {
  if (column.name === '') causes.required(code, place.child('name'))
  const oneOfTypes = `must be one of ${types.join(',')}`
  if (column.type === '') causes.required(code, place.child('type'), oneOfTypes)
  else if (!types.includes(column.type)) {
    causes.invalid(code, place.child('type'), plain(column.type), oneOfTypes)
  }
  if (column.format !== '' && !formats.includes(column.format)) {
    causes.invalid(code, place.child('format'), plain(column.format), `must be one of ${formats.join(',')}`)
  }
  // v1 writes jsonPath, v1beta1 and the server's causes JSONPath.
  const path = place.child('JSONPath', column.raw?.JSONPath === undefined ? 'jsonPath' : 'JSONPath')
  if (column.jsonPath === '') causes.required(code, path)
  else checkSimplePath(code, column.jsonPath, path, causes)
}
