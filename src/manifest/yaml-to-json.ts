import { marshal } from '../model/go/json.ts'
import { asWritten } from './scalar.ts'
import { readYaml } from './yaml.ts'

/**
 * One YAML document as JSON, the way sigs.k8s.io/yaml's YAMLToJSON has it: all digits of integers up to 2^64-1 are kept,
 * which kubectl's next step loses. Throws YamlError.
 */
export function yamlToJson(text: string, maxDepth: number): string {
  const document = readYaml(text, { start: 0, maxDepth, value: asWritten })
  return document ? marshal(document.root) : 'null'
}
