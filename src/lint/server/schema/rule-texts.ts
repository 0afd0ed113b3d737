import { trimSpace } from '../../../model/go/trim.ts'
import { type Causes, named, plain } from '../causes.ts'
import type { Place } from '../place.ts'
import type { SchemaProps, ValidationRule } from '../types.ts'
import { conversionError } from './convertible.ts'
import { findField } from './field-path.ts'

const code = 'CRD0230'
const reasons = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired']
const lineBreak = /[\n\r]/

/**
 * The texts of x-kubernetes-validations, apart from what the expressions mean.
 * Upstream: validation.go ValidateCustomResourceDefinitionOpenAPISchema.
 */
export function checkRuleTexts(schema: SchemaProps, place: Place, causes: Causes): void {
  schema.xValidations?.forEach((rule, i) => {
    checkRule(rule, schema, place.child('x-kubernetes-validations').index(i), causes)
  })
}

function checkRule(rule: ValidationRule, schema: SchemaProps, place: Place, causes: Causes): void {
  const message = trimSpace(rule.message)
  const expression = trimSpace(rule.rule)
  const messageAt = place.child('message')
  if (expression === '') causes.required(code, place.child('rule'), 'rule is not specified')
  else if (rule.message !== '' && message === '') {
    causes.invalid(code, messageAt, plain(rule.message), 'must be non-empty if specified')
  } else if (lineBreak.test(message)) {
    causes.invalid(code, messageAt, plain(rule.message), 'must not contain line breaks')
  } else if (lineBreak.test(expression) && message === '') {
    causes.required(code, messageAt, 'message must be specified if rule contains line breaks')
  }
  if (rule.messageExpression !== '' && trimSpace(rule.messageExpression) === '') {
    const detail = 'messageExpression must be non-empty if specified'
    causes.required(code, place.child('messageExpression'), detail)
  }
  if (rule.reason !== undefined && !reasons.includes(rule.reason)) {
    causes.notSupported(code, place.child('reason'), named(rule.reason), reasons)
  }
  if (rule.fieldPath === '') return
  const pathAt = place.child('fieldPath')
  const say = (detail: string) => causes.invalid(code, pathAt, plain(rule.fieldPath), detail)
  if (trimSpace(rule.fieldPath) === '') say('must be non-empty if specified')
  if (lineBreak.test(rule.fieldPath)) say('must not contain line breaks')
  if (conversionError(schema) === undefined && 'error' in findField(rule.fieldPath, schema, true)) {
    say('must be a valid path')
  }
}
