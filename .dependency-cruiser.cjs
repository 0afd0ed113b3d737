const engines = '(manifest|schema|cel|validation|lint|compat|explain|sample)'

/** The layer law of ARCHITECTURE.md. */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle means two folders are one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'model-imports-nothing',
      comment: 'Everything stands on the model, so the model stands on nothing.',
      severity: 'error',
      from: { path: '^src/model/' },
      to: { pathNot: '^src/model/' },
    },
    {
      name: 'engines-are-pure',
      comment: 'Engines and reports take data and give data: no I/O, so they can be tested and embedded anywhere.',
      severity: 'error',
      from: { path: `^src/(${engines}|report)/` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'engines-know-no-edge',
      comment: 'A rule must not know where its data came from or where its findings go.',
      severity: 'error',
      from: { path: `^src/${engines}/` },
      to: { path: '^src/(report|sources|cluster|operator|tui|cli|commands)/' },
    },
    {
      name: 'report-knows-model-only',
      comment: 'A report is (result, options) -> text; it must not call engines.',
      severity: 'error',
      from: { path: '^src/report/' },
      to: { path: '^src/', pathNot: '^src/(model|report)/' },
    },
    {
      name: 'edges-import-no-engine',
      comment: 'Edges implement ports of the model; only manifest may turn their text into documents.',
      severity: 'error',
      from: { path: '^src/(sources|cluster)/' },
      to: { path: '^src/', pathNot: '^src/(model|manifest|sources|cluster)/' },
    },
    {
      name: 'operator-sees-ports',
      comment: 'The loop runs against ports, so that tests can run it against anything.',
      severity: 'error',
      from: { path: '^src/operator/' },
      to: { path: '^src/', pathNot: '^src/(model|operator)/' },
    },
    {
      name: 'nobody-imports-commands',
      comment: 'Commands compose; nothing composes commands.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/commands/' },
      to: { path: '^src/commands/', pathNot: '^src/commands/index[.]ts$' },
    },
    {
      name: 'sample-and-explain-are-apart',
      comment: 'A sample is made without words about it; commands bring both together.',
      severity: 'error',
      from: { path: '^src/sample/' },
      to: { path: '^src/(explain|compat)/' },
    },
    {
      name: 'schema-stands-low',
      comment: 'The order among engines: manifest, schema, cel, validation, then what uses them.',
      severity: 'error',
      from: { path: '^src/(manifest|schema)/' },
      to: { path: '^src/', pathNot: '^src/(model|manifest|schema)/' },
    },
    {
      name: 'cel-is-its-own-package',
      comment: 'The CEL engine knows schemas and values, not validation.',
      severity: 'error',
      from: { path: '^src/cel/' },
      to: { path: '^src/', pathNot: '^src/(model|schema|cel)/' },
    },
    {
      name: 'sources-only-in-src',
      comment: 'The product does not import tests or scripts.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts|bin)/' },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
}
