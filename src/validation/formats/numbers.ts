/** Upstream: govalidator.IsISBN with white space and dashes taken out. */
export function isISBN10(text: string): boolean {
  const plain = text.replace(/[\t\n\f\r -]+/g, '')
  if (!/^[0-9]{9}[0-9X]$/.test(plain)) return false
  let sum = 0
  for (let i = 0; i < 10; i++) sum += (i + 1) * (plain[i] === 'X' ? 10 : Number(plain[i]))
  // The last digit weighs 10, like an X in its place, which is worth 10 times 10.
  return sum % 11 === 0
}

/** Upstream: govalidator.IsISBN. */
export function isISBN13(text: string): boolean {
  const plain = text.replace(/[\t\n\f\r -]+/g, '')
  if (!/^[0-9]{13}$/.test(plain)) return false
  let sum = 0
  for (let i = 0; i < 13; i++) sum += (i % 2 === 0 ? 1 : 3) * Number(plain[i])
  return sum % 10 === 0
}

const card =
  /^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35[0-9]{3})[0-9]{11})$/

/** The digits of a known card with the right check digit; whatever stands between does not count. Upstream: govalidator. */
export function isCreditCard(text: string): boolean {
  const digits = text.replace(/[^0-9]+/g, '')
  if (!card.test(digits)) return false
  let sum = 0
  for (let i = digits.length - 1, double = false; i >= 0; i--, double = !double) {
    const digit = Number(digits[i]) * (double ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}

/** `123-45-6789` or with spaces: 11 characters. Upstream: govalidator.IsSSN. */
export function isSSN(text: string): boolean {
  return /^[0-9]{3}[- ][0-9]{2}[- ][0-9]{4}$/.test(text)
}
