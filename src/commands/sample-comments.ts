import { renderCommented } from '../explain/render-commented.ts'
import type { ServerVersion } from '../model/server-version.ts'
import type { Value } from '../model/value.ts'
import { sampleValue } from '../sample/sample-value.ts'
import type { FieldNode } from '../schema/walk.ts'

const width = 100

/** A sample with the explanation of every field; those that only the fuller one has are commented out. */
export function withComments(node: FieldNode, value: Value, fuller: Value, server: ServerVersion): string {
  const fill = ({ schemas, name }: FieldNode) => sampleValue(schemas[0], { shape: 'full', name, server }).value
  return renderCommented(node, value, fuller, { server, width, fill })
}
