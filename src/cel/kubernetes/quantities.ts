import { Failure, ofObject, ofString, ofTwo, toBool, toObject } from './binding.ts'
import { QuantityObject } from './objects.ts'
import { global, type Library, member, noSuchOverload, type Overload } from './overload.ts'
import { TooLarge } from './values/decimal.ts'
import { Quantity } from './values/quantity.ts'

const type = 'kubernetes.Quantity'

function parse(text: string): QuantityObject | Failure {
  return limited(() => {
    const quantity = Quantity.parse(text)
    return typeof quantity === 'string' ? new Failure(quantity) : new QuantityObject(quantity, text)
  })
}

/** Where upstream would run out of memory, an error. */
function limited<T>(run: () => T): T | Failure {
  try {
    return run()
  } catch (error) {
    if (error instanceof TooLarge) return new Failure(error.message)
    throw error
  }
}

const compared = (read: (order: number) => boolean) =>
  ofTwo(QuantityObject, (values, a, b) => {
    const order = limited(() => a.quantity.compare(b.quantity))
    return order instanceof Failure ? values.error(order.text) : values.bool(read(order))
  })

function arithmetic(run: (a: Quantity, b: Quantity) => Quantity): Overload['call'] {
  return (values, [first, second]) => {
    const a = values.asObject(first!)
    const b = values.asObject(second!)
    const int = values.asInt(second!)
    const operand = b instanceof QuantityObject ? b.quantity : int === undefined ? undefined : Quantity.of(int)
    if (!(a instanceof QuantityObject) || !operand) return noSuchOverload(values, first!)
    const result = limited(() => run(a.quantity, operand))
    return result instanceof Failure ? values.error(result.text) : values.object(new QuantityObject(result))
  }
}

const add = arithmetic((a, b) => a.add(b))
const subtract = arithmetic((a, b) => a.subtract(b))

/** Upstream: apiserver/pkg/cel/library/quantity.go. */
export const quantities: Library = {
  name: 'kubernetes.quantity',
  since: 28,
  overloads: [
    global('quantity', 'string_to_quantity', ['string'], type, ofString(parse, toObject)),
    global(
      'isQuantity',
      'is_quantity_string',
      ['string'],
      'bool',
      ofString((text) => parse(text) instanceof QuantityObject, toBool),
    ),
    global(
      'sign',
      'quantity_sign',
      [type],
      'int',
      ofObject(QuantityObject, (values, { quantity }) => values.int(BigInt(quantity.sign()))),
    ),
    member(
      'isGreaterThan',
      'quantity_is_greater_than',
      [type, type],
      'bool',
      compared((order) => order > 0),
    ),
    member(
      'isLessThan',
      'quantity_is_less_than',
      [type, type],
      'bool',
      compared((order) => order < 0),
    ),
    member(
      'compareTo',
      'quantity_compare_to',
      [type, type],
      'int',
      ofTwo(QuantityObject, (values, a, b) => {
        const order = limited(() => a.quantity.compare(b.quantity))
        return order instanceof Failure ? values.error(order.text) : values.int(BigInt(order))
      }),
    ),
    member(
      'asApproximateFloat',
      'quantity_get_float',
      [type],
      'double',
      ofObject(QuantityObject, (values, { quantity }) => values.double(quantity.asApproximateFloat())),
    ),
    member(
      'asInteger',
      'quantity_get_int',
      [type],
      'int',
      ofObject(QuantityObject, (values, { quantity }) => {
        const integer = quantity.asInteger()
        return integer === undefined ? values.error('cannot convert value to integer') : values.int(integer)
      }),
    ),
    member(
      'isInteger',
      'quantity_is_integer',
      [type],
      'bool',
      ofObject(QuantityObject, (values, { quantity }) => values.bool(quantity.asInteger() !== undefined)),
    ),
    member('add', 'quantity_add', [type, type], type, add),
    member('add', 'quantity_add_int', [type, 'int'], type, add),
    member('sub', 'quantity_sub', [type, type], type, subtract),
    member('sub', 'quantity_sub_int', [type, 'int'], type, subtract),
  ],
}
