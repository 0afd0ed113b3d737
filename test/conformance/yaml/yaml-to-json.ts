import { type Resolved, whole } from '../../../src/manifest/scalar.ts'
import { readYaml } from '../../../src/manifest/yaml.ts'
import { marshal } from '../../../src/model/go/json.ts'
import { float, type Value } from '../../../src/model/value.ts'

/** One YAML document as sigs.k8s.io/yaml's YAMLToJSON has it: all digits of integers up to 2^64-1, which kubectl's next step loses. */
export function yamlToJson(text: string, maxDepth: number): string {
  const document = readYaml(text, { start: 0, maxDepth, value: asWritten })
  return document ? marshal(document.root) : 'null'
}

/** Before Go writes it as JSON: 1.0 stays a float64. */
function asWritten(resolved: Resolved): Value {
  if (resolved.tag === 'int') return whole(resolved.value) ?? resolved.value
  return resolved.tag === 'float' ? float(resolved.value) : resolved.value
}
