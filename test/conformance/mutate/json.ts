/** Plain JSON data, as from JSON.parse. */
export type JSONValue = null | boolean | number | string | JSONValue[] | JSONObject
export interface JSONObject {
  [key: string]: JSONValue
}

export function isObject(value: JSONValue | undefined): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object at a key; a new one is put there when there is none. */
export function objectAt(parent: JSONObject, key: string): JSONObject {
  const value = parent[key]
  if (isObject(value)) return value
  const made: JSONObject = {}
  parent[key] = made
  return made
}

/** The list at a key; a new one is put there when there is none. */
export function listAt(parent: JSONObject, key: string): JSONValue[] {
  const value = parent[key]
  if (Array.isArray(value)) return value
  const made: JSONValue[] = []
  parent[key] = made
  return made
}
