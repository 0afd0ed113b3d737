import { main } from './cli/main.ts'
import { processTerminal } from './cli/terminal.ts'
import { commands } from './commands/index.ts'

process.on('SIGINT', () => process.exit(130))
process.exitCode = await main(process.argv.slice(2), commands, processTerminal())
