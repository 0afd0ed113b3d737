import type { AdviceRule } from './advice-rule.ts'

export const droppedKeyword: AdviceRule = {
  code: 'CRD0301',
  title: 'A keyword that the API server drops in silence',
  about: 'mistake',
  reason:
    'Below items, additionalProperties and dependencies the API server decodes schemas without strictness: a key it does not know is dropped without an error or a warning, and what it was to check is not checked.',
  bad: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec:
        type: object
        properties:
          ports:
            type: array
            x-kubernetes-list-type: atomic
            items: {type: integer, maximun: 65535}`,
  good: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec:
        type: object
        properties:
          ports:
            type: array
            x-kubernetes-list-type: atomic
            items: {type: integer, maximum: 65535}`,
  check: ({ dropped }) =>
    dropped.map(({ path, meant }) => ({
      path,
      message: `the API server does not know ${path.at(-1)} here and drops it in silence`,
      atKey: true,
      ...(meant === undefined ? {} : { hint: `did you mean ${meant}?` }),
    })),
}
