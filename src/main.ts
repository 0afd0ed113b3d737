import { main, reportFailure } from './cli/main.ts'
import { processTerminal } from './cli/terminal.ts'
import { commands } from './commands/index.ts'

const terminal = processTerminal()
// Node's own answer to these is exit code 1, which here means "no". SIGINT keeps its default, which also ends a busy loop.
process.on('uncaughtException', (error) => process.exit(reportFailure(error, terminal)))
// All output is written by now; to leave at once spares the time of taking the heap apart.
void main(process.argv.slice(2), commands, terminal).then((code) => process.exit(code))
