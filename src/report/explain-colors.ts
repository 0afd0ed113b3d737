import { Chalk } from 'chalk'

/** Colours for the parts of an explanation: the 16 that every theme defines. */
export function explainColors() {
  const chalk = new Chalk({ level: 1 })
  return {
    heading: chalk.bold,
    name: chalk.cyan,
    type: chalk.green,
    required: chalk.red,
    label: chalk.bold,
    value: chalk.yellow,
    faint: chalk.dim,
    warning: chalk.yellow,
    link: String,
    selected: chalk.inverse,
  }
}
