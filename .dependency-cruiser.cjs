// Who may import whom: the table of docs/architecture.md. Anything unlisted is forbidden.
const below = ['contract', 'server', 'language']
const allow = {
  contract: [],
  prisma: [],
  language: [],
  server: ['contract', 'prisma'],
  accounts: ['contract', 'server'],
  channels: ['contract', 'server'],
  customers: below,
  inbox: [...below, 'customers/index', 'channels/index'],
  sales: [...below, 'customers/index', 'inbox/index'],
  reports: [...below, 'customers/index', 'inbox/index'],
  bot: [...below, 'customers/index', 'inbox/index', 'sales/index'],
  automation: [...below, 'customers/index', 'inbox/index', 'sales/index'],
  web: ['contract'],
}
const ours = `^(${[...Object.keys(allow), 'tests', 'scripts', 'main', 'parsers'].join('|')})\\b`
// The demo is made through the features' own commands, so the seed stands beside main.ts, not below the server.
const seed = '^prisma/(seed\\.ts|demo/)'

const layers = Object.entries(allow).map(([from, to]) => ({
  name: `${from}-imports-only-what-it-may`,
  severity: 'error',
  from: { path: `^${from}/`, pathNot: [seed, '\\.test\\.tsx?$'] },
  to: {
    path: ours,
    pathNot: `^(${[`${from}/`, ...to.map((target) => (target.includes('/') ? `${target}\\.ts$` : `${target}/`))].join('|')})`,
  },
}))

const only = (name, module, files) => ({ name, severity: 'error', from: { pathNot: [...files, '^tests/'] }, to: { path: module } })

module.exports = {
  forbidden: [
    ...layers,
    { name: 'server-knows-no-seed', severity: 'error', from: { path: '^server/' }, to: { path: seed } },
    // A type alone ties nothing together when the program runs.
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'adapters-are-islands',
      severity: 'error',
      from: { path: '^channels/([^/]+)/', pathNot: '\\.test\\.ts$' },
      // What several share: speaking to providers at all, and to those of one vendor.
      to: { path: '^channels/([^/]+)/', pathNot: '^channels/($1|provider|meta|tencent)/' },
    },
    {
      name: 'web-reaches-no-node-package',
      severity: 'error',
      from: { path: '^web/', pathNot: '\\.test\\.tsx?$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nobody-imports-main-or-tests',
      severity: 'error',
      from: { pathNot: '(^tests/|\\.test\\.tsx?$|^vitest\\.config)' },
      to: { path: '^((main|parsers)\\.ts|tests/)' },
    },
    {
      name: 'contract-needs-only-zod',
      severity: 'error',
      from: { path: '^contract/' },
      to: { dependencyTypes: ['npm', 'core'], pathNot: 'node_modules/zod' },
    },
    only('bullmq-only-in-queue', 'node_modules/bullmq', ['^server/queue\\.ts$']),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|node_modules|prisma/client|coverage)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
    },
  },
}
