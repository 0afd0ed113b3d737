import type { AdviceRule } from './advice-rule.ts'

export const missingStatusSubresource: AdviceRule = {
  code: 'CRD0305',
  title: 'A status without the status subresource',
  about: 'convention',
  reason:
    'Without subresources.status whoever may write the spec may write the status, a controller that updates the status may overwrite the spec, and metadata.generation counts every change of the status too.',
  bad: `
schema:
  openAPIV3Schema:
    type: object
    properties:
      status: {type: object, properties: {phase: {type: string}}}`,
  good: `
subresources: {status: {}}
schema:
  openAPIV3Schema:
    type: object
    properties:
      status: {type: object, properties: {phase: {type: string}}}`,
  check: ({ crd }) =>
    crd.versions.flatMap((version) => {
      const status = version.schema?.properties.get('status')
      if (!status || version.hasStatus) return []
      const message = `version ${version.name} has a status but no status subresource`
      return [{ path: status.path, message, hint: 'add subresources: {status: {}} to the version', atKey: true }]
    }),
}
