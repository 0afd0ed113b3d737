import { main, reportFailure } from './cli/main.ts'
import { processTerminal } from './cli/terminal.ts'
import { commands } from './commands/index.ts'

const terminal = processTerminal()
// Node's own answer to these is exit code 1, which here means "no". SIGINT keeps its default, which also ends a busy loop.
process.on('uncaughtException', (error) => process.exit(reportFailure(error, terminal)))
process.exitCode = await main(process.argv.slice(2), commands, terminal)
