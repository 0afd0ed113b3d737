import { type LibraryObject, noSuchOverload, type Overload, type Values } from './overload.ts'

type Class<T extends LibraryObject> = abstract new (...args: never[]) => T

/** A function of one string: what it returns, or the error's text. */
export function ofString<R>(
  run: (text: string) => R | Failure,
  make: <V>(values: Values<V>, result: R) => V,
): Overload['call'] {
  return (values, [argument]) => {
    const text = values.asString(argument!)
    if (text === undefined) return noSuchOverload(values, argument!)
    const result = run(text)
    return result instanceof Failure ? values.error(result.text) : make(values, result)
  }
}

/** The error a function ends with. */
export class Failure {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** An accessor of an object. */
export function ofObject<T extends LibraryObject>(
  type: Class<T>,
  read: <V>(values: Values<V>, object: T) => V,
): Overload['call'] {
  return (values, [argument]) => {
    const object = values.asObject(argument!)
    return object instanceof type ? read(values, object) : noSuchOverload(values, argument!)
  }
}

/** A function of two objects of one type. Of a wrong second one, upstream blames the first. */
export function ofTwo<T extends LibraryObject>(
  type: Class<T>,
  run: <V>(values: Values<V>, a: T, b: T) => V,
): Overload['call'] {
  return (values, [first, second]) => {
    const [a, b] = [values.asObject(first!), values.asObject(second!)]
    return a instanceof type && b instanceof type ? run(values, a, b) : noSuchOverload(values, first!)
  }
}

export const toBool = <V>(values: Values<V>, result: boolean): V => values.bool(result)
export const toObject = <V>(values: Values<V>, result: LibraryObject): V => values.object(result)
