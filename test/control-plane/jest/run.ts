import type { Broker } from './broker.ts'

/** What Jest's own process knows of this run. */
export interface Run {
  broker: Broker
  /** The folder where the logs of all control planes of the run go; made when the first comes. */
  logs: string
  failed: boolean
}

// Jest loads setup, reporter and teardown apart from each other, so they meet at the global object.
const key = Symbol.for('kubectl-crd.control-plane.run')
const place = globalThis as { [key]?: Run }

export function currentRun(): Run | undefined {
  return place[key]
}

export function setRun(run: Run | undefined): void {
  if (run) place[key] = run
  else delete place[key]
}
