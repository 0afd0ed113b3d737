import { fileURLToPath } from 'node:url'
import { goProgram } from '../../test/conformance/go-program.ts'
import type { Command } from './measure.ts'
import type { Workload } from './workload.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** How each tool is told to judge a workload. */
export interface Tool {
  name: string
  command(workload: Workload): Command
}

export const ours: Tool = {
  name: 'kubectl-crd',
  command: ({ resources, crds }) => ({
    name: 'kubectl-crd',
    words: [path('../../bin/kubectl-crd'), 'validate', '-f', resources, '--crds', crds, '--summary'],
    answers: [0, 1],
  }),
}

/** Schemas are converted beforehand. It checks no CEL. */
export function kubeconform(goroutines: number): Tool {
  const program = goProgram(path('peers/kubeconform'), 'github.com/yannh/kubeconform/cmd/kubeconform')
  const name = `kubeconform -n ${goroutines}`
  return {
    name,
    command: ({ resources, schemas }) => ({
      name,
      words: [
        program,
        '-n',
        String(goroutines),
        '-strict',
        '-summary',
        '-schema-location',
        `${schemas}/{{ .Group }}/{{ .ResourceKind }}_{{ .ResourceAPIVersion }}.json`,
        resources,
      ],
      answers: [0, 1],
    }),
  }
}

export function kubectlValidate(): Tool {
  const program = goProgram(path('peers/kubectl-validate'), 'sigs.k8s.io/kubectl-validate')
  return peer('kubectl-validate', program, (resources, crds) => [resources, '--local-crds', crds])
}

/** Another tool, called as `PROGRAM RESOURCES --crds FOLDER`; a wrapper script can make that of any. */
export function peer(
  name: string,
  program: string,
  words: (resources: string, crds: string) => string[] = (resources, crds) => [resources, '--crds', crds],
): Tool {
  return {
    name,
    command: ({ resources, crds }) => ({ name, words: [program, ...words(resources, crds)], answers: [0, 1] }),
  }
}
