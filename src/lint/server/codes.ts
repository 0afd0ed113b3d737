/** The codes of what the server says about a CustomResourceDefinition; src/model/codes/definition.ts describes them. */
export type CrdCode = `CRD02${Digit}${Digit}`

type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9'
