import { Chalk } from 'chalk'
import type { Style } from './style.ts'

/** The colours of a terminal: the 16 that every theme defines. */
export function colorStyle(): Style {
  const chalk = new Chalk({ level: 1 })
  return {
    error: chalk.bold.red,
    warning: chalk.bold.yellow,
    place: chalk.cyan,
    gutter: chalk.blue,
    strong: chalk.bold,
    good: chalk.green,
  }
}
